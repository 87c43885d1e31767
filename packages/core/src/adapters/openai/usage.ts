import type { ModalityCounts, RateLimit, UsageRecord } from '../../protocol/usage-record.ts';
import { count, list, number, object, text } from './read.ts';
import type { WireRateLimit, WireTokenCounts, WireUsage } from './wire-types.ts';

type InputDetails = NonNullable<WireUsage['input_token_details']>;
type OutputDetails = NonNullable<WireUsage['output_token_details']>;

/** Reads counts by modality. What is counted but not itemised falls to the one that it most likely is. */
function readCounts(value: unknown, total: unknown, rest: 'text' | 'audio'): ModalityCounts {
  const wire = object<WireTokenCounts>(value);
  const counts = {
    text: count(wire.text_tokens),
    audio: count(wire.audio_tokens),
    image: count(wire.image_tokens),
  };
  if (counts.text + counts.audio + counts.image === 0) counts[rest] = count(total);
  return counts;
}

/** Reads a report of usage, of a response or of a transcription; every field may be missing. */
export function readUsage(value: unknown): UsageRecord | null {
  const wire = object<WireUsage>(value);
  if (wire.type === 'duration') return { unit: 'seconds', seconds: count(wire.seconds) };
  if (number(wire.total_tokens ?? wire.input_tokens ?? wire.output_tokens, null) === null) return null;
  const input = object<InputDetails>(wire.input_token_details);
  const output = object<OutputDetails>(wire.output_token_details);
  // A transcription reports its output as one number, all of it text; what it listened to is audio.
  return {
    unit: 'tokens',
    input: readCounts(input, wire.input_tokens, 'audio'),
    cachedInput: readCounts(input.cached_tokens_details, input.cached_tokens, 'text'),
    output: readCounts(output, wire.output_tokens, 'text'),
    reasoning: count(output.reasoning_tokens),
    total: number(wire.total_tokens, count(wire.input_tokens) + count(wire.output_tokens)),
  };
}

/** Reads the rate limits as last reported. */
export function readRateLimits(value: unknown): readonly RateLimit[] {
  return list(value).map((entry) => {
    const wire = object<WireRateLimit>(entry);
    const resetSeconds = number(wire.reset_seconds, null);
    return {
      name: text(wire.name),
      limit: number(wire.limit, null),
      remaining: number(wire.remaining, null),
      resetMs: resetSeconds === null ? null : resetSeconds * 1000,
    };
  });
}
