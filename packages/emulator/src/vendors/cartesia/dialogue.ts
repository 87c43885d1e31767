import type { HistoryEntry, AgentOutput } from '../../agent/agent.ts';
import { bytesPerSample, decodeWire, rateOf } from '../../audio/named-format.ts';
import { SampleAligner } from '../../audio/sample-aligner.ts';
import { SpeechInput } from '../../audio/speech-input.ts';
import type { ChunkMeasure, SpokenTurn } from '../../audio/speech-input.ts';
import { untilAborted, wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import { capitalize, describeSpeech } from '../../recognizer/spoken-text.ts';
import type { VendorContext } from '../../vendor.ts';
import { AgentTurn } from './agent-turn.ts';
import type { ToolOutcome } from './agent-turn.ts';
import type { ClientTool } from './tools.ts';
import type { FormatName, Wire } from './frames.ts';

/** The emulator's own choice; the vendor's value is a setting of the agent. */
const DETECTION = { threshold: 0.5, silenceMs: 600 };

/** The largest result that a tool may have, in bytes. */
const MAX_RESULT_BYTES = 4_096;

/** The share of answers that begin before the user's words are sent. With the vendor, turns may overlap. */
const EARLY_SHARE = 0.3;

export interface DialogueOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly format: FormatName;
  readonly delivery: 'as_available' | 'speaking_pace';
  readonly instructions: string;
  readonly greeting: string;
  readonly voiceId: string;
  readonly speed: number;
  readonly tools: readonly ClientTool[];
  readonly send: (wire: Wire) => void;
  readonly later: (delayMs: number, run: () => void) => () => void;
  /** The agent ends the call. */
  readonly hangUp: (reason: string) => void;
  readonly fail: (error: unknown) => void;
}

/** The dialogue of one call: the turns of user and agent, with one turn counter. */
export class Dialogue {
  readonly #options: DialogueOptions;
  readonly #speech: SpeechInput;
  readonly #aligner = new SampleAligner();
  readonly #history: HistoryEntry[] = [];
  readonly #calls = new Map<string, (result: string) => void>();
  readonly #startedAtMs: number;
  #turns = 0;
  #latestUserTurn = 0;
  #user: { readonly turn: number; readonly startedAt: number } | null = null;
  #answer: AbortController | null = null;

  constructor(options: DialogueOptions) {
    this.#options = options;
    this.#startedAtMs = options.context.clock.now();
    this.#speech = new SpeechInput(options.context.recognizer, DETECTION, {
      onStarted: () => this.#userStarted(),
      onEnded: (turn) => void this.#userEnded(turn),
    });
  }

  /** The agent greets, if it has a greeting. */
  start(): void {
    const { greeting } = this.#options;
    if (greeting !== '') void this.#perform(() => [{ type: 'speech', text: greeting }]);
  }

  /** Takes a chunk of the user's audio in the format of the call. */
  pushAudio(bytes: Uint8Array): ChunkMeasure {
    const { format } = this.#options;
    const samples = decodeWire(this.#aligner.align(bytes, bytesPerSample(format)), format);
    return this.#speech.pushSamples(samples, rateOf(format));
  }

  /** Whether the user speaks, or the agent speaks or is about to. */
  get isBusy(): boolean {
    return this.#user !== null || this.#answer !== null;
  }

  /** Takes the result of a tool. A late or unrequested result is ignored. */
  settleTool(callId: string, result: string): void {
    const isTooLarge = Buffer.byteLength(result) > MAX_RESULT_BYTES;
    this.#calls.get(callId)?.(isTooLarge ? '{"error":"result_too_large"}' : result);
  }

  close(): void {
    this.#answer?.abort();
    this.#speech.close();
  }

  readonly #seconds = (): number => (this.#options.context.clock.now() - this.#startedAtMs) / 1000;

  #nextTurn(): number {
    this.#turns += 1;
    return this.#turns;
  }

  /** The user starts to speak. Cartesia does not specify the order of the two turns' events; here it is random. */
  #userStarted(): void {
    const { send, random } = this.#options;
    const startedAt = this.#seconds();
    send({ type: 'audio_output_clear' });
    const isEndFirst = random() < 0.5;
    if (isEndFirst) this.#answer?.abort();
    const turn = this.#nextTurn();
    this.#user = { turn, startedAt };
    this.#latestUserTurn = turn;
    send({ type: 'turn_started', turn, role: 'user', start_time: startedAt });
    if (!isEndFirst) this.#answer?.abort();
    this.#answer = null;
  }

  async #userEnded({ voicedMs, words }: SpokenTurn): Promise<void> {
    const { context, random, fail } = this.#options;
    const user = this.#user;
    if (!user) return;
    this.#user = null;
    const endedAt = this.#seconds();
    const recognized = await words.catch(() => null);
    const text = describeSpeech(recognized && capitalize(recognized), voicedMs);
    const sendUserTurn = () => this.#sendUserTurn(user, text, endedAt);
    const isEarly = random() < EARLY_SHARE;
    if (!isEarly) sendUserTurn();
    this.#history.push({ role: 'user', text });
    // If the user speaks again, the agent answers after that turn.
    if (this.#latestUserTurn !== user.turn) return isEarly ? sendUserTurn() : undefined;
    try {
      await this.#perform((signal) => this.#respond(signal), {
        delayMs: context.timing.latencyMs,
        onStarted: () => isEarly && sendUserTurn(),
      });
    } catch (error) {
      fail(error);
    }
  }

  #sendUserTurn(user: { turn: number; startedAt: number }, text: string, endedAt: number): void {
    this.#options.send({
      type: 'turn_ended',
      turn: user.turn,
      role: 'user',
      text,
      interrupted: false,
      start_time: user.startedAt,
      end_time: endedAt,
      eager_end_timestamp: endedAt,
      tool_calls: [],
    });
  }

  #respond(signal: AbortSignal): AsyncIterable<AgentOutput> | Iterable<AgentOutput> {
    const { context, tools, instructions } = this.#options;
    const turn = { history: [...this.#history], instructions, tools, canComment: false };
    return context.agent.respond({ ...turn, toolChoice: 'auto' }, signal);
  }

  /** One turn of the agent, until its end or an interruption. */
  async #perform(
    respond: (signal: AbortSignal) => AsyncIterable<AgentOutput> | Iterable<AgentOutput>,
    { delayMs = 0, onStarted = () => {} }: { delayMs?: number; onStarted?: () => unknown } = {},
  ): Promise<void> {
    const { context, fail } = this.#options;
    const abort = new AbortController();
    const { signal } = abort;
    this.#answer = abort;
    let turn: AgentTurn | null = null;
    // Sent at once, so that the end is at the moment of the interruption.
    signal.addEventListener('abort', () => this.#endCut(turn), { once: true });
    try {
      await wait(context.clock, delayMs, signal);
      turn = this.#beginTurn(signal);
      onStarted();
      let outcome = await this.#say(turn, respond(signal));
      while (outcome) outcome = await this.#say(turn, this.#respond(signal));
      this.#endWhole(turn);
    } catch (error) {
      if (!turn) onStarted();
      if (!signal.aborted) fail(error);
    } finally {
      if (this.#answer === abort) this.#answer = null;
    }
  }

  #beginTurn(signal: AbortSignal): AgentTurn {
    const { context, format, delivery, voiceId, speed, send } = this.#options;
    return new AgentTurn({
      context,
      turn: this.#nextTurn(),
      format,
      delivery,
      voiceId,
      speed,
      signal,
      send,
      seconds: this.#seconds,
      callTool: (call) => this.#callTool(call, signal),
    });
  }

  /** Performs the agent's outputs. Returns true when a tool's output needs an answer. */
  async #say(turn: AgentTurn, outputs: AsyncIterable<AgentOutput> | Iterable<AgentOutput>): Promise<boolean> {
    let isOwed = false;
    for await (const output of outputs) {
      if (output.type === 'speech') {
        await turn.speak(output.text);
        continue;
      }
      const { result } = await turn.call(output);
      this.#history.push({ role: 'tool', text: result ?? 'It is done.' });
      isOwed = true;
    }
    return isOwed;
  }

  #endCut(turn: AgentTurn | null): void {
    if (!turn) return;
    turn.end(true);
    if (turn.text !== '') this.#history.push({ role: 'agent', text: turn.text });
  }

  #endWhole(turn: AgentTurn): void {
    const { hangUp } = this.#options;
    turn.end(false);
    this.#history.push({ role: 'agent', text: turn.text });
    // An agent that says goodbye hangs up, as with the vendor's system tool.
    if (/^\W*goodbye\b/i.test(turn.text)) hangUp('call ended by agent');
  }

  /** Calls a tool of the client and waits for its result, up to the tool's timeout. */
  async #callTool(
    { name, arguments: parameters }: Extract<AgentOutput, { type: 'tool-call' }>,
    signal: AbortSignal,
  ): Promise<ToolOutcome> {
    const { random, send, later, tools } = this.#options;
    const tool = tools.find((entry) => entry.name === name);
    const id = createId(random, 'call');
    const expects_response = tool?.expectsResponse ?? true;
    send({ type: 'client_tool_call', tool_call_id: id, tool_name: name, parameters, expects_response });
    if (!expects_response) return { id, result: null };
    let stop = () => {};
    const result = new Promise<string>((resolve) => {
      this.#calls.set(id, resolve);
      stop = later(tool?.timeoutMs ?? 0, () => resolve('{"error":"The tool call timed out."}'));
    });
    try {
      return { id, result: await untilAborted(result, signal) };
    } finally {
      stop();
      this.#calls.delete(id);
    }
  }
}
