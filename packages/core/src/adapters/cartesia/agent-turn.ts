import type { ConversationItem } from '../../protocol/conversation-item.ts';
import { decodeAudioBase64 } from '../../util/base64.ts';
import { readText, UnreadableFrame } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { AgentTurn, CodecState } from './codec-state.ts';
import type { WireServerEvents } from './wire-types.ts';

/*
 * Turns of the agent. Managed agents number them, and turns may overlap. The Line protocol sends no numbers. Where
 * `turn_started` is missing, a turn begins with its first text or audio; where `turn_ended` is missing, the next turn ends it.
 */

/** Reads the number of a turn; `null` where there is none. */
export function readTurnNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** Adds a turn, which takes the audio from now on unless a newer turn has it. */
function openTurn(state: CodecState, number: number | null): AgentTurn {
  // A turn that was interrupted has ended by the time when another one begins.
  for (const turn of state.openTurns.filter(({ isInterrupted }) => isInterrupted)) finishTurn(state, turn);
  const turn = {
    id: state.createTurnId(number),
    number,
    hasStarted: false,
    isEnded: false,
    isInterrupted: false,
  };
  state.openTurns.push(turn);
  if (number !== null) state.agentTurnIds.set(number, turn.id);
  const { audioTurn } = state;
  const isOlder = audioTurn?.isEnded === false && number !== null && number < (audioTurn.number ?? 0);
  if (!isOlder) state.audioTurn = turn;
  return turn;
}

/** Finds an open turn by its number. A turn that began with its audio gets its number from the first frame that has one. */
function findTurn(state: CodecState, number: number): AgentTurn | undefined {
  const turn =
    state.openTurns.find((open) => open.number === number) ??
    state.openTurns.find((open) => open.number === null);
  if (turn && turn.number === null) {
    turn.number = number;
    state.agentTurnIds.set(number, turn.id);
  }
  return turn;
}

/** The turn that runs, for frames of the Line protocol, which name none. */
function currentTurn(state: CodecState): AgentTurn {
  const { audioTurn } = state;
  return audioTurn && !audioTurn.isEnded ? audioTurn : openTurn(state, null);
}

function isEndedTurn(state: CodecState, number: number): boolean {
  const id = state.agentTurnIds.get(number);
  return id !== undefined && state.endedTurnIds.has(id);
}

/** Reads `turn_started` of the assistant. */
export function startAgentTurn(state: CodecState, number: number | null): void {
  const turn = number === null ? startUnnumberedTurn(state) : startNumberedTurn(state, number);
  if (!turn || turn.hasStarted) return;
  turn.hasStarted = true;
  state.emit({ type: 'response-started', responseId: turn.id, isOutOfBand: false, metadata: null });
}

function startNumberedTurn(state: CodecState, number: number): AgentTurn | null {
  return isEndedTurn(state, number) ? null : (findTurn(state, number) ?? openTurn(state, number));
}

/** Turns of the Line protocol do not overlap, so the turns before this one have ended. */
function startUnnumberedTurn(state: CodecState): AgentTurn {
  const begun = state.openTurns.find((turn) => !turn.hasStarted);
  if (begun) return begun;
  for (const turn of state.openTurns) finishTurn(state, turn);
  return openTurn(state, null);
}

/** Reads `turn_output_text_delta`, the words as they are spoken. */
export function takeAgentText(state: CodecState, number: number | null, delta: string): void {
  const ended = number === null ? undefined : state.agentTurnIds.get(number);
  const turn = number === null ? currentTurn(state) : findTurn(state, number);
  const responseId = turn?.id ?? ended ?? openTurn(state, number).id;
  state.emit({ type: 'output-transcript-delta', responseId, itemId: responseId, contentIndex: 0, delta });
}

/** Reads `audio_output` or `media_output`. @throws UnreadableFrame for anything but base64 text. */
export function takeAudio(state: CodecState, value: unknown): void {
  const audio = typeof value === 'string' ? decodeAudioBase64(value) : null;
  if (!audio) throw new UnreadableFrame('without base64');
  if (audio.length === 0) return;
  const { id } = state.audioTurn ?? openTurn(state, null);
  state.emit({ type: 'audio-delta', responseId: id, itemId: id, contentIndex: 0, audio });
}

/** Reads `audio_output_clear` or `clear`: the user began to speak. It may come with nothing playing, in any order to the turns. */
export function interruptAudio(state: CodecState): void {
  if (state.audioTurn) state.audioTurn.isInterrupted = true;
  state.emit({ type: 'output-interrupted', responseId: null, by: 'user' });
}

/** Reads `turn_ended` of the assistant, whose text is what was spoken. */
export function endAgentTurn(
  state: CodecState,
  number: number | null,
  { text, interrupted }: Untrusted<WireServerEvents['turn_ended']>,
): void {
  // A repeated `turn_ended` would add its text once more.
  if (number === null ? state.audioTurn?.isEnded : isEndedTurn(state, number)) return;
  const turn = number === null ? currentTurn(state) : (findTurn(state, number) ?? openTurn(state, number));
  // Numbers grow, so the `turn_ended` of an older turn is missing.
  for (const older of state.openTurns.filter(
    (open) => open.number !== null && open.number < (turn.number ?? 0),
  ))
    finishTurn(state, older);
  if (interrupted === true) {
    turn.isInterrupted = true;
    // Only the latest turn can still be heard: the end of an older one must not silence it.
    if (state.audioTurn === turn) state.emit({ type: 'output-interrupted', responseId: null, by: 'user' });
  }
  finishTurn(state, turn, [
    {
      type: 'message',
      id: turn.id,
      role: 'agent',
      status: turn.isInterrupted ? 'incomplete' : 'completed',
      content: [{ type: 'audio', transcript: readText(text) }],
    },
  ]);
}

function finishTurn(state: CodecState, turn: AgentTurn, items: readonly ConversationItem[] = []): void {
  turn.isEnded = true;
  state.endedTurnIds.add(turn.id);
  state.openTurns = state.openTurns.filter((open) => open !== turn);
  state.emit({
    type: 'response-done',
    responseId: turn.id,
    outcome: turn.isInterrupted ? 'cancelled' : 'completed',
    reason: null,
    error: null,
    usage: null,
    metadata: null,
    items,
  });
}
