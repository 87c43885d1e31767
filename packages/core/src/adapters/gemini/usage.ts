import type { ModalityCounts, UsageRecord } from '../../protocol/usage-record.ts';
import { readCount, readList, readObject, readText } from '../../util/untrusted.ts';
import type { WireTokens, WireUsage } from './wire-types.ts';

type Counts = { -readonly [Key in keyof ModalityCounts]: number };

/** Adds up counts by modality. Gemini's details do not always add up to its total: the difference counts as `rest`. */
function addUp(counts: Counts, details: unknown, total: unknown, rest: keyof Counts): Counts {
  let open = readCount(total);
  for (const entry of readList(details)) {
    const { modality, tokenCount } = readObject<WireTokens>(entry);
    const kind = readText(modality).toLowerCase();
    counts[kind === 'text' || kind === 'audio' ? kind : 'image'] += readCount(tokenCount);
    open -= readCount(tokenCount);
  }
  counts[rest] += Math.max(0, open);
  return counts;
}

const sum = ({ text: words, audio, image }: ModalityCounts): number => words + audio + image;
const none = (): Counts => ({ text: 0, audio: 0, image: 0 });

/**
 * Reads the usage of one turn. The prompt count is the whole context, which Google bills again for each turn, so the cost is
 * the sum of the turns. Google's own total leaves out the thoughts, which it bills as output.
 */
export function readUsage(value: unknown): UsageRecord {
  const wire = readObject<WireUsage>(value);
  const reasoning = readCount(wire.thoughtsTokenCount);
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
