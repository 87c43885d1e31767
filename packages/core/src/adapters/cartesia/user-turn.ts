import type { CodecState } from './codec-state.ts';

/** Reads `turn_started` of the user. */
export function startUserTurn(state: CodecState, number: number | null): void {
  const id = state.createTurnId(number);
  if (id === state.userTurnId || state.endedTurnIds.has(id)) return;
  if (state.userTurnId) abandonTurn(state, state.userTurnId);
  state.userTurnId = id;
  state.emit({ type: 'speech-started', itemId: id, audioStartMs: null });
}

/** Commits a turn whose `turn_ended` has not come before the next one started. */
function abandonTurn(state: CodecState, itemId: string): void {
  state.abandonedTurnIds.add(itemId);
  state.emit({ type: 'turn-committed', itemId });
  state.emit({
    type: 'input-transcript-failed',
    itemId,
    message: 'Cartesia sent no transcript of this turn.',
  });
}

/** Reads `turn_ended` of the user, which brings all its words. */
export function endUserTurn(state: CodecState, number: number | null, transcript: string): void {
  const itemId = number === null && state.userTurnId ? state.userTurnId : state.createTurnId(number);
  if (state.endedTurnIds.has(itemId)) return;
  state.endedTurnIds.add(itemId);
  if (state.userTurnId === itemId) state.userTurnId = null;
  // A turn of the agent that was over by now gets no more audio: the next audio answers this turn.
  if (state.audioTurn?.isEnded || state.audioTurn?.isInterrupted) state.audioTurn = null;
  if (!state.abandonedTurnIds.has(itemId)) state.emit({ type: 'turn-committed', itemId });
  state.emit({ type: 'input-transcript-done', itemId, transcript, usage: null });
}
