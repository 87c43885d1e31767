import type { ServerEvent } from '../../protocol/server-event.ts';
import { decodeFrame } from '../../protocol/decode-frame.ts';
import { readList, readObject, readText } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { CodecState } from './codec-state.ts';
import { readDurationMs, takeInputWords, takeInterimWords, takeVoiceActivity } from './input-turn.ts';
import {
  cancelFunctionCall,
  completeGeneration,
  completeTurn,
  interruptTurn,
  supersedeTurn,
  takeFunctionCall,
  takeOutputWords,
  takePart,
} from './model-turn.ts';
import type { WireContent, WireServerContent, WireServerMessages, WireTranscription } from './wire-types.ts';

type Wire = Untrusted<WireServerMessages>;

/** Reads one frame, which is text or binary and may hold several messages. */
export function decode(state: CodecState, frame: string | ArrayBuffer): readonly ServerEvent[] {
  return decodeFrame(state, frame, readFrame, nameOf);
}

/** Messages have no names, and their fields do. */
const nameOf = (wire: Wire): string => Object.keys(wire)[0] ?? '';

function readFrame(state: CodecState, name: string, wire: Wire): void {
  state.interactionStatus = '';
  if (!readMessages(state, wire)) return state.emit({ type: 'unknown', wireType: name });
  // A turn that was opened for `IN_PROGRESS` ends when the model is idle.
  const { interactionStatus } = state;
  if (interactionStatus === 'IDLE' || interactionStatus === 'REQUIRES_ACTION') {
    if (state.modelTurn?.isContinued) completeTurn(state, '');
  }
  state.usage.settle(state.modelTurn !== null);
}

/**
 * Reads the messages of a frame; returns false where it knows none. Usage and status come first, because Gemini puts them
 * into the frame that ends their turn.
 */
function readMessages(state: CodecState, wire: Wire): boolean {
  const { setupComplete, usageMetadata, interactionStatus, serverContent, toolCall } = wire;
  const { toolCallCancellation, sessionResumptionUpdate, goAway } = wire;
  const { voiceActivity, voiceActivityDetectionSignal } = wire;
  if (setupComplete != null) configure(state, readObject(setupComplete));
  if (usageMetadata != null) state.usage.take(readObject(usageMetadata));
  if (interactionStatus != null) state.interactionStatus = readText(interactionStatus);
  if (voiceActivity != null) readVoiceActivity(state, readObject(voiceActivity));
  if (voiceActivityDetectionSignal != null) readVadSignal(state, readObject(voiceActivityDetectionSignal));
  if (toolCall != null) readToolCall(state, readObject(toolCall));
  if (toolCallCancellation != null) readCancellation(state, readObject(toolCallCancellation));
  if (serverContent != null) readContent(state, readObject(serverContent));
  if (sessionResumptionUpdate != null) readResumption(state, readObject(sessionResumptionUpdate));
  if (goAway != null) {
    const { timeLeft } = readObject<WireServerMessages['goAway']>(goAway);
    state.emit({ type: 'session-expiring', remainingMs: readDurationMs(timeLeft) });
  }
  const known =
    setupComplete ??
    usageMetadata ??
    interactionStatus ??
    voiceActivity ??
    voiceActivityDetectionSignal ??
    toolCall ??
    toolCallCancellation ??
    serverContent ??
    sessionResumptionUpdate ??
    goAway;
  return known != null;
}

/** Gemini acknowledges the setup and repeats nothing of it: what was asked for is in force. */
function configure(state: CodecState, { sessionId }: Untrusted<WireServerMessages['setupComplete']>): void {
  const { config } = state;
  state.isConfigured = true;
  state.emit({
    type: 'session-configured',
    sessionId: readText(sessionId) || null,
    expiresAtMs: null,
    turnDetection: config && (config.turnDetection ?? { mode: 'server' }),
    model: config && state.model,
    voice: typeof config?.voice === 'string' ? config.voice : null,
  });
}

/** The type file calls the field `voiceActivityType`, and the wire calls it `type`. Both are read. */
function readVoiceActivity(
  state: CodecState,
  { type, voiceActivityType, audioOffset }: Untrusted<WireServerMessages['voiceActivity']>,
): void {
  const activity = type ?? voiceActivityType;
  if (activity === 'ACTIVITY_START') takeVoice(state, true, readDurationMs(audioOffset));
  else if (activity === 'ACTIVITY_END') takeVoice(state, false, readDurationMs(audioOffset));
}

/** Sent to accounts on an allow-list only. Not verified. */
function readVadSignal(
  state: CodecState,
  { vadSignalType }: Untrusted<WireServerMessages['voiceActivityDetectionSignal']>,
): void {
  if (vadSignalType === 'VAD_SIGNAL_TYPE_SOS') takeVoice(state, true, null);
  else if (vadSignalType === 'VAD_SIGNAL_TYPE_EOS') takeVoice(state, false, null);
}

function takeVoice(state: CodecState, isStart: boolean, offsetMs: number | null): void {
  takeVoiceActivity(state, isStart, offsetMs);
  // Speech that starts may be the cause of the interruption. Speech that ends is a turn that the model will answer.
  if (!isStart || state.modelTurn?.isInterrupted === false) supersedeTurn(state);
}

function readToolCall(state: CodecState, { functionCalls }: Untrusted<WireServerMessages['toolCall']>): void {
  for (const call of readList(functionCalls)) takeFunctionCall(state, readObject(call));
}

function readCancellation(
  state: CodecState,
  { ids }: Untrusted<WireServerMessages['toolCallCancellation']>,
): void {
  for (const id of readList(ids)) cancelFunctionCall(state, readText(id));
}

/** Reads `serverContent`. Any of its fields may come together with any other. */
function readContent(state: CodecState, content: Untrusted<WireServerContent>): void {
  state.interactionStatus ||= readText(content.interactionStatus);
  const isInterrupted = content.interrupted === true;
  if (isInterrupted) interruptTurn(state);
  const heard = readWords(content.inputTranscription);
  if (heard && !state.isInputDiscarded) {
    takeInputWords(state, heard);
    // The content in the frame of the interruption belongs to the turn that was cut.
    if (!isInterrupted) supersedeTurn(state);
  }
  if (content.interimInputTranscription != null)
    takeInterimWords(state, readObject(content.interimInputTranscription));
  const spoken = readWords(content.outputTranscription);
  if (spoken) takeOutputWords(state, spoken);
  if (content.modelTurn != null) {
    for (const part of readList(readObject<WireContent>(content.modelTurn).parts))
      takePart(state, readObject(part));
  }
  if (isInterrupted && heard) supersedeTurn(state);
  if (content.generationComplete === true) completeGeneration(state);
  if (content.turnComplete === true) completeTurn(state, readText(content.turnCompleteReason));
}

function readWords(transcription: unknown): string {
  return transcription == null ? '' : readText(readObject<WireTranscription>(transcription).text);
}

/** While the model works, Gemini sends updates without a handle. The handle before them stays valid. */
function readResumption(
  state: CodecState,
  { resumable, newHandle }: Untrusted<WireServerMessages['sessionResumptionUpdate']>,
): void {
  const handle = readText(newHandle);
  if (resumable === true && handle) state.emit({ type: 'resume-handle-received', handle });
}
