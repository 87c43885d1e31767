'use client';

import { useId } from 'react';
import type { ReactNode } from 'react';
import type { MicrophoneTestControls, SpeakerTestControls } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape, micShape, playShape, stopShape } from '../../internal/controlShapes.ts';
import { alertShape } from '../../internal/iconShapes.ts';
import { LevelMeter } from '../../internal/LevelMeter.tsx';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { DeviceSelect } from '../DeviceSelect/DeviceSelect.tsx';
import { preCallCheckLabels } from './preCallCheckLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `PreCallCheck`. */
export interface PreCallCheckState {
  readonly microphone: MicrophoneTestControls['state'];
  readonly hearing: MicrophoneTestControls['hearing'];
  /** Whether the test tone plays. */
  readonly isPlaying: boolean;
}

/** The props of `PreCallCheckView`. */
export type PreCallCheckViewProps = PartProps<'div', PreCallCheckState> & {
  /** From `useMicrophoneTest`. */
  readonly microphoneTest: Omit<MicrophoneTestControls, 'stop'>;
  /** From `useSpeakerTest`. */
  readonly speakerTest: SpeakerTestControls;
  /** The content in the place of the microphone's test, such as a `PermissionPrompt`. */
  readonly permission?: ReactNode;
  /** Called by the button that starts the conversation. */
  readonly onReady: () => void;
  /** The content above the last button, such as a `ConsentNotice`. */
  readonly children?: ReactNode;
};

/**
 * The controls of `PreCallCheck` for tests of your own.
 *
 * Attributes: `data-microphone`, `data-hearing`, `data-playing`.
 *
 * @example
 * <PreCallCheckView microphoneTest={useMicrophoneTest()} speakerTest={useSpeakerTest()} onReady={start} />
 */
export function PreCallCheckView(given: PreCallCheckViewProps) {
  const { microphoneTest, speakerTest, permission, onReady, children, ...props } = given;
  const labels = usePartLabels(preCallCheckLabels);
  const id = useId();
  const { isPlaying, play, stop } = speakerTest;
  return usePart('div', props, {
    name: 'repartee-check',
    state: { microphone: microphoneTest.state, hearing: microphoneTest.hearing, isPlaying },
    props: { role: 'group', 'aria-labelledby': `${id}title` },
    children: (slot) => (
      <>
        <p id={`${id}title`} className={slot('repartee-check-title')}>
          {labels.soundCheck}
        </p>
        {permission ?? (
          <div className={slot('repartee-check-device')}>
            <DeviceSelect kind="microphone" />
            <MicrophoneCheck {...microphoneTest} />
          </div>
        )}
        <div className={slot('repartee-check-device')}>
          <DeviceSelect kind="speaker" />
          <button type="button" className={slot('repartee-button')} onClick={isPlaying ? stop : play}>
            <Icon shape={isPlaying ? stopShape : playShape} />
            {isPlaying ? labels.stopTestTone : labels.playTestTone}
          </button>
          <p role="alert" className={slot('repartee-check-error')}>
            {speakerTest.error && labels.testFailed}
          </p>
        </div>
        {children}
        <button
          type="button"
          // One main action at a time.
          className={slot(
            `repartee-button repartee-check-ready ${permission ? '' : 'repartee-button-strong'}`.trim(),
          )}
          onClick={onReady}
        >
          {labels.connect}
        </button>
      </>
    ),
  });
}

/** The meter with what was heard, or the button that opens the microphone. */
function MicrophoneCheck({ state, hearing, source, error, start }: PreCallCheckViewProps['microphoneTest']) {
  const slot = useSlots();
  const labels = usePartLabels(preCallCheckLabels);
  const isOpen = state === 'on' || state === 'opening';
  const problem = error && (labels.errors[error.code] ?? { title: labels.deviceFailed, advice: '' });
  const words = isOpen ? labels.hearing[state === 'opening' ? state : hearing] : problem?.title;
  const shape = hearing === 'heard' ? doneShape : hearing === 'silent' || problem ? alertShape : null;
  return (
    <>
      {isOpen && <LevelMeter source={source} />}
      {/* It is there from the beginning: screen readers announce what comes into it. */}
      <p role="status" className={slot('repartee-check-words')} data-bad={problem ? '' : undefined}>
        {words && shape && <Icon shape={shape} />}
        {words && <span className={slot('repartee-check-word')}>{words}</span>}
        {problem?.advice && <span className={slot('repartee-check-advice')}>{problem.advice}</span>}
      </p>
      {!isOpen && (
        <button type="button" className={slot('repartee-button')} onClick={start}>
          <Icon shape={micShape} />
          {problem ? labels.tryAgain : labels.testMicrophone}
        </button>
      )}
    </>
  );
}
