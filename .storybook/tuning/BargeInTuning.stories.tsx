import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import type { CreateDetector } from '../../packages/core/src/audio/index.ts';
import { createNeuralDetectors } from '../../packages/core/src/detectors/neural/neural-detector.ts';
import { readSileroWeights } from '../../packages/core/src/detectors/neural/silero-weights.ts';
import weightsUrl from '../../packages/core/src/detectors/neural/silero-v6.bin?url';
import { LISTENING_WORDS } from '../../packages/core/src/index.ts';
import '../foundations/foundations.css';
import { PAUSE_AFTER_MS, PresetEditor, codeOf, thresholdsOf } from './PresetEditor.tsx';
import type { PresetDraft } from './PresetEditor.tsx';
import { SceneEditor } from './SceneEditor.tsx';
import type { SceneDraft } from './SceneEditor.tsx';
import { TimelineDrawing } from './TimelineDrawing.tsx';
import { simulateBargeIn } from './simulateBargeIn.ts';
import type { TuningTake } from './simulateBargeIn.ts';
import { SOUNDS, playSound } from './sounds.ts';
import './tuning.css';

const meta: Meta = { title: 'Foundations/Barge-in tuning', tags: ['!autodocs'] };
export default meta;

const SCENE: SceneDraft = {
  name: 'backchannel',
  sound: SOUNDS['backchannel']?.() ?? new Float32Array(1),
  soundDb: -32,
  roomDb: -55,
  echoDb: -60,
  words: '',
  wordsLateMs: 300,
  isNeural: false,
};

/** The neural detector, loaded when it is chosen. */
function useNeural(isWanted: boolean): CreateDetector | null {
  const [detector, setDetector] = useState<{ readonly create: CreateDetector } | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    const load = async () => {
      const weights = readSileroWeights(await (await fetch(weightsUrl)).arrayBuffer());
      if (isCurrent) setDetector({ create: createNeuralDetectors(weights) });
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [isWanted]);
  return isWanted ? (detector?.create ?? null) : null;
}

const WORDS: Readonly<Record<string, string>> = {
  duck: 'Ducked',
  pause: 'Paused',
  resume: 'Went on',
  cut: 'Interrupted',
};

function Events({ take }: { readonly take: TuningTake }) {
  return (
    <table className="tuning-events">
      <caption>What the agent does, in milliseconds after the sound began</caption>
      <thead>
        <tr>
          <th scope="col">time</th>
          <th scope="col">agent</th>
          <th scope="col">reason</th>
        </tr>
      </thead>
      <tbody>
        {take.events.map(({ type, atMs, reason }) => (
          <tr key={`${type} ${atMs}`}>
            <td>{Math.round(atMs)}</td>
            <td>{WORDS[type]}</td>
            <td>{reason ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Legend() {
  return (
    <p className="tuning-legend">
      From top to bottom: the microphone’s level; <b data-line="probability">probability of speech</b> and{' '}
      <b data-line="voicing">voicing</b> of the detector; <b data-line="speech">speech so far</b> as the
      policy counts it. Background: <b data-state="ducked">ducked</b>, <b data-state="paused">paused</b>,{' '}
      <b data-state="interrupted">interrupted</b>.
    </p>
  );
}

function Tool() {
  const [scene, setScene] = useState(SCENE);
  const [draft, setDraft] = useState<PresetDraft>({
    preset: 'balanced',
    changes: {},
    pauseAfterMs: PAUSE_AFTER_MS,
  });
  const detector = useNeural(scene.isNeural);
  const [shownScene, shownDraft] = [useDeferredValue(scene), useDeferredValue(draft)];
  const take = useMemo(() => {
    const words = LISTENING_WORDS['en'] ?? { backchannels: [], commands: [] };
    const rules = { thresholds: thresholdsOf(shownDraft), words };
    return simulateBargeIn({ ...shownScene, rules, pauseAfterMs: shownDraft.pauseAfterMs, detector });
  }, [shownScene, shownDraft, detector]);
  const code = codeOf(draft, scene.isNeural);
  return (
    <div className="foundation tuning">
      <h1>Barge-in tuning</h1>
      <p className="foundation-lead">
        A sound over the agent, as the reflex and the policy of a session judge it. Change the thresholds
        until the agent does what you expect, and copy the options. The agent’s words and the vendor’s
        detection play no part here.
      </p>
      <SceneEditor draft={scene} onChange={setScene} />
      <TimelineDrawing
        take={take}
        minSpeechMs={thresholdsOf(shownDraft).minSpeechMs}
        pauseAfterMs={shownDraft.pauseAfterMs}
      />
      <Legend />
      <div className="foundation-row">
        <Events take={take} />
        <button type="button" className="repartee-button" onClick={() => playSound(take.heard)}>
          Listen
        </button>
      </div>
      <PresetEditor draft={draft} onChange={setDraft} />
      <div className="foundation-row">
        <h2>Your options</h2>
        <button
          type="button"
          className="repartee-button"
          onClick={() => void navigator.clipboard.writeText(code)}
        >
          Copy the options
        </button>
      </div>
      <output className="editor-css" aria-label="Options of the session">
        {code}
      </output>
    </div>
  );
}

/** A backchannel is taken back; with less patience it interrupts. */
export const Tuning: StoryObj = {
  render: () => <Tool />,
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getByText('Went on')).toBeVisible());
    const field = canvas.getByLabelText('minSpeechMs');
    await userEvent.clear(field);
    await userEvent.type(field, '150');
    await waitFor(() => expect(canvas.getByText('Interrupted')).toBeVisible());
    await expect(canvas.getByLabelText('Options of the session')).toHaveTextContent('minSpeechMs: 150');
  },
};

/** The neural detector hears whether it is a voice. */
export const Neural: StoryObj = {
  render: () => <Tool />,
  async play({ canvas }) {
    await userEvent.selectOptions(canvas.getByLabelText('detector'), 'neural');
    await userEvent.selectOptions(canvas.getByLabelText('sound'), 'door');
    await waitFor(() => expect(canvas.queryByText('Interrupted')).toBeNull());
    await expect(canvas.getByLabelText('Options of the session')).toHaveTextContent('detector: neural()');
  },
};
