'use client';

import type { ExportFormat, ExportOptions, SerializedConversation } from '@repartee/core';
import { exportConversation, useSession, useTranscript } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape } from '../../internal/controlShapes.ts';
import { downShape } from '../../internal/iconShapes.ts';
import { useCopy } from '../../internal/useCopy.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { exportMenuLabels } from './exportMenuLabels.ts';

/** The state of an `ExportMenu`. */
export interface ExportMenuState {
  /** Whether there is nothing to export. */
  readonly isEmpty: boolean;
  /** The outcome of the last copy; `null` before the first. */
  readonly copied: 'done' | 'failed' | null;
}

/** The props of `ExportMenu`. */
export type ExportMenuProps = Omit<PartProps<'div', ExportMenuState>, 'children'> &
  ExportOptions & {
    /** The formats that can be saved; `vtt` and `srt` are captions. @default Markdown, text and JSON */
    readonly formats?: readonly ExportFormat[];
    /** The name of the saved file, without its ending. @default 'conversation' */
    readonly filename?: string;
    /** Called instead of saving a file. */
    readonly onExport?: (text: string, format: ExportFormat) => void;
    /** A stored conversation. @default that of the session */
    readonly conversation?: SerializedConversation | undefined;
  };

const FILES: Readonly<
  Record<ExportFormat, { readonly ending: string; readonly type: string; readonly name: string }>
> = {
  text: { ending: 'txt', type: 'text/plain', name: 'TXT' },
  markdown: { ending: 'md', type: 'text/markdown', name: 'Markdown' },
  json: { ending: 'json', type: 'application/json', name: 'JSON' },
  vtt: { ending: 'vtt', type: 'text/vtt', name: 'WebVTT' },
  srt: { ending: 'srt', type: 'application/x-subrip', name: 'SRT' },
};

const USUAL: readonly ExportFormat[] = ['markdown', 'text', 'json'];

/**
 * Copies the conversation, and saves it as Markdown, text or JSON. Of an interrupted answer, the text has what the user heard.
 *
 * Attributes: `data-empty`, `data-copied` (`done`, `failed`).
 *
 * @example
 * <ExportMenu times filename="support-call" />
 */
export function ExportMenu(given: ExportMenuProps) {
  const { formats = USUAL, filename = 'conversation', names, times = false, ...rest } = given;
  const { onExport = (text, format) => saveFile(text, filename, format), conversation, ...props } = rest;
  const labels = usePartLabels(exportMenuLabels);
  const session = useSession();
  const { isEmpty: isSessionEmpty } = useTranscript();
  const [copied, copy] = useCopy();
  const isEmpty = conversation ? conversation.entries.length === 0 : isSessionEmpty;
  const write = (format: ExportFormat) =>
    exportConversation(conversation ?? session.serialize(), format, { times, ...(names && { names }) });
  return usePart('div', props, {
    name: 'repartee-export',
    state: { isEmpty, copied },
    props: { role: 'group', 'aria-label': labels.exportMenu },
    children: (slot) => (
      <>
        <button
          type="button"
          className={slot('repartee-button')}
          disabled={isEmpty}
          onClick={() => copy(write('text'))}
        >
          {copied === 'done' && <Icon shape={doneShape} />}
          {labels.copyConversation}
        </button>
        {formats.map((format) => (
          <button
            key={format}
            type="button"
            className={slot('repartee-button')}
            disabled={isEmpty}
            onClick={() => onExport(write(format), format)}
          >
            <Icon shape={downShape} />
            {labels.exportAs(FILES[format].name)}
          </button>
        ))}
        <span className={slot('repartee-export-outcome')} role="status">
          {copied && labels.copyOutcomes[copied]}
        </span>
      </>
    ),
  });
}

function saveFile(text: string, filename: string, format: ExportFormat): void {
  const { ending, type } = FILES[format];
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${filename}.${ending}`;
  link.click();
  // The browser has taken the file by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
