import type { Tally } from './tally.ts';

/** Kinds of tokens that can be limited. Cached tokens are a part of the input, reasoning a part of the output. */
export type TokenKind = 'total' | 'input' | 'output' | 'text' | 'audio' | 'image' | 'cached' | 'reasoning';

/** The limits of a budget, in any combination. A field that is left out is not limited. */
export interface BudgetLimits {
  /** Money, in the currency of the prices. */
  readonly cost?: number;
  /** Tokens of any kind, or by kind. */
  readonly tokens?: number | Partial<Readonly<Record<TokenKind, number>>>;
  /** Minutes of connection. */
  readonly minutes?: number;
  /** Turns of the user's. */
  readonly turns?: number;
  /** Minutes of silence without a break. */
  readonly idleMinutes?: number;
  /** Minutes for which the user is muted without a break. */
  readonly mutedMinutes?: number;
}

/** The name of one limit. */
export type LimitName = Exclude<keyof BudgetLimits, 'tokens'> | `tokens.${TokenKind}`;

/** The used share of one limit. */
export interface LimitUse {
  readonly name: LimitName;
  readonly used: number;
  readonly limit: number;
  /** 1 is all of it. */
  readonly fraction: number;
}

/** The measured values that are compared with the limits. */
export interface Spent {
  readonly tally: Tally;
  readonly cost: number | null;
  readonly minutes: number;
  readonly turns: number;
  readonly idleMinutes: number;
  readonly mutedMinutes: number;
}

/** Counts tokens of one kind. */
export function countTokens(tally: Tally, kind: TokenKind): number {
  const { inputText, inputAudio, inputImage, outputText, outputAudio, outputImage } = tally;
  switch (kind) {
    case 'input':
      return inputText + inputAudio + inputImage;
    case 'output':
      return outputText + outputAudio + outputImage;
    case 'text':
      return inputText + outputText;
    case 'audio':
      return inputAudio + outputAudio;
    case 'image':
      return inputImage + outputImage;
    case 'cached':
      return tally.cachedText + tally.cachedAudio + tally.cachedImage;
    case 'reasoning':
      return tally.reasoning;
    case 'total':
      return countTokens(tally, 'input') + countTokens(tally, 'output');
  }
}

/** Limits on tokens by kind; a bare number limits all of them. */
export function tokenLimits({ tokens }: BudgetLimits): Partial<Record<TokenKind, number>> {
  return typeof tokens === 'number' ? { total: tokens } : { ...tokens };
}

/** Holds what was spent against every limit. A limit on money cannot be measured where a price is not known. */
export function measure(limits: BudgetLimits, spent: Spent): readonly LimitUse[] {
  const { tokens: _tokens, ...rest } = limits;
  const pairs: [LimitName, number | null, number | undefined][] = [
    ...Object.entries(tokenLimits(limits)).map(([kind, limit]): [LimitName, number, number] => [
      `tokens.${kind as TokenKind}`,
      countTokens(spent.tally, kind as TokenKind),
      limit,
    ]),
    ...(Object.keys(rest) as (keyof typeof rest)[]).map(
      (name): [LimitName, number | null, number | undefined] => [name, spent[name], rest[name]],
    ),
  ];
  return pairs.flatMap(([name, used, limit]) => {
    if (used === null || limit === undefined) return [];
    // Nothing is allowed at all: anything, nothing included, is all of it.
    return [{ name, used, limit, fraction: limit > 0 ? used / limit : 1 }];
  });
}

/** Adds to limits. A field without a limit stays without one. */
export function extendLimits(limits: BudgetLimits, more: BudgetLimits): BudgetLimits {
  const { tokens: _tokens, ...rest } = limits;
  const added = Object.fromEntries(
    (Object.keys(rest) as (keyof typeof rest)[]).map((name) => [name, (rest[name] ?? 0) + (more[name] ?? 0)]),
  );
  if (limits.tokens === undefined) return added;
  const extra = tokenLimits(more);
  const tokens = Object.fromEntries(
    Object.entries(tokenLimits(limits)).map(([kind, limit]) => [
      kind,
      limit + (extra[kind as TokenKind] ?? 0),
    ]),
  );
  return { ...added, tokens };
}
