import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { createWire } from './wire.ts';

/** Reads frames, and gives what was told of usage: with the end of a response, or later. */
function read(...frames: readonly object[]) {
  const codec = createWire().createCodec();
  const events: ServerEvent[] = frames.flatMap((frame) => [...codec.decode(JSON.stringify(frame))]);
  const ids: string[] = [];
  return events.flatMap((event) => {
    if (event.type !== 'response-done' && event.type !== 'usage-reported') return [];
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

describe('a report of usage', () => {
  it('that comes with the end belongs to what ends', () => {
    const whole = { usageMetadata: { ...input(10), ...output(5) } };
    expect(read(words, { ...end, ...whole })).toEqual([['response-done', 0, [10, 5]]]);
  });

  it('that comes by the piece is put together', () => {
    expect(
      read(words, { usageMetadata: input(10) }, end, { usageMetadata: output(5) }, words, {
        ...end,
        usageMetadata: input(30),
      }),
    ).toEqual([
      ['response-done', 0, [10, 0]],
      ['usage-reported', 0, [10, 5]],
      ['response-done', 1, [30, 0]],
    ]);
  });

  it('that comes late belongs to the oldest answer that waits for one, also while another is given', () => {
    expect(read(words, end, words, { usageMetadata: input(10) }, end, { usageMetadata: input(30) })).toEqual([
      ['response-done', 0, null],
      ['usage-reported', 0, [10, 0]],
      ['response-done', 1, null],
      ['usage-reported', 1, [30, 0]],
    ]);
  });

  it('that comes before anything was said waits for the end of it', () => {
    expect(read({ usageMetadata: input(10) }, words, end)).toEqual([['response-done', 0, [10, 0]]]);
  });
});
