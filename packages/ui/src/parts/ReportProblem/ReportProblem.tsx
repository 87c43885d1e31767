'use client';

import { useId, useLayoutEffect, useRef, useState } from 'react';
import { useRecorder } from '@repartee/hooks';
import type { UseRecorderOptions } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape } from '../../internal/controlShapes.ts';
import { alertShape } from '../../internal/iconShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import type { Slot } from '../../internal/slotsOf.ts';
import type { ReportLabels } from '../../labels/Labels.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { reportProblemLabels } from './reportProblemLabels.ts';

/** The state of a `ReportProblem`. */
export interface ReportProblemState {
  /** `asking` shows what the report holds, and waits for the user. */
  readonly stage: 'closed' | 'asking' | 'sending' | 'sent' | 'failed';
}

/** The props of `ReportProblem`. */
export type ReportProblemProps = Omit<PartProps<'div', ReportProblemState>, 'children'> & {
  /**
   * Takes the file, a recording that `readRecording` and the inspector open. A rejection is shown as a failure, and the user can try
   * again. @default the file is saved on the device
   */
  readonly onReport?: ((file: Blob) => void | Promise<void>) | undefined;
  /**
   * A recorder that runs already, such as that of an inspector, so that the session is recorded once. What it records stands in place
   * of `words`, `audio` and `maxDurationMs`. `null` while it is being loaded: nothing can be sent yet.
   */
  readonly recorder?: UseRecorderOptions['recorder'];
  /** Whether the file has what was said, or only how much. @default 'keep' */
  readonly words?: 'keep' | 'mask';
  /** The sides whose sound is recorded. The user decides whether the file has it. @default 'none' */
  readonly audio?: 'none' | 'agent' | 'both';
  /** The duration that is kept, in milliseconds. @default 300_000, the last five minutes */
  readonly maxDurationMs?: number;
  /** The name of a saved file. @default 'conversation.repartee' */
  readonly filename?: string;
};

/**
 * Records the session while it is mounted, and lets the user report a problem: it says in plain words what the report holds, and
 * gives the file to the app, or saves it. Mount it for the whole conversation: it records from then on. An app that records already
 * gives its `recorder`.
 *
 * Attributes: `data-stage` (`closed`, `asking`, `sending`, `sent`, `failed`).
 *
 * @example
 * <ReportProblem audio="both" onReport={(file) => upload(file)} />
 */
export function ReportProblem(given: ReportProblemProps) {
  const { onReport, recorder, words: ownWords, audio: ownAudio, maxDurationMs, filename, ...props } = given;
  const { words = 'keep', audio = 'none' } = recorder ?? { words: ownWords, audio: ownAudio };
  const { report: labels } = usePartLabels(reportProblemLabels);
  const { save } = useRecorder({
    recorder,
    words,
    audio,
    ...(maxDurationMs !== undefined && { maxDurationMs }),
  });
  const [stage, setStage] = useState<ReportProblemState['stage']>('closed');
  const [hasAudio, setHasAudio] = useState(true);
  const opener = useFocusReturn(stage);
  const send = async () => {
    setStage('sending');
    try {
      const file = await save({ audio: hasAudio ? 'keep' : 'drop' });
      if (onReport) await onReport(file);
      else saveFile(file, filename ?? 'conversation.repartee');
      setStage('sent');
    } catch {
      setStage('failed');
    }
  };
  const isOpen = stage === 'asking' || stage === 'sending' || stage === 'failed';
  return usePart('div', props, {
    name: 'repartee-report',
    state: { stage },
    children: (slot) => (
      <>
        {!isOpen && (
          <button
            ref={opener}
            type="button"
            className={slot('repartee-button')}
            onClick={() => setStage('asking')}
          >
            <Icon shape={alertShape} />
            {labels.open}
          </button>
        )}
        {isOpen && (
          <Question
            {...{ slot, labels, stage, words, hasAudio }}
            canSend={onReport !== undefined}
            isReady={recorder !== null}
            onAudioChange={audio === 'none' || words === 'mask' ? null : setHasAudio}
            onSend={() => void send()}
            onCancel={() => setStage('closed')}
          />
        )}
        <p className={slot('repartee-report-outcome')} role="status">
          {stage === 'sent' && <Icon shape={doneShape} />}
          {stage === 'sent' && (onReport ? labels.outcomes.sent : labels.outcomes.saved)}
          {(stage === 'sending' || stage === 'failed') && labels.outcomes[stage]}
        </p>
      </>
    ),
  });
}

interface QuestionProps extends ReportProblemState {
  readonly slot: Slot;
  readonly labels: ReportLabels;
  readonly words: 'keep' | 'mask';
  readonly canSend: boolean;
  /** Whether there is a recorder. */
  readonly isReady: boolean;
  readonly hasAudio: boolean;
  /** `null` where no sound was recorded. */
  readonly onAudioChange: ((hasAudio: boolean) => void) | null;
  readonly onSend: () => void;
  readonly onCancel: () => void;
}

/** The contents of the report, and the question whether to send it. */
function Question({ slot, labels, words, canSend, isReady, hasAudio, stage, ...on }: QuestionProps) {
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => group.current?.focus(), []);
  const isBusy = stage === 'sending';
  return (
    <div
      ref={group}
      className={slot('repartee-report-question')}
      role="group"
      aria-labelledby={id}
      tabIndex={-1}
    >
      <p id={id} className={slot('repartee-report-title')}>
        {labels.open}
      </p>
      <p className={slot('repartee-report-text')}>{canSend ? labels.sent : labels.saved}</p>
      <ul className={slot('repartee-report-contents')}>
        <li>{labels.course}</li>
        <li>{words === 'keep' ? labels.words : labels.maskedWords}</li>
        <li>{labels.messages}</li>
      </ul>
      {on.onAudioChange && (
        <label className={slot('repartee-report-choice')}>
          <input
            type="checkbox"
            className={slot('repartee-report-box')}
            checked={hasAudio}
            disabled={isBusy}
            onChange={({ target }) => on.onAudioChange?.(target.checked)}
          />
          {labels.audio}
        </label>
      )}
      <div className={slot('repartee-report-buttons')}>
        <button
          type="button"
          className={slot('repartee-button repartee-button-strong')}
          disabled={isBusy || !isReady}
          onClick={on.onSend}
        >
          {canSend ? labels.send : labels.save}
        </button>
        <button type="button" className={slot('repartee-button')} disabled={isBusy} onClick={on.onCancel}>
          {labels.cancel}
        </button>
      </div>
    </div>
  );
}

/** The button gets the focus back in the commit that closes the question: a key pressed just after it finds the button. */
function useFocusReturn(stage: ReportProblemState['stage']) {
  const opener = useRef<HTMLButtonElement>(null);
  const before = useRef(stage);
  useLayoutEffect(() => {
    const isClosed = stage === 'closed' || stage === 'sent';
    if (isClosed && before.current !== 'closed' && before.current !== 'sent') opener.current?.focus();
    before.current = stage;
  }, [stage]);
  return opener;
}

function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
