import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { createAdapter } from './adapter.ts';

/** Reads frames, and returns the usage of each response: at its end, or later. */
function read(...frames: readonly object[]) {
  const codec = createAdapter().createCodec();
  const events: ServerEvent[] = frames.flatMap((frame) => [...codec.decode(JSON.stringify(frame))]);
  const ids: string[] = [];
  return events.flatMap((event) => {
    if (event.type !== 'response-done' && event.type !== 'usage-received') return [];
    if (!ids.includes(event.responseId)) ids.push(event.responseId);
    const { usage } = event;
    const counts = usage?.unit === 'tokens' ? [usage.input.audio, usage.output.audio] : null;
    return [[event.type, ids.indexOf(event.responseId), counts]];
  });
}

const words = { serverContent: { outputTranscription: { text: 'Yes.' } } };
const end = { serverContent: { turnComplete: true } };
const tokens = (modality: string, tokenCount: number) => [{ modality, tokenCount }];
const input = (count: number) => ({
  promptTokenCount: count,
  promptTokensDetails: tokens('AUDIO', count),
});
const output = (count: number) => ({
  responseTokenCount: count,
  responseTokensDetails: tokens('AUDIO', count),
});

describe('usageMetadata', () => {
  it('in the frame of turnComplete belongs to that turn', () => {
    const whole = { usageMetadata: { ...input(10), ...output(5) } };
    expect(read(words, { ...end, ...whole })).toEqual([['response-done', 0, [10, 5]]]);
  });

  it('counts once when its frame comes twice', () => {
    const last = { ...end, usageMetadata: { ...input(10), ...output(5) } };
    expect(read(words, last, last)).toEqual([['response-done', 0, [10, 5]]]);
  });

  it('in pieces is merged', () => {
    expect(
      read(words, { usageMetadata: input(10) }, end, { usageMetadata: output(5) }, words, {
        ...end,
        usageMetadata: input(30),
      }),
    ).toEqual([
      ['response-done', 0, [10, 0]],
      ['usage-received', 0, [10, 5]],
      ['response-done', 1, [30, 0]],
    ]);
  });

  it('that comes late belongs to the oldest response without one, also during the next', () => {
    expect(read(words, end, words, { usageMetadata: input(10) }, end, { usageMetadata: input(30) })).toEqual([
      ['response-done', 0, null],
      ['usage-received', 0, [10, 0]],
      ['response-done', 1, null],
      ['usage-received', 1, [30, 0]],
    ]);
  });

  it('before the first content belongs to the turn that follows', () => {
    expect(read({ usageMetadata: input(10) }, words, end)).toEqual([['response-done', 0, [10, 0]]]);
  });
});
