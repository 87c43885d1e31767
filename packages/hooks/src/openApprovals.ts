import type { ApprovalEntry, ToolEntry, TranscriptEntry } from '@repartee/core';

/** An entry that can wait for the user's consent: a call of one of the app's tools, or a request of a remote tool. */
export type ApprovalRequestEntry = ToolEntry | ApprovalEntry;

/** Whether an entry waits for the user's consent. */
export function isOpenApproval(entry: TranscriptEntry | null): entry is ApprovalRequestEntry {
  if (entry?.kind === 'tool') return entry.state === 'awaiting-approval';
  return entry?.kind === 'approval' && entry.state === 'pending';
}

/** Creates a reader of the open requests, oldest first. It returns the same array until one of them changes. */
export function createApprovalReader(): (
  entries: ReadonlyMap<string, TranscriptEntry>,
) => readonly ApprovalRequestEntry[] {
  let latest: readonly ApprovalRequestEntry[] = [];
  return (entries) => {
    const next = [...entries.values()].filter(isOpenApproval);
    const isSame = next.length === latest.length && next.every((entry, index) => entry === latest[index]);
    if (!isSame) latest = next;
    return latest;
  };
}
