import type { HistoryEntry, AgentOutput } from '../../agent/agent.ts';
import { bytesPerSample, decodeWire, encodeWire, rateOf } from '../../audio/named-format.ts';
import { SampleAligner } from '../../audio/sample-aligner.ts';
import { SpeechInput } from '../../audio/speech-input.ts';
import type { ChunkMeasure, SpokenTurn } from '../../audio/speech-input.ts';
import { untilAborted, wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { capitalize, describeSpeech } from '../../recognizer/spoken-text.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import type { SpeechChunk } from '../../voice/speech-chunks.ts';
import type { VendorContext } from '../../vendor.ts';
import type { SeenImage } from '../../vision/see-image.ts';
import type { AgentSettings } from './agents.ts';
import type { MediaOutput } from './media-output.ts';
import { ToolCalls } from './tools.ts';
import { AgentMessage } from './agent-message.ts';
import type { Wire } from './frames.ts';

/** The emulator's own choice; the vendor's value is a setting of the agent. */
const DETECTION = { threshold: 0.5, silenceMs: 600 };

/** Length of one piece of audio, in milliseconds. */
const CHUNK_MS = 200;

/** The share of cases in which the emulator uses the other order where the vendor documents none. */
const ODD_SHARE = 0.3;

export interface DialogueOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly agent: AgentSettings;
  readonly isTextOnly: boolean;
  readonly firstMessage: string;
  readonly prompt: string;
  readonly voiceId: string;
  readonly speed: number;
  /** The media track for the agent's audio; `null` if the messages carry it. */
  readonly output: MediaOutput | null;
  readonly send: (type: string, payload?: Wire) => void;
  readonly later: (delayMs: number, run: () => void) => () => void;
  /** Called when the user begins to speak. */
  readonly onSpeech: () => void;
  /** The agent ends the conversation. */
  readonly hangUp: () => void;
  readonly fail: (error: unknown) => void;
}

type Outputs = AsyncIterable<AgentOutput> | Iterable<AgentOutput>;

/** The dialogue of one conversation: the events of user and agent, with one growing event id. */
export class Dialogue {
  readonly tools: ToolCalls;
  readonly #options: DialogueOptions;
  readonly #speech: SpeechInput;
  readonly #aligner = new SampleAligner();
  #history: { entry: HistoryEntry; contextId: string | null }[] = [];
  /** Whether each audio chunk has its own event id. Recordings of the vendor show both. */
  readonly #isCountedByPiece: boolean;
  #eventId = 0;
  #tentativeWords = '';
  #answer: AbortController | null = null;
  #message: AgentMessage | null = null;
  /** The messages on the media track since the last interruption. */
  #played: AgentMessage[] = [];

  constructor(options: DialogueOptions) {
    const { agent, context, random, send, later } = options;
    this.#options = options;
    this.#isCountedByPiece = random() < 0.5;
    this.tools = new ToolCalls({ tools: agent.tools, random, send, later, now: context.wallClock });
    this.#speech = new SpeechInput(context.recognizer, DETECTION, {
      onStarted: () => {
        options.onSpeech();
        this.#cut();
      },
      onWords: (words) => this.#sendTentative(words),
      onEnded: (turn) => void this.#userEnded(turn),
    });
  }

  /** The agent speaks first, if it has a first message. A user who has written by then is answered in its place. */
  start(): void {
    const { firstMessage } = this.#options;
    const hasUserBegun = this.#history.some(({ entry }) => entry.role === 'user');
    if (firstMessage !== '' && !hasUserBegun)
      void this.#perform(() => [{ type: 'speech', text: firstMessage }], 0);
  }

  close(): void {
    this.#answer?.abort();
    this.#speech.close();
  }

  /** Takes a chunk of the user's audio: `pcm_48000` from a media track, else the agent's input format. */
  pushAudio(bytes: Uint8Array): ChunkMeasure {
    const { agent, output, send } = this.#options;
    const format = output ? 'pcm_48000' : agent.inputFormat;
    const samples = decodeWire(this.#aligner.align(bytes, bytesPerSample(format)), format);
    const measure = this.#speech.pushSamples(samples, rateOf(format));
    send('vad_score', { vad_score_event: { vad_score: this.#speech.isVoiced ? 0.9 : 0.1 } });
    return measure;
  }

  /** Takes a text message: a whole turn, which interrupts the agent. The vendor does not guarantee an echo. */
  read(text: string, images: readonly SeenImage[] = []): void {
    const { context, random, send } = this.#options;
    this.#cut();
    const event_id = this.#nextId();
    if (random() < ODD_SHARE)
      send('user_transcript', { user_transcription_event: { user_transcript: text, event_id } });
    this.#remember('user', text, images);
    void this.#perform((signal) => this.#respond(signal), context.timing.latencyMs);
  }

  /** Takes a contextual update. It replaces an older one with the same context id. */
  learn(text: string, contextId: string | null): void {
    if (contextId !== null) this.#history = this.#history.filter((known) => known.contextId !== contextId);
    this.#history.push({ entry: { role: 'system', text }, contextId });
  }

  #remember(role: HistoryEntry['role'], text: string, images: readonly SeenImage[] = []): void {
    const entry = { role, text, ...(images.length > 0 && { images }) };
    this.#history.push({ entry, contextId: null });
  }

  #nextId(): number {
    this.#eventId += 1;
    return this.#eventId;
  }

  #sendTentative(words: string): void {
    this.#tentativeWords = `${this.#tentativeWords} ${words}`.trim();
    this.#options.send('tentative_user_transcript', {
      tentative_user_transcription_event: {
        user_transcript: capitalize(this.#tentativeWords),
        event_id: this.#eventId + 1,
      },
    });
  }

  /** The user speaks or writes: interrupts the agent's audio, or drops an answer that has no audio yet. */
  #cut(): void {
    const { context, send, random, output } = this.#options;
    const message = this.#message;
    this.#message = null;
    this.#tentativeWords = '';
    const nowMs = context.clock.now();
    this.#answer?.abort();
    this.#answer = null;
    if (!message || !(output ? output.isSpeaking : message.isPlaying(nowMs))) return;
    const event_id = this.#eventId;
    send('interruption', { interruption_event: { event_id } });
    if (output) return void this.#truncatePlayed(output);
    // A chunk that was in flight may follow.
    if (random() < ODD_SHARE) send('audio', { audio_event: { audio_base_64: 'AAAAAA==', event_id } });
    this.#correct(message, message.heardMs(nowMs));
  }

  /** The media track knows to the millisecond how much of each message was played. */
  async #truncatePlayed(output: MediaOutput): Promise<void> {
    const interrupted = this.#played.splice(0);
    const played = await output.clear();
    for (const message of interrupted) {
      const heardMs = played[audioNameOf(message)];
      if (heardMs !== undefined) this.#correct(message, heardMs);
    }
  }

  #correct(message: AgentMessage, heardMs: number): void {
    const words = message.spoken(heardMs);
    this.#options.send('agent_response_correction', {
      agent_response_correction_event: {
        original_agent_response: message.text,
        corrected_agent_response: words,
        event_id: message.eventId,
      },
    });
    this.#history = this.#history.map((known) =>
      known.entry.text === message.text ? { ...known, entry: { role: 'agent', text: words } } : known,
    );
  }

  async #userEnded({ voicedMs, words }: SpokenTurn): Promise<void> {
    const { context, send } = this.#options;
    const recognized = await words.catch(() => null);
    const text = describeSpeech(recognized && capitalize(recognized), voicedMs);
    this.#tentativeWords = '';
    const event_id = this.#nextId();
    send('user_transcript', { user_transcription_event: { user_transcript: text, event_id } });
    this.#remember('user', text);
    await this.#perform((signal) => this.#respond(signal), context.timing.latencyMs);
  }

  #respond(signal: AbortSignal): Outputs {
    const { context, agent, prompt } = this.#options;
    const history = this.#history.map(({ entry }) => entry);
    const turn = { history, instructions: prompt, tools: agent.tools, canComment: false };
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
      const context_tokens = this.#history.reduce((sum, { entry }) => sum + entry.text.length / 4, 0);
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

  /** Performs the agent's outputs. Returns true when a tool's output needs an answer. */
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
    const { isTextOnly, send, output, hangUp } = this.#options;
    const message = new AgentMessage(text, this.#nextId());
    this.#message = message;
    this.#remember('agent', text);
    if (isTextOnly) this.#sendText(message);
    else await this.#sound(message, signal);
    if (!/^\W*goodbye\b/i.test(text)) return;
    // An agent that says goodbye hangs up, as with the vendor's system tool.
    const tool = { tool_name: 'end_call', tool_call_id: `call_${this.#eventId}`, tool_type: 'system' };
    // The track ends when the agent leaves, so its audio must have been played.
    if (output) await untilAborted(output.drain(), signal);
    const event_id = this.#nextId();
    send('agent_tool_response', {
      agent_tool_response: { ...tool, is_error: false, is_called: true, event_id },
    });
    hangUp();
  }

  async #sound(message: AgentMessage, signal: AbortSignal): Promise<void> {
    const { context, agent, voiceId, speed, output } = this.#options;
    const { pace, jitterMs } = context.timing;
    if (output) this.#played.push(message);
    const format = output ? 'pcm_48000' : agent.outputFormat;
    const speech = { voice: context.voice, voiceName: voiceId, speed, signal };
    const options = { ...speech, rateHz: rateOf(format), chunkMs: CHUNK_MS };
    for await (const chunk of speakInChunks(message.text, options)) {
      signal.throwIfAborted();
      if (!message.hasSound) this.#sendText(message);
      this.#sendSound(message, chunk, encodeWire(chunk.samples, format));
      const pauseMs = chunk.durationMs / pace;
      await wait(context.clock, pauseMs === 0 ? 0 : pauseMs + Math.min(pauseMs, jitterMs), signal);
    }
    output?.endItem(audioNameOf(message));
  }

  #sendSound(message: AgentMessage, chunk: SpeechChunk, bytes: Uint8Array): void {
    const { context, output, send } = this.#options;
    const alignment = message.add(chunk, context.clock.now());
    const event_id = this.#isCountedByPiece ? this.#nextId() : message.eventId;
    const audio_base_64 = output ? '' : Buffer.from(bytes).toString('base64');
    output?.play(audioNameOf(message), bytes);
    send('audio', { audio_event: { audio_base_64, event_id, alignment } });
  }

  /** Sends the text in parts and as a whole. Which comes last is random, as with the vendor. */
  #sendText({ text, eventId: event_id }: AgentMessage): void {
    const { send, random } = this.#options;
    const part = (type: string, words: string) =>
      send('agent_chat_response_part', { text_response_part: { text: words, type, event_id } });
    const sendWhole = () =>
      send('agent_response', { agent_response_event: { agent_response: text, event_id } });
    part('start', '');
    for (const words of text.match(/\s*\S+/g) ?? []) part('delta', words);
    const isEarly = random() < ODD_SHARE;
    if (isEarly) sendWhole();
    part('stop', '');
    if (!isEarly) sendWhole();
  }
}

/** The name of a message in the audio of the media track. */
function audioNameOf({ eventId }: AgentMessage): string {
  return String(eventId);
}
