import { decodeAudioBase64 } from '../../util/base64.ts';
import { readObject, readText, writeArguments } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { CodecState, ModelTurn } from './codec-state.ts';
import { readTurnError } from './errors.ts';
import { closeAnsweredTurn, commitInputTurn, splitLateWords, takeVoiceActivity } from './input-turn.ts';
import type { WireBlob, WireFunctionCall, WirePart } from './wire-types.ts';

/** The MIME type of the audio of all models (Live API guide, September 2026). */
const AUDIO_TYPE = 'audio/pcm;rate=24000';

/** Other spellings of the same: Vertex AI has sent the type without its rate (recordings of 2025). */
const SAME_AUDIO_TYPE = /^audio\/pcm(; ?rate=24000)?$/;

/** Reads one part of `modelTurn`. */
export function takePart(state: CodecState, part: Untrusted<WirePart>): void {
  if (!state.isAudible) return;
  const { mimeType, data } = readObject<WireBlob>(part.inlineData);
  if (typeof mimeType === 'string' && mimeType.startsWith('audio/')) return takeAudio(state, mimeType, data);
  const words = readText(part.text);
  // A thought is not part of the answer. It only shows that the model has begun to work.
  if (part.thought === true) beginModelTurn(state);
  else if (words) emitWords(state, 'text-delta', words);
}

function takeAudio(state: CodecState, mimeType: string, data: unknown): void {
  const isRight = mimeType === AUDIO_TYPE || SAME_AUDIO_TYPE.test(mimeType);
  const audio = isRight && typeof data === 'string' ? decodeAudioBase64(data) : null;
  if (!audio) state.emit({ type: 'malformed', reason: `audio that is not base64 of ${AUDIO_TYPE}` });
  else if (audio.length > 0) {
    const { responseId, itemId, contentIndex } = positionOf(state, false);
    state.emit({ type: 'audio-delta', responseId, itemId, contentIndex, audio });
  }
}

/** Each field by its name: engines copy an object into another one by their slow path, and deltas are many. */
function emitWords(state: CodecState, type: 'text-delta' | 'output-transcript-delta', delta: string): void {
  const { responseId, itemId, contentIndex } = positionOf(state, true);
  state.emit({ type, responseId, itemId, contentIndex, delta });
}

/** Reads `outputTranscription`, which is not ordered against the audio. */
export function takeOutputWords(state: CodecState, delta: string): void {
  if (state.isAudible) emitWords(state, 'output-transcript-delta', delta);
}

/** Returns the current model turn, or begins one. Its first content ends the user's turn. */
function beginModelTurn(state: CodecState, isContinued = false): ModelTurn {
  if (state.modelTurn?.isSuperseded) {
    splitLateWords(state);
    completeTurn(state, '');
  }
  if (state.modelTurn) return state.modelTurn;
  if (!isContinued && !state.isInputDiscarded) commitInputTurn(state);
  const id = state.createId('resp');
  state.emit({ type: 'response-started', responseId: id, isOutOfBand: false, metadata: null });
  state.modelTurn = {
    id,
    isContinued,
    itemId: null,
    itemCount: 0,
    isItemEnded: false,
    isGenerationComplete: false,
    isInterrupted: false,
    isSuperseded: false,
  };
  return state.modelTurn;
}

interface Position {
  readonly responseId: string;
  readonly itemId: string;
  readonly contentIndex: 0;
}

/** The position of the next words or audio. Words may arrive behind their audio, so only audio begins another item. */
function positionOf(state: CodecState, isWords: boolean): Position {
  const turn = beginModelTurn(state);
  const responseId = turn.id;
  if (turn.itemId && (isWords || !turn.isItemEnded))
    return { responseId, itemId: turn.itemId, contentIndex: 0 };
  const id = state.createId('item');
  state.emit({
    type: 'output-item-added',
    responseId,
    outputIndex: turn.itemCount,
    item: { type: 'message', id, role: 'agent', status: 'in-progress', content: [] },
  });
  turn.itemId = id;
  turn.itemCount += 1;
  turn.isItemEnded = false;
  return { responseId, itemId: id, contentIndex: 0 };
}

/** No more audio of the current item arrives, so the speaker must not wait for more when it runs dry. */
function endItem(state: CodecState): void {
  const turn = state.modelTurn;
  if (!turn?.itemId || turn.isItemEnded) return;
  turn.isItemEnded = true;
  state.emit({ type: 'audio-done', responseId: turn.id, itemId: turn.itemId, contentIndex: 0 });
}

/** Reads `generationComplete`. The playback may go on for long. */
export function completeGeneration(state: CodecState): void {
  endItem(state);
  if (state.modelTurn) state.modelTurn.isGenerationComplete = true;
}

/** Reads `interrupted`. The user's voice is the cause, unless the client sent a message that interrupts. */
export function interruptTurn(state: CodecState): void {
  const { isManual, isInterruptSent, modelTurn } = state;
  if (modelTurn) modelTurn.isInterrupted = true;
  state.isInterruptSent = false;
  if (isManual || isInterruptSent || state.inputTurn?.isSpeaking)
    state.emit({ type: 'output-interrupted', responseId: modelTurn?.id ?? null });
  else takeVoiceActivity(state, true, null);
}

/**
 * Records a sign that a model turn whose generation has ended is over: the user spoke, or the client sent a turn. Gemini then
 * sends `turnComplete`; where it is missing, the next content still begins a new model turn and is heard.
 */
export function supersedeTurn({ modelTurn: turn }: CodecState): void {
  if (!turn) return;
  const isIdle = turn.isContinued && turn.itemCount === 0;
  if (turn.isInterrupted || turn.isGenerationComplete || isIdle) turn.isSuperseded = true;
}

/** Reads one entry of `toolCall.functionCalls`. */
export function takeFunctionCall(state: CodecState, { id, name, args }: Untrusted<WireFunctionCall>): void {
  const wireId = readText(id);
  if (!readText(name)) return state.emit({ type: 'malformed', reason: 'a function call without a name' });
  if (state.requestedCallIds.has(wireId) || state.isInputDiscarded) return;
  const callId = wireId || state.createId('call');
  (wireId ? state.requestedCallIds : state.generatedCallIds).add(callId);
  // Gemini calls no function for a generation that it has cut: this call belongs to a new turn.
  if (state.modelTurn?.isInterrupted) state.modelTurn.isSuperseded = true;
  const turn = beginModelTurn(state);
  // The model's words after the call are another item.
  endItem(state);
  turn.itemId = null;
  turn.itemCount += 1;
  state.emit({
    type: 'tool-call-requested',
    responseId: turn.id,
    itemId: state.createId('item'),
    callId,
    name: readText(name),
    argumentsText: writeArguments(args),
  });
}

/** Reads one id of `toolCallCancellation`. */
export function cancelFunctionCall(state: CodecState, callId: string): void {
  if (!callId) return;
  state.cancelledCallIds.add(callId);
  state.emit({ type: 'tool-call-cancelled', callId });
}

/**
 * Reads `turnComplete`. A turn without content is reported only where it has usage or an error. While `interactionStatus`
 * is `IN_PROGRESS`, the next turn is opened at once, so that the agent does not seem idle.
 */
export function completeTurn(state: CodecState, reason: string): void {
  const error = readTurnError(reason);
  if (!state.modelTurn) state.usage.dropRepeated();
  const usage = state.usage.read();
  const isSuperseded = state.modelTurn?.isSuperseded ?? false;
  if (state.modelTurn) state.modelTurn.isSuperseded = false;
  if (!state.modelTurn && !usage && !error) return closeTurn(state);
  const { id, isInterrupted } = beginModelTurn(state);
  state.usage.close(id);
  state.modelTurn = null;
  closeTurn(state);
  if (state.interactionStatus === 'IN_PROGRESS' && !isInterrupted && !isSuperseded)
    beginModelTurn(state, true);
  state.emit({
    type: 'response-done',
    responseId: id,
    outcome: error ? 'failed' : isInterrupted ? 'cancelled' : 'completed',
    reason: reason || (isInterrupted ? 'interrupted' : null),
    error,
    usage,
    metadata: null,
    items: [],
  });
}

function closeTurn(state: CodecState): void {
  closeAnsweredTurn(state);
  state.isInterruptSent = false;
  state.isInputDiscarded = false;
}
