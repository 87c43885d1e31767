import type { RemoteToolEntry, ToolEntry } from './transcript/transcript.ts';
import type { ToolsState } from './internal-state.ts';

/** Whether a call has no outcome yet. */
export function isCallOpen(state: ToolEntry['state'] | RemoteToolEntry['state']): boolean {
  return state === 'requested' || state === 'awaiting-approval' || state === 'running';
}

/** Moves a call to a state in which it does not wait for the user's consent. */
export function withToolState(entry: ToolEntry, state: ToolEntry['state']): ToolEntry {
  const { approvalEndsAtMs: _none, ...rest } = entry;
  return { ...rest, state };
}

/** Whether the agent waits for the result of a call. A call that waits for the user's consent leaves the floor to the user. */
export function isCallRunning({ pending }: ToolsState): boolean {
  return [...pending.values()].some(({ approval }) => approval !== 'awaited');
}
