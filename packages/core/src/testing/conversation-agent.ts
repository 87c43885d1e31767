import { encodeAudio } from '../audio/wire-audio.ts';
import type { ContentPart, ConversationItem, ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { ScriptedSession } from './scripted-session.ts';

/** The length of one word of the agent's speech, in milliseconds: an unhurried voice. */
export const WORD_MS = 200;

/** The pitch of the agent's voice, in hertz: words of 20, 40, 60 ... ms hold whole periods of it and join without a step. */
const VOICE_HZ = 250;

/** Options of the agent's speech. */
export interface AgentSaysOptions {
  /** The answer is cut after so many words have been heard. */
  readonly interruptAfterWord?: number;
  /** The side that cuts it: the user by speaking, or the app by `interrupt()`. @default 'user' */
  readonly interruptBy?: 'user' | 'app';
  /** Whether the vendor is still at it when it is cut, instead of having sent all of it ahead. @default false */
  readonly unfinished?: boolean;
  /** Length of one word, in milliseconds. @default 200 */
  readonly wordMs?: number;
}

/** An answer of which everything has been sent, or all but the end. */
export interface SpokenAnswer {
  readonly responseId: string;
  readonly itemId: ItemId;
  readonly durationMs: number;
}

/**
 * Sends a spoken answer as vendors do: words ahead of their audio, audio faster than it can be heard. It answers the
 * response that was asked for, or begins one by itself.
 */
export async function sendSpeech(
  world: ScriptedSession,
  text: string,
  options: AgentSaysOptions,
): Promise<SpokenAnswer> {
  const { server } = world;
  const responseId = await openResponse(world);
  const itemId = server.vendor.createId('answer');
  const position = { responseId, itemId, contentIndex: 0 };
  const words = text.split(/(?<=\s)/);
  const wordMs = options.wordMs ?? WORD_MS;
  say(world, responseId, createAnswer(itemId, 'in-progress', []), false);
  for (const [index, word] of words.entries()) {
    server.emit({ ...position, type: 'output-transcript-delta', delta: word });
    const timed = { text: word.trim(), startMs: index * wordMs, endMs: (index + 1) * wordMs };
    if (world.adapter.capabilities.hasWordTimes)
      server.emit({ ...position, type: 'word-times-received', words: [timed] });
    server.emit({ ...position, type: 'audio-delta', audio: createVoice(world, wordMs) });
  }
  if (!options.unfinished) {
    server.emit(
      { ...position, type: 'output-transcript-done', transcript: text },
      { ...position, type: 'audio-done' },
    );
    say(world, responseId, createAnswer(itemId, 'completed', [{ type: 'audio', transcript: text }]), true);
    server.emit(...server.vendor.endResponse());
  }
  await world.settle();
  return { responseId, itemId, durationMs: words.length * wordMs };
}

/** Sends a written answer, word by word. */
export async function sendWriting(world: ScriptedSession, text: string): Promise<void> {
  const { server } = world;
  const responseId = await openResponse(world);
  const itemId = server.vendor.createId('answer');
  const position = { responseId, itemId, contentIndex: 0 };
  say(world, responseId, createAnswer(itemId, 'in-progress', []), false);
  for (const word of text.split(/(?<=\s)/)) server.emit({ ...position, type: 'text-delta', delta: word });
  server.emit({ ...position, type: 'text-done', text });
  say(world, responseId, createAnswer(itemId, 'completed', [{ type: 'text', text }]), true);
  server.emit(...server.vendor.endResponse());
  await world.settle();
}

/** One of the tools that a response calls. */
export interface AgentCall {
  readonly name: string;
  /** The arguments, or the very text that the model wrote. */
  readonly args?: unknown;
}

/** Sends a response that calls tools, all at once, and gives the ids of the calls. */
export async function sendCalls(
  world: ScriptedSession,
  calls: readonly AgentCall[],
): Promise<readonly string[]> {
  const { server } = world;
  const responseId = await openResponse(world);
  const callIds = calls.map(({ name, args = {} }) => {
    const itemId = server.vendor.createId('item');
    const callId = server.vendor.createId('call');
    const argumentsText = typeof args === 'string' ? args : JSON.stringify(args);
    const item = { type: 'tool-call', id: itemId, status: 'completed', callId, name, argumentsText } as const;
    say(world, responseId, { ...item, status: 'in-progress', argumentsText: '' }, false);
    say(world, responseId, item, true);
    server.emit({ type: 'tool-call-requested', responseId, itemId, callId, name, argumentsText });
    return callId;
  });
  server.emit(...server.vendor.endResponse());
  await world.settle();
  return callIds;
}

async function openResponse({ server, settle }: ScriptedSession): Promise<string> {
  await settle();
  if (server.vendor.activeResponseId === null) server.emit(...server.vendor.startResponse());
  return server.vendor.activeResponseId ?? '';
}

function say({ server }: ScriptedSession, responseId: string, item: ConversationItem, isDone: boolean): void {
  const events = server.vendor.putItem(item, isDone);
  server.emit(
    { type: isDone ? 'output-item-done' : 'output-item-added', responseId, outputIndex: 0, item },
    ...events,
  );
}

function createAnswer(
  id: ItemId,
  status: MessageItem['status'],
  content: readonly ContentPart[],
): MessageItem {
  return { type: 'message', id, role: 'agent', status, content };
}

/** A steady tone in the format of the adapter. */
function createVoice({ adapter }: ScriptedSession, ms: number): Uint8Array<ArrayBuffer> {
  const { sampleRateHz } = adapter.outputFormat;
  const samples = new Float32Array(Math.round((ms / 1000) * sampleRateHz));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = 0.3 * Math.sin((2 * Math.PI * VOICE_HZ * index) / sampleRateHz);
  }
  return encodeAudio(samples, adapter.outputFormat);
}
