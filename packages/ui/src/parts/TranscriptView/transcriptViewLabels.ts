import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `TranscriptView`, beside those of its rows. */
export const transcriptViewLabels = {
  searchTranscript: 'Search the conversation',
  searchMatches: (count) => (count === 1 ? '1 match' : `${count} matches`),
} satisfies Partial<Labels>;
