import type { AudioFormat } from '../../protocol/audio-format.ts';
import { durationMs } from '../../protocol/audio-format.ts';
import type { ResponseOutcome, ServerEvent } from '../../protocol/server-event.ts';
import type { TimedWord } from '../../protocol/timed-word.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { createId } from './memory.ts';
import type { AgentMessage, Memory } from './memory.ts';
import { list, object, text } from './read.ts';
import type { Untrusted } from './read.ts';
import type { WireAlignment, WireServerEvents } from './wire-types.ts';

type Events = readonly ServerEvent[];
type Fields<Type extends keyof WireServerEvents> = Untrusted<WireServerEvents[Type]>;

/*
 * The vendor tells where the agent's words and sound begin, and not where they end: an answer is taken to be complete when
 * all its letters have been placed in its sound, when nothing has come from one ping to the next, or when something else
 * has begun. What comes nevertheless goes on behind it. Numbers are no names: around a call of a tool two messages
 * have the same, and whether the pieces of one message share theirs is not documented.
 */

/** Ends the message that is being told. */
export function endMessage(memory: Memory, outcome: ResponseOutcome = 'completed'): Events {
  const { agent } = memory;
  if (!agent || agent.isDone) return [];
  agent.isDone = true;
  return [
    {
      type: 'response-done',
      responseId: agent.id,
      outcome,
      reason: null,
      error: null,
      usage: null,
      metadata: null,
      items: [],
    },
    ...endPlayout(memory),
  ];
}

/** In a room a message is played as soon as it sounds. */
function beginPlayout(memory: Memory): Events {
  const { agent, playing, isRoom } = memory;
  if (!isRoom || !agent || playing === agent) return [];
  memory.playing = agent;
  return [{ type: 'playout-started', responseId: agent.id }];
}

/** Its sound is over when all of it has been told, and the agent has fallen silent: a pause alone is no end. */
function endPlayout(memory: Memory): Events {
  const { playing, isSpeaking } = memory;
  if (!playing?.isDone || isSpeaking) return [];
  memory.playing = null;
  return [{ type: 'playout-stopped', responseId: playing.id }];
}

/** The agent is heard in the room, or not any more. */
export function noteSpeaking(memory: Memory, isSpeaking: boolean): Events {
  memory.isSpeaking = isSpeaking;
  return isSpeaking ? beginPlayout(memory) : endPlayout(memory);
}

/** Begins a message. The one before it is over. */
function begin(memory: Memory, into: ServerEvent[]): AgentMessage {
  into.push(...endMessage(memory));
  const id = createId(memory, 'agent');
  memory.hasAnswered = true;
  into.push({ type: 'response-started', responseId: id, isOutOfBand: false, metadata: null });
  return (memory.agent = {
    id,
    text: '',
    isWorded: false,
    isStreaming: false,
    audioMs: 0,
    placed: 0,
    isDone: false,
    isQuiet: false,
  });
}

const position = ({ id }: AgentMessage) => ({ responseId: id, itemId: id, contentIndex: 0 });

/** Alignment and words differ in their spaces. */
const lettersOf = (words: string) => words.replace(/\s/g, '').length;

function isPlaced({ isWorded, placed, text: words }: AgentMessage): boolean {
  return isWorded && placed > 0 && placed >= lettersOf(words);
}

/** A part of the words, before the whole of them. */
export function readPart(memory: Memory, { type, text: value }: Fields<'agent_chat_response_part'>): Events {
  const events: ServerEvent[] = [];
  const delta = text(value);
  let { agent } = memory;
  if (type === 'stop') {
    if (!agent) return [];
    agent.isStreaming = false;
    return memory.isTextOnly && agent.isWorded ? endMessage(memory) : [];
  }
  const isNext = type === 'start' ? agent?.isStreaming || agent?.isWorded : false;
  if (!agent || agent.isDone || isNext) agent = begin(memory, events);
  agent.isStreaming = true;
  agent.isQuiet = false;
  // The whole may come before the last parts: they would say it twice.
  if (agent.isWorded || !delta) return events;
  const kind = memory.isTextOnly ? 'text-delta' : 'output-transcript-delta';
  return [...events, { type: kind, ...position(agent), delta }];
}

/** The whole of the words. It replaces the parts that came before it. */
export function readWords(
  memory: Memory,
  { agent_response, event_id, attachments }: Fields<'agent_response'>,
): Events {
  const events: ServerEvent[] = [];
  let { agent } = memory;
  if (!agent || agent.isDone || agent.isWorded) agent = begin(memory, events);
  const words = text(agent_response);
  agent.text = words;
  agent.isWorded = true;
  agent.isQuiet = false;
  memory.spoken.set(event_id, agent.id).set(null, agent.id);
  if (typeof event_id === 'number') memory.eventId = event_id;
  events.push(
    memory.isTextOnly
      ? { type: 'text-done', ...position(agent), text: words }
      : { type: 'output-transcript-done', ...position(agent), transcript: words },
  );
  if (list(attachments).length > 0)
    events.push({ type: 'vendor-event-received', name: 'attachments', data: attachments });
  const isOver = memory.isTextOnly ? !agent.isStreaming : isPlaced(agent);
  return isOver ? [...events, ...endMessage(memory)] : events;
}

/** A piece of the sound. Pieces up to the number of the last interruption are void. */
export function readAudio(
  memory: Memory,
  format: AudioFormat,
  { audio_base_64, event_id, alignment }: Fields<'audio'>,
): Events | undefined {
  const audio = decodeBase64(text(audio_base_64));
  const isMute = !audio?.length;
  if (isMute && !memory.isRoom) return audio_base_64 === '' ? [] : undefined;
  if (typeof event_id === 'number') {
    if (event_id <= memory.cutId) return [];
    memory.eventId = event_id;
  }
  const events: ServerEvent[] = [];
  const { chars, char_start_times_ms, char_durations_ms } = object<WireAlignment>(alignment);
  const letters = list(chars).map(text);
  const isNext = memory.agent?.isDone && isPlaced(memory.agent) && letters.length > 0;
  const agent = !memory.agent || isNext ? begin(memory, events) : memory.agent;
  agent.isQuiet = false;
  if (memory.isRoom) events.push(...beginPlayout(memory));
  else if (audio)
    events.push({ type: 'audio-delta', ...position(agent), audio, ...(agent.isDone && { isLate: true }) });
  const words = readTimes(letters, list(char_start_times_ms), list(char_durations_ms), agent.audioMs);
  if (words.length > 0) events.push({ type: 'output-words-timed', ...position(agent), words });
  agent.placed += lettersOf(letters.join(''));
  // Where there is no sound in it, its letters tell how long it is.
  agent.audioMs += isMute
    ? (Number(list(char_start_times_ms).at(-1)) || 0) + (Number(list(char_durations_ms).at(-1)) || 0)
    : durationMs(audio.length, format);
  return isPlaced(agent) ? [...events, ...endMessage(memory)] : events;
}

/** Puts letters together to words. A word may go on in the next piece of sound: its parts are told apart. */
function readTimes(
  letters: readonly string[],
  starts: readonly unknown[],
  lengths: readonly unknown[],
  fromMs: number,
): readonly TimedWord[] {
  const words: { text: string; startMs: number; endMs: number }[] = [];
  let isInside = false;
  for (const [index, letter] of letters.entries()) {
    const startMs = fromMs + (Number(starts[index]) || 0);
    const endMs = startMs + (Number(lengths[index]) || 0);
    const word = words.at(-1);
    if (!letter.trim()) isInside = false;
    else if (isInside && word) {
      word.text += letter;
      word.endMs = endMs;
    } else {
      words.push({ text: letter, startMs, endMs });
      isInside = true;
    }
  }
  return words;
}

/** A ping: an answer that has its words and of which nothing has come since the last one is over. */
export function noteQuiet(memory: Memory): Events {
  const { agent } = memory;
  if (!agent) return [];
  const isOver = agent.isQuiet && agent.isWorded;
  agent.isQuiet = true;
  return isOver ? endMessage(memory) : [];
}
