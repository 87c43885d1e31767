import type { ModalityCounts, RateLimit, UsageRecord } from '../../protocol/usage-record.ts';
import { count, list, numberOrNull, object, string } from './read.ts';

function readCounts(value: unknown): ModalityCounts {
  const wire = object(value);
  return { text: count(wire['text_tokens']), audio: count(wire['audio_tokens']), image: count(wire['image_tokens']) };
}

/** Reads a report of usage, of a response or of a transcription; every field may be missing. */
export function readUsage(value: unknown): UsageRecord | null {
  const wire = object(value);
  if (wire['type'] === 'duration') return { unit: 'seconds', seconds: count(wire['seconds']) };
  const total = numberOrNull(wire['total_tokens']);
  if (total === null) return null;
  const input = object(wire['input_token_details']);
  const output = object(wire['output_token_details']);
  const isItemised = Object.keys(output).length > 0;
  return {
    unit: 'tokens',
    input: readCounts(input),
    cachedInput: readCounts(input['cached_tokens_details']),
    // A transcription reports its output as one number, all of it text.
    output: isItemised ? readCounts(output) : { text: count(wire['output_tokens']), audio: 0, image: 0 },
    reasoning: count(output['reasoning_tokens']),
    total,
  };
}

/** Reads the rate limits as last reported. */
export function readRateLimits(value: unknown): readonly RateLimit[] {
  return list(value).map((entry) => {
    const wire = object(entry);
    const resetSeconds = numberOrNull(wire['reset_seconds']);
    return {
      name: string(wire['name']),
      limit: numberOrNull(wire['limit']),
      remaining: numberOrNull(wire['remaining']),
      resetMs: resetSeconds === null ? null : resetSeconds * 1000,
    };
  });
}
