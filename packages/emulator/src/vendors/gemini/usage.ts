import type { Wire } from './frames.ts';
import type { TokenCounts } from './history.ts';

/** The tokens of the prompt that are counted and not itemised, as observed on the newest models. */
const UNITEMISED_TOKENS = 25;

/** The input and the output of a turn. */
export interface TurnUse {
  readonly input: TokenCounts;
  readonly audioTokens: number;
  readonly thoughtTokens: number;
  /** Whether the counts by modality leave something out. */
  readonly hasGap: boolean;
}

/** Describes what one turn has used. Counts of 0 are left out; thoughts are no part of the total. */
export function describeUsage({ input, audioTokens, thoughtTokens, hasGap }: TurnUse): Wire {
  const itemised = input.text + input.audio + input.image;
  const prompt = itemised + (hasGap ? UNITEMISED_TOKENS : 0);
  const details = Object.entries(input).flatMap(([modality, tokenCount]) =>
    tokenCount > 0 ? [{ modality: modality.toUpperCase(), tokenCount }] : [],
  );
  return {
    promptTokenCount: prompt,
    ...(audioTokens > 0 && {
      responseTokenCount: audioTokens,
      responseTokensDetails: [{ modality: 'AUDIO', tokenCount: audioTokens }],
    }),
    totalTokenCount: prompt + audioTokens,
    promptTokensDetails: details,
    ...(thoughtTokens > 0 && { thoughtsTokenCount: thoughtTokens }),
  };
}
