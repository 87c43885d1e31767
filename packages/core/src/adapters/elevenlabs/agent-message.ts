import { durationMs } from '../../protocol/audio-format.ts';
import type { ResponseOutcome } from '../../protocol/server-event.ts';
import { decodeAudioBase64 } from '../../util/base64.ts';
import { readList, readObject, readText, UnreadableFrame, writeUntrusted } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { AgentMessage, CodecState, WireAudio } from './codec-state.ts';
import { openUserTurn } from './user-turn.ts';
import type { WireAlignment, WireServerEvents } from './wire-types.ts';
import { countLetters, readWordTimes } from './word-times.ts';

/*
 * Messages of the agent. ElevenLabs marks where text and audio begin, and not where a message ends. The codec ends it when
 * all its letters have been placed in its audio, when no content has come between two pings, or when another turn begins.
 * Audio that comes later continues the item.
 */

/** No two numbers in a row are further apart: ElevenLabs counts the events of a conversation. */
const MAX_EVENT_ID_STEP = 1000;

/** Reads an `event_id`; `null` for anything but a whole number of at least 0. */
export function readEventId(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** Returns the current message. Begins another one where there is none or `isNext` is set, which ends the one before. */
function openMessage(state: CodecState, isNext: boolean): AgentMessage {
  const current = state.agentMessage;
  if (current && !isNext) {
    current.isQuiet = false;
    return current;
  }
  endMessage(state);
  const id = state.createId('agent');
  state.isSentTextAnswered = true;
  state.emit({ type: 'response-started', responseId: id, isOutOfBand: false, metadata: null });
  state.agentMessage = {
    id,
    letterCount: null,
    placedCount: 0,
    audioMs: 0,
    isTextStreaming: false,
    isDone: false,
    isQuiet: false,
  };
  return state.agentMessage;
}

/** Ends the response of the current message, once. */
export function endMessage(state: CodecState, outcome: ResponseOutcome = 'completed'): void {
  const message = state.agentMessage;
  if (!message || message.isDone) return;
  message.isDone = true;
  state.emit({
    type: 'response-done',
    responseId: message.id,
    outcome,
    reason: null,
    error: null,
    usage: null,
    metadata: null,
    items: [],
  });
}

const positionOf = ({ id }: AgentMessage) => ({ responseId: id, itemId: id, contentIndex: 0 });

const isPlaced = ({ placedCount, letterCount }: AgentMessage): boolean =>
  placedCount > 0 && letterCount !== null && placedCount >= letterCount;

/** Reads `agent_chat_response_part`, a part of the text. */
export function takeTextPart(
  state: CodecState,
  { type, text }: Untrusted<WireServerEvents['agent_chat_response_part']>,
): void {
  const current = state.agentMessage;
  if (type === 'stop') {
    if (!current) return;
    current.isTextStreaming = false;
    if (state.isTextOnly && current.letterCount !== null) endMessage(state);
    return;
  }
  const isStart = type === 'start' && (current?.isTextStreaming === true || current?.letterCount != null);
  const message = openMessage(state, current?.isDone === true || isStart);
  message.isTextStreaming = true;
  const delta = readText(text);
  // The whole text may come before its last parts, which would then stand there twice.
  if (delta && message.letterCount === null)
    state.emit({
      type: state.isTextOnly ? 'text-delta' : 'output-transcript-delta',
      ...positionOf(message),
      delta,
    });
}

/** Reads `agent_response`, the whole text. It replaces the parts before it. */
export function takeText(
  state: CodecState,
  { agent_response, event_id, attachments }: Untrusted<WireServerEvents['agent_response']>,
): void {
  const current = state.agentMessage;
  const message = openMessage(state, current?.isDone === true || current?.letterCount != null);
  const text = readText(agent_response);
  message.letterCount = countLetters(text);
  const eventId = readEventId(event_id);
  state.lastItemId = message.id;
  if (eventId !== null) {
    state.itemIds.set(eventId, message.id);
    state.lastEventId = eventId;
  }
  state.emit(
    state.isTextOnly
      ? { type: 'text-done', ...positionOf(message), text }
      : { type: 'output-transcript-done', ...positionOf(message), transcript: text },
  );
  if (readList(attachments).length > 0)
    state.emit({ type: 'vendor-event-received', name: 'attachments', data: attachments });
  if (state.isTextOnly ? !message.isTextStreaming : isPlaced(message)) endMessage(state);
}

const lettersOf = ({ alignment }: WireAudio): readonly unknown[] =>
  readList(readObject<WireAlignment>(alignment).chars);

/** Writing a chunk as JSON takes longer than reading it, so that only chunks of the same sound and letters are written. */
function isSameChunk(chunk: WireAudio, other: WireAudio): boolean {
  if (readText(chunk.audio_base_64) !== readText(other.audio_base_64)) return false;
  const letters = lettersOf(chunk);
  const otherLetters = lettersOf(other);
  return (
    letters.length === otherLetters.length &&
    letters.every((letter, index) => readText(letter) === readText(otherLetters[index])) &&
    writeUntrusted(chunk) === writeUntrusted(other)
  );
}

/** Reads `audio`. @throws UnreadableFrame where its audio is not base64. */
export function takeAudio(state: CodecState, wire: WireAudio): void {
  const { audio_base_64, event_id, alignment } = wire;
  const audio = decodeAudioBase64(readText(audio_base_64));
  if (!audio) throw new UnreadableFrame('without base64');
  const hasLetters = lettersOf(wire).length > 0;
  if (!audio.length && !hasLetters) return;
  // Chunks may share a number, and silent ones are alike: the same number, sound and letters are the same chunk.
  if (hasLetters && isSameChunk(wire, state.lastChunk)) return;
  state.lastChunk = wire;
  const eventId = readEventId(event_id);
  if (eventId !== null) {
    state.lastAudioEventId = Math.max(state.lastAudioEventId, eventId);
    if (eventId <= state.interruptedEventId) return;
    state.lastEventId = eventId;
  }
  const current = state.agentMessage;
  const message = openMessage(state, hasLetters && current?.isDone === true && isPlaced(current));
  // Each field by its name: engines copy an object into another one by their slow path, and chunks are many.
  const { id } = message;
  if (audio.length > 0) {
    const delta = { type: 'audio-delta', responseId: id, itemId: id, contentIndex: 0, audio } as const;
    state.emit(message.isDone ? { ...delta, continuesItem: true } : delta);
  }
  let endMs = message.audioMs + durationMs(audio.length, state.facts.outputFormat);
  if (hasLetters) {
    // Times in whole milliseconds, as those of the letters are, take less memory.
    const times = readWordTimes(alignment, Math.floor(message.audioMs));
    if (times.words.length > 0)
      state.emit({
        type: 'word-times-received',
        responseId: id,
        itemId: id,
        contentIndex: 0,
        words: times.words,
      });
    message.placedCount += times.letterCount;
    // Over WebRTC the audio is a track, and the letters alone give its length.
    if (!audio.length) endMs = times.endMs;
  }
  message.audioMs = endMs;
  if (isPlaced(message)) endMessage(state);
}

/**
 * Reads `interruption`: all audio up to its `event_id` is dropped. Where the number is missing or far above all numbers so
 * far, it is wrong, and only audio that was sent before the interruption is dropped.
 */
export function interruptMessage(state: CodecState, event_id: unknown): void {
  const eventId = readEventId(event_id);
  const isPlausible = eventId !== null && eventId <= state.lastAudioEventId + MAX_EVENT_ID_STEP;
  const interruptedId = isPlausible ? eventId : state.lastAudioEventId;
  state.interruptedEventId = Math.max(state.interruptedEventId, interruptedId);
  // A user's voice interrupts, and so does a `user_message`.
  const isVoice = state.sentText === null || state.isSentTextAnswered;
  state.emit({ type: 'output-interrupted', responseId: null, ...(isVoice && { by: 'user' }) });
  endMessage(state, 'cancelled');
  state.agentMessage = null;
  if (isVoice) openUserTurn(state);
}

/** Reads `ping`: a message that has its text is over when no content has come since the last one. */
export function endQuietMessage(state: CodecState): void {
  const message = state.agentMessage;
  if (!message) return;
  if (message.isQuiet && message.letterCount !== null) endMessage(state);
  message.isQuiet = true;
}

/** Reads `agent_response_correction`, the text that was spoken before an interruption. */
export function correctText(
  state: CodecState,
  { event_id, corrected_agent_response }: Untrusted<WireServerEvents['agent_response_correction']>,
): void {
  const eventId = readEventId(event_id);
  const itemId = (eventId !== null && state.itemIds.get(eventId)) || state.lastItemId;
  if (itemId) state.emit({ type: 'heard-text-received', itemId, text: readText(corrected_agent_response) });
}
