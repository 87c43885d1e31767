import type { Untrusted } from '../../util/untrusted.ts';
import { readText } from '../../util/untrusted.ts';
import type { CodecState, InputTurn } from './codec-state.ts';
import type { WireTranscription } from './wire-types.ts';

/*
 * Turns of the user. Gemini sends `inputTranscription` late and without an id, and only some models send `voiceActivity`.
 * No message marks the end of a turn: it ends where the model's answer begins.
 */

/** Reads a protobuf duration (`"8.400s"`) in milliseconds; `null` for anything else. */
export function readDurationMs(value: unknown): number | null {
  const seconds = /^\d+(\.\d+)?s$/.test(readText(value)) ? parseFloat(readText(value)) : Number.NaN;
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : null;
}

function openInputTurn(state: CodecState): InputTurn {
  state.inputTurn ??= {
    id: state.createId('user'),
    words: '',
    lateWords: '',
    isSpeaking: false,
    hasStopped: false,
    isTranscriptDone: false,
  };
  return state.inputTurn;
}

/** Reads the start or end of the user's speech. A repeated start or end is ignored. */
export function takeVoiceActivity(state: CodecState, isStart: boolean, offsetMs: number | null): void {
  if (isStart === (state.inputTurn?.isSpeaking ?? false)) return;
  const turn = openInputTurn(state);
  turn.isSpeaking = isStart;
  turn.hasStopped = !isStart;
  if (isStart) state.emit({ type: 'speech-started', itemId: turn.id, audioStartMs: offsetMs });
  else state.emit({ type: 'speech-stopped', itemId: turn.id, audioEndMs: offsetMs });
}

/** Reads `inputTranscription`. While the model answers, the words belong to the turn that is being answered. */
export function takeInputWords(state: CodecState, delta: string): void {
  const { modelTurn, answeredTurn } = state;
  const isAnswering = modelTurn !== null && !modelTurn.isInterrupted;
  const turn = (isAnswering && !state.inputTurn && answeredTurn) || openInputTurn(state);
  turn.words += delta;
  if (turn === answeredTurn && modelTurn?.isGenerationComplete) turn.lateWords += delta;
  if (turn.isTranscriptDone) finishTranscript(state, turn);
  else state.emit({ type: 'input-transcript-delta', itemId: turn.id, delta });
}

/** Reads `interimInputTranscription`, which the next one replaces. Only gemini-3.5-transcribe-live is known to send it. */
export function takeInterimWords(state: CodecState, wire: Untrusted<WireTranscription>): void {
  const words = readText(wire.text);
  if (!words) return;
  const { id } = openInputTurn(state);
  state.emit({
    type: 'input-transcript-segment-added',
    itemId: id,
    segmentId: `${id}_interim`,
    text: words,
    speaker: readText(wire.speakerLabel) || null,
    startMs: readDurationMs(wire.startOffset) ?? 0,
    endMs: readDurationMs(wire.endOffset) ?? 0,
  });
}

function finishTranscript(state: CodecState, turn: InputTurn): void {
  turn.isTranscriptDone = true;
  state.emit({
    type: 'input-transcript-done',
    itemId: turn.id,
    transcript: turn.words.trim(),
    usage: null,
  });
}

/**
 * Ends the user's turn because the model's answer begins. Where audio was sent and no word has arrived yet, a turn without
 * words is committed, so that the words get their place in front of the answer.
 */
export function commitInputTurn(state: CodecState): void {
  const turn = state.inputTurn ?? (state.hasSentAudio && !state.isPrompted ? openInputTurn(state) : null);
  state.hasSentAudio = false;
  state.isPrompted = false;
  state.isInterruptSent = false;
  if (!turn) return;
  if (!turn.hasStopped && !state.isManual)
    state.emit({ type: 'speech-stopped', itemId: turn.id, audioEndMs: null });
  state.emit({ type: 'turn-committed', itemId: turn.id });
  if (turn.words) finishTranscript(state, turn);
  state.inputTurn = null;
  state.answeredTurn = turn;
}

/** Closes the answered turn when the model turn ends. A turn without words by now gets none. */
export function closeAnsweredTurn(state: CodecState): void {
  const turn = state.answeredTurn;
  state.answeredTurn = null;
  if (!turn || turn.isTranscriptDone || state.config?.transcription === 'off') return;
  if (turn.words) finishTranscript(state, turn);
  else
    state.emit({
      type: 'input-transcript-failed',
      itemId: turn.id,
      message: 'Gemini sent no transcript of this turn.',
    });
}

/**
 * Moves the words that arrived behind a complete generation to a new turn of the user. Called when a new model turn shows
 * that they were a new question, and that the `turnComplete` in between is missing.
 */
export function splitLateWords(state: CodecState): void {
  const { answeredTurn: turn } = state;
  if (!turn?.lateWords || turn.lateWords === turn.words || state.inputTurn) return;
  const { lateWords } = turn;
  turn.words = turn.words.slice(0, -lateWords.length);
  finishTranscript(state, turn);
  openInputTurn(state).words = lateWords;
}
