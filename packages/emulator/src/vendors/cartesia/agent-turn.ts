import type { AgentOutput } from '../../agent/agent.ts';
import { wait } from '../../clock.ts';
import type { VendorContext } from '../../vendor.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import type { SpeechChunk } from '../../voice/speech-chunks.ts';
import { encodeWire, rateOf } from './audio-format.ts';
import type { FormatName, Wire } from './wire.ts';

/** Length of one piece of audio, in milliseconds. */
const CHUNK_MS = 100;

/** What one turn of the agent is made with. */
export interface AgentTurnOptions {
  readonly context: VendorContext;
  readonly turn: number;
  readonly format: FormatName;
  readonly delivery: 'as_available' | 'speaking_pace';
  readonly voiceId: string;
  readonly speed: number;
  readonly signal: AbortSignal;
  readonly send: (wire: Wire) => void;
  /** How long the call has lasted, in seconds. */
  readonly seconds: () => number;
  /** Has a tool called; gives what the model is told, or `null` where it is not to wait. */
  readonly callTool: (call: Extract<AgentOutput, { type: 'tool-call' }>) => Promise<ToolOutcome>;
}

/** One call of a tool, as the end of its turn tells it. */
export interface ToolOutcome {
  readonly id: string;
  readonly result: string | null;
}

/** One turn of the agent: its sound goes out as fast as was asked for, its words as they are spoken. */
export class AgentTurn {
  readonly #options: AgentTurnOptions;
  readonly #startedAt: number;
  readonly #toolCalls: Wire[] = [];
  /** What has been spoken so far. */
  text = '';

  constructor(options: AgentTurnOptions) {
    this.#options = options;
    this.#startedAt = options.seconds();
    const { turn } = options;
    options.send({ type: 'turn_started', turn, role: 'assistant', start_time: this.#startedAt });
  }

  /** Says something, to its last word. Rejects when the user cuts in. */
  async speak(text: string): Promise<void> {
    const { context, format, voiceId, speed, signal, send, delivery } = this.#options;
    const { pace, jitterMs } = context.timing;
    // What is paced by speaking is not paced faster, unless time is not to pass at all.
    const soundPace = delivery === 'speaking_pace' && pace !== Infinity ? 1 : pace;
    const speech = { voice: context.voice, voiceName: voiceId, speed, signal };
    const options = { ...speech, rateHz: rateOf(format), chunkMs: CHUNK_MS };
    const lead = this.text === '' ? '' : ' ';
    const told: Promise<void>[] = [];
    let before = Promise.resolve();
    for await (const chunk of speakInChunks(text, options)) {
      signal.throwIfAborted();
      const audio = Buffer.from(encodeWire(chunk.samples, format)).toString('base64');
      send({ type: 'audio_output', audio });
      before = this.#tell(chunk, before, told.length === 0 ? lead : '');
      // Who cuts in is met by the loop; these only stop.
      before.catch(() => {});
      told.push(before);
      const pauseMs = chunk.durationMs / soundPace;
      await wait(context.clock, pauseMs === 0 ? 0 : pauseMs + Math.min(pauseMs, jitterMs), signal);
    }
    await before;
  }

  /** Words come as they are spoken, however far ahead their sound is. */
  async #tell({ words, durationMs }: SpeechChunk, before: Promise<void>, lead: string): Promise<void> {
    const { context, signal, send, turn } = this.#options;
    await before;
    for (const [index, word] of words.entries()) {
      signal.throwIfAborted();
      const text = `${index === 0 ? lead : ''}${word}`;
      this.text += text;
      send({ type: 'turn_output_text_delta', turn, role: 'assistant', text });
    }
    const { pace } = context.timing;
    await wait(context.clock, durationMs / (pace === Infinity ? Infinity : Math.min(pace, 1)), signal);
  }

  /** Calls a tool. Rejects when the user cuts in. */
  async call(call: Extract<AgentOutput, { type: 'tool-call' }>): Promise<ToolOutcome> {
    const outcome = await this.#options.callTool(call);
    this.#toolCalls.push({
      id: outcome.id,
      name: call.name,
      arguments: call.arguments,
      ...(outcome.result === null ? {} : { result: outcome.result }),
    });
    return outcome;
  }

  end(interrupted: boolean): void {
    const { send, turn, seconds } = this.#options;
    send({
      type: 'turn_ended',
      turn,
      role: 'assistant',
      text: this.text,
      interrupted,
      start_time: this.#startedAt,
      end_time: seconds(),
      tool_calls: this.#toolCalls,
    });
  }
}
