import type { ModalityCounts, UsageRecord } from '../../protocol/usage-record.ts';
import { count, list, object, text } from './read.ts';
import type { WireTokens, WireUsage } from './wire-types.ts';

type Counts = { -readonly [Key in keyof ModalityCounts]: number };

/** Adds counts up by modality. What the wire counts but does not itemise, which happens, falls to `rest`. */
function addUp(counts: Counts, details: unknown, total: unknown, rest: keyof Counts): Counts {
  let open = count(total);
  for (const entry of list(details)) {
    const { modality, tokenCount } = object<WireTokens>(entry);
    const kind = text(modality).toLowerCase();
    counts[kind === 'text' || kind === 'audio' ? kind : 'image'] += count(tokenCount);
    open -= count(tokenCount);
  }
  counts[rest] += Math.max(0, open);
  return counts;
}

const sum = ({ text: words, audio, image }: ModalityCounts): number => words + audio + image;
const none = (): Counts => ({ text: 0, audio: 0, image: 0 });

/**
 * Reads the usage of one turn. The prompt is the whole context again, which is what is billed, so turns add up to the
 * cost. The vendor's own total leaves the thoughts out although it bills them as output.
 */
export function readUsage(value: unknown): UsageRecord {
  const wire = object<WireUsage>(value);
  const reasoning = count(wire.thoughtsTokenCount);
  const input = addUp(none(), wire.promptTokensDetails, wire.promptTokenCount, 'text');
  addUp(input, wire.toolUsePromptTokensDetails, wire.toolUsePromptTokenCount, 'text');
  const output = addUp(
    none(),
    wire.responseTokensDetails ?? wire.candidatesTokensDetails,
    wire.responseTokenCount ?? wire.candidatesTokenCount,
    'audio',
  );
  output.text += reasoning;
  return {
    unit: 'tokens',
    input,
    cachedInput: addUp(none(), wire.cacheTokensDetails, wire.cachedContentTokenCount, 'text'),
    output,
    reasoning,
    total: sum(input) + sum(output),
  };
}
