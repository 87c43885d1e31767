import type { InternalState } from './internal-state.ts';
import { isAnswerLeftToApp } from './is-answer-left-to-app.ts';
import type { Step } from './step.ts';

/** Whether nothing would be torn by a change of the connection now. */
export function isPause(step: Step): boolean {
  const { playback, responses, tools, turn, configuration } = step.state;
  const { gate, active } = responses;
  const isGenerating =
    active.size > 0 || gate.active !== null || gate.requested !== null || gate.waiting.length > 0;
  const isAnswerDue = turn.stages !== null && !isAnswerLeftToApp(step.state);
  const isUserWaiting = isAnswerDue || turn.userItemId !== null || step.public.isTurnOpen;
  return (
    step.isLive &&
    step.public.phase === 'listening' &&
    !isGenerating &&
    !isUserWaiting &&
    playback.playouts.size === 0 &&
    tools.pending.size === 0 &&
    configuration.pending === null &&
    ![...step.public.transcript.live.values()].some(isAwaited)
  );
}

type LiveEntry = ReturnType<InternalState['public']['transcript']['live']['get']>;

/** Whether the connection still owes something for the row: words, or the outcome of a call. */
function isAwaited(entry: NonNullable<LiveEntry>): boolean {
  if (entry.kind === 'message') return entry.state === 'speaking' || entry.state === 'transcribing';
  return entry.kind === 'remote-tool' || entry.kind === 'approval';
}
