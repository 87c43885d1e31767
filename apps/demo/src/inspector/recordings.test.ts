import { readFileSync } from 'node:fs';
import { readRecording } from '@repartee/core/recording';
import { describe, expect, it } from 'vitest';
import { RECORDINGS } from './recordings.ts';

const read = (id: string) => readFileSync(new URL(`../../public/recordings/${id}.repartee`, import.meta.url));

/** They are fetched when they are opened: so large is each at most, in bytes. */
const MAX_BYTES = 400_000;

describe('the recordings of the demo', () => {
  it.each(RECORDINGS.map(({ id }) => id))('%s has the sound of both sides, and is small', async (id) => {
    const file = read(id);
    expect(file.byteLength).toBeLessThan(MAX_BYTES);
    const { audio, problem } = await readRecording(file);
    expect(problem).toBeNull();
    for (const side of ['user', 'agent'] as const) {
      const heard = audio.filter((piece) => piece.side === side && piece.isHeard);
      expect(heard.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBeGreaterThan(1_000);
    }
  });

  it('have a tool call, a barge-in and a reconnect', async () => {
    const { steps, audio } = await readRecording(read('conversation'));
    const events = steps.flatMap((step) => (step.kind === 'event' ? [step] : []));
    const has = (isIt: (event: (typeof events)[number]) => boolean) => events.some(isIt);
    expect(has(({ type, event }) => type === 'tool-changed' && event.state === 'succeeded')).toBe(true);
    expect(has(({ type, event }) => type === 'barge-in' && event.verdict === 'yield')).toBe(true);
    expect(has(({ type }) => type === 'continuity')).toBe(true);
    expect(audio.some(({ isHeard }) => !isHeard)).toBe(true);
  });
});
