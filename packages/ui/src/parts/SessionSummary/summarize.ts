import type { TranscriptEntry } from '@repartee/core';

/** The counts of a conversation. */
export interface SummaryCounts {
  /** Messages of the user. */
  readonly said: number;
  readonly answers: number;
  /** Answers that the user cut. */
  readonly interruptions: number;
  readonly tools: number;
}

/** Counts what happened in a conversation. */
export function summarize(entries: readonly TranscriptEntry[]): SummaryCounts {
  const messages = entries.filter((entry) => entry.kind === 'message');
  const count = (role: 'user' | 'agent') => messages.filter((entry) => entry.role === role).length;
  return {
    said: count('user'),
    answers: count('agent'),
    interruptions: messages.filter(({ cut }) => cut?.by === 'user').length,
    tools: entries.filter(({ kind }) => kind === 'tool' || kind === 'remote-tool').length,
  };
}
