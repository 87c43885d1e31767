import type { RecordedStep, Recording } from '@repartee/core/recording';
import { createStaticSession } from '@repartee/core/testing';

const known = new Map<number, Recording>();

/** A recording of so many frames, thirty a second, with a turn of each side every ten seconds. */
export function longRecording(frames: number): Recording {
  const made = known.get(frames) ?? makeRecording(frames);
  known.set(frames, made);
  return made;
}

function makeRecording(frames: number): Recording {
  const { capabilities } = createStaticSession();
  const steps = Array.from({ length: frames }, (_, at): readonly RecordedStep[] => {
    const atMs = (at * 1_000) / 30;
    const text = `{"type":"frame ${at}","event_id":"event_${at}","delta":"[4096 characters]"}`;
    const direction = at % 3 === 0 ? 'out' : 'in';
    const frame: RecordedStep = { kind: 'frame', atMs, direction, connection: 1, text };
    if (at % 150 !== 0) return [frame];
    const phase = at % 300 === 0 ? 'user-speaking' : 'speaking';
    return [{ kind: 'state', atMs, patch: { fields: { phase } } }, frame];
  }).flat();
  return {
    manifest: {
      format: 'repartee-recording',
      version: 1,
      startedAt: Date.UTC(2026, 10, 30, 9),
      startedAtMs: 0,
      durationMs: (frames * 1_000) / 30,
      words: 'keep',
      capabilities,
    },
    steps,
    audio: [],
    problem: null,
  };
}
