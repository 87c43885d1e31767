import type { AgentMemory, AgentOutput } from '../../agent/agent.ts';
import { untilAborted, wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import type { SpeechChunk } from '../../voice/speech-chunks.ts';
import type { VendorContext } from '../../vendor.ts';
import type { AgentSettings } from './agents.ts';
import { Ear } from './ear.ts';
import type { SoundLine } from './sound-line.ts';
import { ToolCalls } from './tools.ts';
import { encodeWire, rateOf } from './audio-format.ts';
import { Utterance } from './utterance.ts';
import type { Wire } from './wire.ts';

/** Length of one piece of audio, in milliseconds. */
const CHUNK_MS = 200;

/** How often something is done the other way round where the vendor's order is not documented. */
const ODD_SHARE = 0.3;

/** What a talk is made with. */
export interface TalkOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly agent: AgentSettings;
  readonly isTextOnly: boolean;
  readonly firstMessage: string;
  readonly prompt: string;
  readonly voiceId: string;
  readonly speed: number;
  /** Where sound goes that is not in the messages; `null` where they carry it. */
  readonly line: SoundLine | null;
  readonly send: (type: string, payload?: Wire) => void;
  readonly later: (delayMs: number, run: () => void) => () => void;
  /** The agent ends the conversation. */
  readonly hangUp: () => void;
  readonly fail: (error: unknown) => void;
}

type Outputs = AsyncIterable<AgentOutput> | Iterable<AgentOutput>;

/** The talk of one conversation: what both say, under one growing number. */
export class Talk {
  readonly tools: ToolCalls;
  readonly #options: TalkOptions;
  readonly #ear: Ear;
  #memory: { entry: AgentMemory; contextId: string | null }[] = [];
  /** Whether each piece of sound has a number of its own: both have been seen on the real wire. */
  readonly #isCountedByPiece: boolean;
  #eventId = 0;
  #heard = '';
  #answer: AbortController | null = null;
  #utterance: Utterance | null = null;
  /** What has been put on the line since it was cut. */
  #onLine: Utterance[] = [];

  constructor(options: TalkOptions) {
    const { agent, context, random, send, later, line } = options;
    this.#options = options;
    this.#isCountedByPiece = random() < 0.5;
    this.tools = new ToolCalls({ tools: agent.tools, random, send, later, now: context.wallClock });
    this.#ear = new Ear(line ? 'pcm_48000' : agent.inputFormat, context.recognizer, {
      onStarted: () => this.#cut(),
      onWords: (words) => this.#tellTentative(words),
      onEnded: (turn) => void this.#userEnded(turn),
    });
  }

  /** The agent speaks first, where it has something to say. */
  start(): void {
    const { firstMessage } = this.#options;
    if (firstMessage !== '') void this.#perform(() => [{ type: 'speech', text: firstMessage }], 0);
  }

  close(): void {
    this.#answer?.abort();
    this.#ear.close();
  }

  hear(bytes: Uint8Array): { readonly durationMs: number; readonly level: number } {
    const heard = this.#ear.push(bytes);
    this.#options.send('vad_score', { vad_score_event: { vad_score: this.#ear.isVoiced ? 0.9 : 0.1 } });
    return heard;
  }

  /** Something written: a whole turn, which cuts the agent off. Whether it is echoed is not guaranteed. */
  read(text: string): void {
    const { context, random, send } = this.#options;
    this.#cut();
    const event_id = this.#nextId();
    if (random() < ODD_SHARE)
      send('user_transcript', { user_transcription_event: { user_transcript: text, event_id } });
    this.#remember('user', text);
    void this.#perform((signal) => this.#respond(signal), context.timing.latencyMs);
  }

  /** Something to know. Of the same subject only the newest is kept. */
  learn(text: string, contextId: string | null): void {
    if (contextId !== null) this.#memory = this.#memory.filter((known) => known.contextId !== contextId);
    this.#memory.push({ entry: { role: 'system', text }, contextId });
  }

  #remember(role: AgentMemory['role'], text: string): void {
    this.#memory.push({ entry: { role, text }, contextId: null });
  }

  #nextId(): number {
    this.#eventId += 1;
    return this.#eventId;
  }

  #tellTentative(words: string): void {
    this.#heard = `${this.#heard} ${words}`.trim();
    this.#options.send('tentative_user_transcript', {
      tentative_user_transcription_event: { user_transcript: tidy(this.#heard), event_id: this.#eventId + 1 },
    });
  }

  /** Whoever speaks or writes cuts the agent off, as long as it is heard; before that its answer is dropped unheard. */
  #cut(): void {
    const { context, send, random, line } = this.#options;
    const utterance = this.#utterance;
    this.#utterance = null;
    this.#heard = '';
    const nowMs = context.clock.now();
    this.#answer?.abort();
    this.#answer = null;
    if (!utterance || !(line ? line.isSpeaking : utterance.isPlaying(nowMs))) return;
    const event_id = this.#eventId;
    send('interruption', { interruption_event: { event_id } });
    if (line) return void this.#cutLine(line);
    // A piece that was on its way may come behind.
    if (random() < ODD_SHARE) send('audio', { audio_event: { audio_base_64: 'AAAAAA==', event_id } });
    this.#correct(utterance, utterance.heardMs(nowMs));
  }

  /** A line knows to the millisecond what went out of which message. */
  async #cutLine(line: SoundLine): Promise<void> {
    const said = this.#onLine.splice(0);
    const played = await line.clear();
    for (const utterance of said) {
      const heardMs = played[itemOf(utterance)];
      if (heardMs !== undefined) this.#correct(utterance, heardMs);
    }
  }

  #correct(utterance: Utterance, heardMs: number): void {
    const words = utterance.spoken(heardMs);
    this.#options.send('agent_response_correction', {
      agent_response_correction_event: {
        original_agent_response: utterance.text,
        corrected_agent_response: words,
        event_id: utterance.eventId,
      },
    });
    this.#memory = this.#memory.map((known) =>
      known.entry.text === utterance.text ? { ...known, entry: { role: 'agent', text: words } } : known,
    );
  }

  async #userEnded({ voicedMs, words }: { voicedMs: number; words: Promise<string | null> }): Promise<void> {
    const { context, send } = this.#options;
    const heard = await words.catch(() => null);
    // Without words it is said honestly that there was speech, and for how long.
    const text =
      (heard && tidy(heard)) || (voicedMs > 0 ? `(speech, ${(voicedMs / 1000).toFixed(1)} s)` : '');
    this.#heard = '';
    const event_id = this.#nextId();
    send('user_transcript', { user_transcription_event: { user_transcript: text, event_id } });
    this.#remember('user', text);
    await this.#perform((signal) => this.#respond(signal), context.timing.latencyMs);
  }

  #respond(signal: AbortSignal): Outputs {
    const { context, agent, prompt } = this.#options;
    const memory = this.#memory.map(({ entry }) => entry);
    const turn = { memory, instructions: prompt, tools: agent.tools, canComment: false };
    return context.agent.respond({ ...turn, toolChoice: 'auto' }, signal);
  }

  /** One turn of the agent, to its end or to the moment when the user cuts in. */
  async #perform(respond: (signal: AbortSignal) => Outputs, delayMs: number): Promise<void> {
    const { context, fail, send } = this.#options;
    // Something may have been written, and be answered, while the user was speaking.
    this.#cut();
    const abort = new AbortController();
    const { signal } = abort;
    this.#answer = abort;
    try {
      await wait(context.clock, delayMs, signal);
      let isOwed = await this.#say(respond(signal), signal);
      while (isOwed) isOwed = await this.#say(this.#respond(signal), signal);
      const event_id = this.#eventId;
      const context_tokens = this.#memory.reduce((sum, { entry }) => sum + entry.text.length / 4, 0);
      send('context_usage', {
        context_usage_event: {
          event_id,
          model: 'emulated',
          context_tokens: Math.ceil(context_tokens),
          context_limit_tokens: 32_000,
        },
      });
      send('agent_response_complete');
    } catch (error) {
      if (!signal.aborted) fail(error);
    } finally {
      if (this.#answer === abort) this.#answer = null;
    }
  }

  /** Says what the agent says; true when a tool has brought something that it is to speak about. */
  async #say(outputs: Outputs, signal: AbortSignal): Promise<boolean> {
    let isOwed = false;
    for await (const output of outputs) {
      if (output.type === 'speech') {
        await this.#speak(output.text, signal);
        continue;
      }
      this.#remember('tool', await this.tools.call(output, this.#nextId(), signal));
      isOwed = true;
    }
    return isOwed;
  }

  async #speak(text: string, signal: AbortSignal): Promise<void> {
    const { isTextOnly, send, line, hangUp } = this.#options;
    const utterance = new Utterance(text, this.#nextId());
    this.#utterance = utterance;
    this.#remember('agent', text);
    if (isTextOnly) this.#tellWords(utterance);
    else await this.#sound(utterance, signal);
    if (!/^\W*goodbye\b/i.test(text)) return;
    // Who says goodbye hangs up, as an agent with the system tool for it does.
    const tool = { tool_name: 'end_call', tool_call_id: `call_${this.#eventId}`, tool_type: 'system' };
    // In real time nothing more is heard once the agent has gone.
    if (line) await untilAborted(line.drain(), signal);
    const event_id = this.#nextId();
    send('agent_tool_response', {
      agent_tool_response: { ...tool, is_error: false, is_called: true, event_id },
    });
    hangUp();
  }

  async #sound(utterance: Utterance, signal: AbortSignal): Promise<void> {
    const { context, agent, voiceId, speed, line } = this.#options;
    const { pace, jitterMs } = context.timing;
    if (line) this.#onLine.push(utterance);
    const format = line ? 'pcm_48000' : agent.outputFormat;
    const speech = { voice: context.voice, voiceName: voiceId, speed, signal };
    const options = { ...speech, rateHz: rateOf(format), chunkMs: CHUNK_MS };
    for await (const chunk of speakInChunks(utterance.text, options)) {
      signal.throwIfAborted();
      if (!utterance.hasSound) this.#tellWords(utterance);
      this.#sendSound(utterance, chunk, encodeWire(chunk.samples, format));
      const pauseMs = chunk.durationMs / pace;
      await wait(context.clock, pauseMs === 0 ? 0 : pauseMs + Math.min(pauseMs, jitterMs), signal);
    }
    line?.endItem(itemOf(utterance));
  }

  #sendSound(utterance: Utterance, chunk: SpeechChunk, bytes: Uint8Array): void {
    const { context, line, send } = this.#options;
    const alignment = utterance.add(chunk, context.clock.now());
    const event_id = this.#isCountedByPiece ? this.#nextId() : utterance.eventId;
    const audio_base_64 = line ? '' : Buffer.from(bytes).toString('base64');
    line?.play(itemOf(utterance), bytes);
    send('audio', { audio_event: { audio_base_64, event_id, alignment } });
  }

  /** The parts of the words, and the whole of them; which of it comes last is left to chance, as on the real wire. */
  #tellWords({ text, eventId: event_id }: Utterance): void {
    const { send, random } = this.#options;
    const part = (type: string, words: string) =>
      send('agent_chat_response_part', { text_response_part: { text: words, type, event_id } });
    const tell = () => send('agent_response', { agent_response_event: { agent_response: text, event_id } });
    part('start', '');
    for (const words of text.match(/\s*\S+/g) ?? []) part('delta', words);
    const isEarly = random() < ODD_SHARE;
    if (isEarly) tell();
    part('stop', '');
    if (!isEarly) tell();
  }
}

/** Under this name the sound of a message is on the line. */
function itemOf({ eventId }: Utterance): string {
  return String(eventId);
}

/** Recognisers know neither capitals nor the word I. */
function tidy(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()).replace(/\bi\b/g, 'I');
}
