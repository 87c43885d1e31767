import { encodeAudio } from '@repartee/core/audio';
import type { RecordedAudio, Recording } from '@repartee/core/recording';
import { createFileSource } from '../src/source/RecordingSource.ts';

const FORMAT = { encoding: 'pcm16', sampleRateHz: 8_000 } as const;

/** Adds made-up voices to a recording without sound, where its timeline has someone speak. */
export function addSound(recording: Recording): Recording {
  const { spans } = createFileSource(recording).getSnapshot().timeline;
  const audio = spans.flatMap((span): readonly RecordedAudio[] => {
    const { lane, startMs, endMs, unheardMs = 0 } = span;
    if ((lane !== 'user' && lane !== 'agent') || endMs === null) return [];
    const heard = stretch(lane, startMs, endMs - startMs, true);
    return unheardMs > 0 ? [heard, stretch(lane, endMs, unheardMs, false)] : [heard];
  });
  return { ...recording, audio };
}

function stretch(side: 'user' | 'agent', atMs: number, durationMs: number, isHeard: boolean): RecordedAudio {
  const length = Math.round((durationMs * FORMAT.sampleRateHz) / 1_000);
  const samples = Float32Array.from({ length }, (_, at) => {
    const seconds = at / FORMAT.sampleRateHz;
    // Syllables, four a second, within words of uneven loudness.
    const loudness = Math.abs(Math.sin(seconds * 12)) * (0.35 + 0.3 * Math.sin(seconds * 3.1 + atMs));
    return loudness * Math.sin(seconds * 2 * Math.PI * 180);
  });
  const bytes = encodeAudio(samples, FORMAT);
  return { side, isHeard, atMs, durationMs, itemId: null, format: FORMAT, bytes };
}
