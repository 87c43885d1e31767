import type { ModalityCounts, RateLimit, UsageRecord } from '../../protocol/usage-record.ts';
import { readCount, readList, readNumberOr, readObject, readText } from '../../util/untrusted.ts';
import type { WireRateLimit, WireTokenCounts, WireUsage } from './wire-types.ts';

type InputDetails = NonNullable<WireUsage['input_token_details']>;
type OutputDetails = NonNullable<WireUsage['output_token_details']>;

/** Reads counts by modality. A total without counts by modality goes to the likeliest one, which `rest` names. */
function readCounts(value: unknown, total: unknown, rest: 'text' | 'audio'): ModalityCounts {
  const wire = readObject<WireTokenCounts>(value);
  const counts = {
    text: readCount(wire.text_tokens),
    audio: readCount(wire.audio_tokens),
    image: readCount(wire.image_tokens),
  };
  if (counts.text + counts.audio + counts.image === 0) counts[rest] = readCount(total);
  return counts;
}

/** Reads a report of usage, of a response or of a transcription; every field may be missing. */
export function readUsage(value: unknown): UsageRecord | null {
  const wire = readObject<WireUsage>(value);
  if (wire.type === 'duration') return { unit: 'seconds', seconds: readCount(wire.seconds) };
  if (readNumberOr(wire.total_tokens ?? wire.input_tokens ?? wire.output_tokens, null) === null) return null;
  const input = readObject<InputDetails>(wire.input_token_details);
  const output = readObject<OutputDetails>(wire.output_token_details);
  // A transcription reports its output as one number, which is text. Its input is audio.
  return {
    unit: 'tokens',
    input: readCounts(input, wire.input_tokens, 'audio'),
    cachedInput: readCounts(input.cached_tokens_details, input.cached_tokens, 'text'),
    output: readCounts(output, wire.output_tokens, 'text'),
    reasoning: readCount(output.reasoning_tokens),
    total: readNumberOr(wire.total_tokens, readCount(wire.input_tokens) + readCount(wire.output_tokens)),
  };
}

/** Reads rate limits. */
export function readRateLimits(value: unknown): readonly RateLimit[] {
  return readList(value).map((entry) => {
    const wire = readObject<WireRateLimit>(entry);
    const resetSeconds = readNumberOr(wire.reset_seconds, null);
    return {
      name: readText(wire.name),
      limit: readNumberOr(wire.limit, null),
      remaining: readNumberOr(wire.remaining, null),
      resetMs: resetSeconds === null ? null : resetSeconds * 1000,
    };
  });
}
