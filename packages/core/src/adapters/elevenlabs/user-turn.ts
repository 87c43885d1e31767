import type { CodecState, UserTurn } from './codec-state.ts';

/** Returns the user's turn, or opens one. `interruption` reports by itself whether the user's speech interrupts the agent. */
export function openUserTurn(state: CodecState): UserTurn {
  if (state.userTurn) return state.userTurn;
  const turn = { id: state.createId('user'), words: '' };
  state.userTurn = turn;
  state.emit({ type: 'speech-started', itemId: turn.id, audioStartMs: null, interruptsOutput: false });
  return turn;
}

/** Reads `tentative_user_transcript`, all words so far. Words that it takes back are replaced when the turn ends. */
export function takeTentativeWords(state: CodecState, words: string): void {
  const turn = openUserTurn(state);
  if (!words.startsWith(turn.words) || words === turn.words) return;
  const delta = words.slice(turn.words.length);
  turn.words = words;
  state.emit({ type: 'input-transcript-delta', itemId: turn.id, delta });
}

/** Ends the user's turn with its final words. */
export function commitUserTurn(state: CodecState, transcript: string): void {
  const { id: itemId } = openUserTurn(state);
  state.userTurn = null;
  state.emit({ type: 'turn-committed', itemId });
  state.emit({ type: 'input-transcript-done', itemId, transcript, usage: null });
}
