/** Backchannels, which do not interrupt, and commands, which interrupt at once. Normalised: lower case, no punctuation. */
export interface ListeningWords {
  readonly backchannels: readonly string[];
  readonly commands: readonly string[];
}

/** The phrases of a language as its file has them, divided by bars. */
export interface ListedPhrases {
  readonly backchannels: string;
  readonly commands: string;
}

export function splitPhrases({ backchannels, commands }: ListedPhrases): ListeningWords {
  return { backchannels: backchannels.split('|'), commands: commands.split('|') };
}

/**
 * The words of many languages as one list, for a session that does not know which is spoken. A word that is a command in one of
 * them is none of the backchannels, and short words that mean something else in another language are left out.
 */
export function mergeWords(lists: readonly ListeningWords[]): ListeningWords {
  const commands = [...new Set(lists.flatMap((list) => list.commands))];
  const known = new Set([...commands, ...AMBIGUOUS]);
  const backchannels = [...new Set(lists.flatMap((list) => list.backchannels))];
  return { commands, backchannels: backchannels.filter((phrase) => !known.has(phrase)) };
}

/** Backchannels of one language that are words of a sentence in another. */
const AMBIGUOUS = [
  'a',
  'o',
  'e',
  'k',
  'he',
  'ha',
  'just',
  'val',
  'eben',
  'echt',
  'bom',
  'tak',
  'no tak',
  'так',
];
