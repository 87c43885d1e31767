import type { DeclaredTool } from './agent.ts';

/** Words that do not identify a tool. */
const FILLERS = new Set(
  (
    'a an and any are at be by can could current do does fetch find for from get given gives give how i in into is it its like look ' +
    'lookup make me my of on or out please returns return set should show tell that the their this to up use used user using want ' +
    'what when where which will with would you your'
  ).split(' '),
);

/** The score that a tool needs. A word of the name counts double: one word of the name or two of the description match. */
const NAME_WEIGHT = 2;
const MIN_SCORE = 2;

/** Finds the tool whose name or description matches the words best; `null` if none does. The first of equals wins. */
export function matchTool(text: string, tools: readonly DeclaredTool[]): DeclaredTool | null {
  const spoken = new Set(wordsOf(text));
  let best: DeclaredTool | null = null;
  let bestScore = MIN_SCORE - 1;
  for (const tool of tools) {
    const named = new Set(wordsOf(tool.name.replace(/([a-z])([A-Z])/g, '$1 $2')));
    const described = new Set(wordsOf(tool.description).filter((word) => !named.has(word)));
    const score = NAME_WEIGHT * countIn(named, spoken) + countIn(described, spoken);
    if (score <= bestScore) continue;
    best = tool;
    bestScore = score;
  }
  return best;
}

function countIn(words: ReadonlySet<string>, spoken: ReadonlySet<string>): number {
  return [...words].filter((word) => spoken.has(word)).length;
}

/** The words that can identify a tool, without their plural endings. */
function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !FILLERS.has(word))
    .map((word) => word.replace(/(?<=\p{L}{3})s$/u, ''));
}
