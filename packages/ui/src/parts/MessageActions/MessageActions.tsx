'use client';

import { useState } from 'react';
import type { ReactNode } from 'react';
import type { MessageEntry } from '@repartee/core';
import { splitEntry } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape } from '../../internal/controlShapes.ts';
import { badShape, copyShape, goodShape } from '../../internal/iconShapes.ts';
import type { IconShape } from '../../internal/IconShape.ts';
import { useCopy } from '../../internal/useCopy.ts';
import type { CopyOutcome } from '../../internal/useCopy.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { useSlots } from '../../internal/useSlots.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { messageActionsLabels } from './messageActionsLabels.ts';

/** The user's opinion of an answer. */
export type MessageFeedback = 'good' | 'bad';

/** The state of `MessageActions`. */
export interface MessageActionsState {
  /** The outcome of the last copy; `null` before the first. */
  readonly copied: CopyOutcome;
  /** `null` while the user has said nothing, or has taken it back. */
  readonly feedback: MessageFeedback | null;
}

/** The props of `MessageActions`. */
export type MessageActionsProps = PartProps<'div', MessageActionsState> & {
  /** The message that the actions are about. */
  readonly entry: MessageEntry;
  /** The user's opinion of the answer, if the app holds it. */
  readonly feedback?: MessageFeedback | null;
  /** Called when the user says what the answer was like, or takes it back (`null`). Without it there are no such buttons. */
  readonly onFeedback?: ((feedback: MessageFeedback | null, entry: MessageEntry) => void) | undefined;
  /** Buttons of your own, after the others. */
  readonly children?: ReactNode;
};

/**
 * Buttons that copy a message and rate an answer. Of an interrupted answer, the copy has what the user heard. A transcript
 * shows it below its rows with `actions`.
 *
 * Attributes: `data-copied` (`done`, `failed`), `data-feedback` (`good`, `bad`).
 *
 * @example const actions = (entry: MessageEntry) => <MessageActions entry={entry} onFeedback={save} />; return
 * <TranscriptRoot actions={actions} />;
 */
export function MessageActions({
  entry,
  feedback: given,
  onFeedback,
  children,
  ...props
}: MessageActionsProps) {
  const labels = usePartLabels(messageActionsLabels);
  const { name, copy: copyLabel, good, bad } = labels.messageActions;
  const [copied, copy] = useCopy();
  const [own, setOwn] = useState<MessageFeedback | null>(null);
  const feedback = given === undefined ? own : given;
  const say = (said: MessageFeedback) => {
    const next = said === feedback ? null : said;
    setOwn(next);
    onFeedback?.(next, entry);
  };
  const hasFeedback = onFeedback !== undefined && entry.role === 'agent';
  return usePart('div', props, {
    name: 'repartee-actions',
    state: { copied, feedback },
    props: { role: 'group', 'aria-label': name },
    children: (slot) => (
      <>
        <Action
          shape={copied === 'done' ? doneShape : copyShape}
          name={copyLabel}
          onClick={() => copy(entry.modality === 'text' ? entry.text : splitEntry(entry).heardText.trim())}
        />
        {hasFeedback && (
          <>
            <Action shape={goodShape} name={good} pressed={feedback === 'good'} onClick={() => say('good')} />
            <Action shape={badShape} name={bad} pressed={feedback === 'bad'} onClick={() => say('bad')} />
          </>
        )}
        {children}
        <span className={slot('repartee-actions-outcome')} role="status">
          {copied && labels.copyOutcomes[copied]}
        </span>
      </>
    ),
  });
}

interface ActionProps {
  readonly shape: IconShape;
  readonly name: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

function Action({ shape, name, pressed, onClick }: ActionProps) {
  const slot = useSlots();
  return (
    <button
      type="button"
      className={slot('repartee-focus repartee-actions-button')}
      title={name}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon shape={shape} />
      <span className="repartee-hidden">{name}</span>
    </button>
  );
}
