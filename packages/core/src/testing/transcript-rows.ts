import { listEntries } from '../session/transcript/transcript.ts';
import { heardText } from '../session/transcript/heard-text.ts';
import type { SessionState } from '../session/session-state.ts';
import type { TranscriptEntry } from '../session/transcript/transcript.ts';

/** One row of a transcript in short form. The text of an interrupted answer is the part that was heard. */
export type TranscriptRow =
  | { readonly user: string }
  | { readonly agent: string; readonly isInterrupted?: true }
  | { readonly system: string }
  | { readonly tool: string; readonly output?: string | null; readonly state?: string }
  | { readonly remoteTool: string; readonly state?: string }
  | { readonly approval: string; readonly state?: string }
  | { readonly continuity: string; readonly cause?: string };

/** Lists a transcript as rows. */
export function transcriptRows({ transcript }: SessionState): readonly TranscriptRow[] {
  return listEntries(transcript).map(rowOf);
}

function rowOf(entry: TranscriptEntry): TranscriptRow {
  switch (entry.kind) {
    case 'message': {
      const text = heardText(entry);
      if (entry.role === 'system') return { system: text };
      if (entry.role === 'user') return { user: text };
      return entry.state === 'interrupted' ? { agent: text, isInterrupted: true } : { agent: text };
    }
    case 'tool':
      return { tool: entry.name, output: entry.output, state: entry.state };
    case 'remote-tool':
      return { remoteTool: entry.name, state: entry.state };
    case 'approval':
      return { approval: entry.name, state: entry.state };
    case 'continuity':
      return { continuity: entry.memory, cause: entry.cause };
  }
}

/** Compares a row with an expected one: what the expected one leaves out does not matter, an interruption always does. */
export function isSameRow(actual: TranscriptRow | undefined, expected: TranscriptRow | undefined): boolean {
  if (!actual || !expected) return false;
  const [is, must] = [new Map(Object.entries(actual)), new Map(Object.entries(expected))];
  if (is.get('isInterrupted') !== must.get('isInterrupted')) return false;
  return [...must].every(([key, value]) => is.get(key) === value);
}
