import type { AgentMemory, AgentOutput } from '../../agent/agent.ts';
import { untilAborted, wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import { AgentTurn } from './agent-turn.ts';
import type { ToolOutcome } from './agent-turn.ts';
import { Ear } from './ear.ts';
import type { ClientTool } from './tools.ts';
import type { FormatName, Wire } from './wire.ts';

/** The largest result that a tool may have, in bytes. */
const MAX_RESULT_BYTES = 4_096;

/** How often an answer begins before the words of the question have been told: turns may overlap on the real wire. */
const EARLY_SHARE = 0.3;

/** What a talk is made with. */
export interface TalkOptions {
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

/** The talk of one call: the turns of both, in one count. */
export class Talk {
  readonly #options: TalkOptions;
  readonly #ear: Ear;
  readonly #memory: AgentMemory[] = [];
  readonly #calls = new Map<string, (result: string) => void>();
  readonly #startedAtMs: number;
  #turns = 0;
  #latestUserTurn = 0;
  #user: { readonly turn: number; readonly startedAt: number } | null = null;
  #answer: AbortController | null = null;

  constructor(options: TalkOptions) {
    this.#options = options;
    this.#startedAtMs = options.context.clock.now();
    this.#ear = new Ear(options.format, options.context.recognizer, {
      onStarted: () => this.#userStarted(),
      onEnded: (turn) => void this.#userEnded(turn),
    });
  }

  /** The agent greets, where it has a greeting. */
  start(): void {
    const { greeting } = this.#options;
    if (greeting !== '') void this.#perform(() => [{ type: 'speech', text: greeting }]);
  }

  hear(bytes: Uint8Array): { readonly durationMs: number; readonly level: number } {
    return this.#ear.push(bytes);
  }

  /** Whether anybody speaks or is about to. */
  get isBusy(): boolean {
    return this.#user !== null || this.#answer !== null;
  }

  /** The result of a tool. One that is late, or that nobody asked for, is nothing. */
  settleTool(callId: string, result: string): void {
    const isTooLarge = Buffer.byteLength(result) > MAX_RESULT_BYTES;
    this.#calls.get(callId)?.(isTooLarge ? '{"error":"result_too_large"}' : result);
  }

  close(): void {
    this.#answer?.abort();
    this.#ear.close();
  }

  readonly #seconds = (): number => (this.#options.context.clock.now() - this.#startedAtMs) / 1000;

  #nextTurn(): number {
    this.#turns += 1;
    return this.#turns;
  }

  /** The user cuts in. Which of the two turns is told of first is not specified, and left to chance here. */
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

  async #userEnded({ voicedMs, words }: { voicedMs: number; words: Promise<string | null> }): Promise<void> {
    const { context, random, fail } = this.#options;
    const user = this.#user;
    if (!user) return;
    this.#user = null;
    const endedAt = this.#seconds();
    const heard = await words.catch(() => null);
    // Without words it is said honestly that there was speech, and for how long.
    const text =
      (heard && tidy(heard)) || (voicedMs > 0 ? `(speech, ${(voicedMs / 1000).toFixed(1)} s)` : '');
    const tell = () => this.#tellUserTurn(user, text, endedAt);
    const isEarly = random() < EARLY_SHARE;
    if (!isEarly) tell();
    this.#memory.push({ role: 'user', text });
    // Somebody who has begun to speak again is not answered before the end of that.
    if (this.#latestUserTurn !== user.turn) return isEarly ? tell() : undefined;
    try {
      await this.#perform((signal) => this.#respond(signal), {
        delayMs: context.timing.latencyMs,
        onStarted: () => isEarly && tell(),
      });
    } catch (error) {
      fail(error);
    }
  }

  #tellUserTurn(user: { turn: number; startedAt: number }, text: string, endedAt: number): void {
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
    const turn = { memory: [...this.#memory], instructions, tools, canComment: false };
    return context.agent.respond({ ...turn, toolChoice: 'auto' }, signal);
  }

  /** One turn of the agent, from its beginning to its end or to the moment when the user cuts in. */
  async #perform(
    respond: (signal: AbortSignal) => AsyncIterable<AgentOutput> | Iterable<AgentOutput>,
    { delayMs = 0, onStarted = () => {} }: { delayMs?: number; onStarted?: () => unknown } = {},
  ): Promise<void> {
    const { context, fail } = this.#options;
    const abort = new AbortController();
    const { signal } = abort;
    this.#answer = abort;
    let turn: AgentTurn | null = null;
    // Told at once, so that the end stands where the user has cut in.
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

  /** Says what the agent says; true when a tool has brought something that it is to speak about. */
  async #say(turn: AgentTurn, outputs: AsyncIterable<AgentOutput> | Iterable<AgentOutput>): Promise<boolean> {
    let isOwed = false;
    for await (const output of outputs) {
      if (output.type === 'speech') {
        await turn.speak(output.text);
        continue;
      }
      const { result } = await turn.call(output);
      this.#memory.push({ role: 'tool', text: result ?? 'It is done.' });
      isOwed = true;
    }
    return isOwed;
  }

  #endCut(turn: AgentTurn | null): void {
    if (!turn) return;
    turn.end(true);
    if (turn.text !== '') this.#memory.push({ role: 'agent', text: turn.text });
  }

  #endWhole(turn: AgentTurn): void {
    const { hangUp } = this.#options;
    turn.end(false);
    this.#memory.push({ role: 'agent', text: turn.text });
    // Who says goodbye hangs up, as an agent with the system tool for it does.
    if (/^\W*goodbye\b/i.test(turn.text)) hangUp('call ended by agent');
  }

  /** Asks the client for a tool and waits for its result, as long as the tool is set up for. */
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

/** Recognisers know neither capitals nor the word I. */
function tidy(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()).replace(/\bi\b/g, 'I');
}
