import type { Recording } from '@repartee/core/recording';
import { createReplay } from '@repartee/core/recording';

/**
 * Writes a test for Vitest that replays the recording up to a time, and expects what it shows there.
 *
 * @param fileName - where the test finds the recording, beside itself.
 */
export function writeTest(recording: Recording, fileName: string, atMs: number): string {
  const replay = createReplay(recording);
  replay.seek(atMs);
  const { status, phase, connection, transcript } = replay.session.store.getState();
  const last = transcript.order.length;
  return `import { readFile } from 'node:fs/promises';
import { createReplay, readRecording } from '@repartee/core/recording';
import { expect, it } from 'vitest';

it(${JSON.stringify(`replays ${fileName}`)}, async () => {
  const file = await readFile(new URL(${JSON.stringify(`./${fileName}`)}, import.meta.url));
  const recording = await readRecording(new Uint8Array(file));
  expect(recording.problem).toBeNull();
  const replay = createReplay(recording);
  replay.seek(${Math.round(replay.positionMs)});
  const state = replay.session.store.getState();
  expect(state).toMatchObject(${JSON.stringify({ status, phase, connection })});
  expect(state.transcript.order).toHaveLength(${last});
});
`;
}
