import type { AgentOutput } from '../../agent/agent.ts';
import { wait } from '../../clock.ts';
import type { VendorContext } from '../../vendor.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import type { SpeechChunk } from '../../voice/speech-chunks.ts';
import { encodeWire, rateOf } from '../../audio/named-format.ts';
import type { FormatName, Wire } from './frames.ts';

/** Length of one piece of audio, in milliseconds. */
const CHUNK_MS = 100;

export interface AgentTurnOptions {
  readonly context: VendorContext;
  readonly turn: number;
  readonly format: FormatName;
  readonly delivery: 'as_available' | 'speaking_pace';
  readonly voiceId: string;
  readonly speed: number;
  readonly signal: AbortSignal;
  readonly send: (wire: Wire) => void;
  /** The duration of the call so far, in seconds. */
  readonly seconds: () => number;
  /** Calls a tool. Returns its output for the model; `null` if the model does not wait for it. */
  readonly callTool: (call: Extract<AgentOutput, { type: 'tool-call' }>) => Promise<ToolOutcome>;
}

/** One tool call, as the event at the end of the turn reports it. */
export interface ToolOutcome {
  readonly id: string;
  readonly result: string | null;
}

/** One turn of the agent: audio at the requested pace, words as they are spoken. */
export class AgentTurn {
  readonly #options: AgentTurnOptions;
  readonly #startedAt: number;
  readonly #toolCalls: Wire[] = [];
  /** The words that have been spoken so far. */
  text = '';

  constructor(options: AgentTurnOptions) {
    this.#options = options;
    this.#startedAt = options.seconds();
    const { turn } = options;
    options.send({ type: 'turn_started', turn, role: 'assistant', start_time: this.#startedAt });
  }

  /** Speaks a text to its end. Rejects when the user interrupts. */
  async speak(text: string): Promise<void> {
    const { context, format, voiceId, speed, signal, send, delivery } = this.#options;
    const { pace, jitterMs } = context.timing;
    // `speaking_pace` means real time, unless the pace is `Infinity`.
    const soundPace = delivery === 'speaking_pace' && pace !== Infinity ? 1 : pace;
    const speech = { voice: context.voice, voiceName: voiceId, speed, signal };
    const options = { ...speech, rateHz: rateOf(format), chunkMs: CHUNK_MS };
    const lead = this.text === '' ? '' : ' ';
    const announced: Promise<void>[] = [];
    let before = Promise.resolve();
    for await (const chunk of speakInChunks(text, options)) {
      signal.throwIfAborted();
      const audio = Buffer.from(encodeWire(chunk.samples, format)).toString('base64');
      send({ type: 'audio_output', audio });
      before = this.#sendWords(chunk, before, announced.length === 0 ? lead : '');
      // The loop below reports the interruption. The timers only stop.
      before.catch(() => {});
      announced.push(before);
      const pauseMs = chunk.durationMs / soundPace;
      await wait(context.clock, pauseMs === 0 ? 0 : pauseMs + Math.min(pauseMs, jitterMs), signal);
    }
    await before;
  }

  /** Sends words as they are spoken, however far ahead their audio is. */
  async #sendWords({ words, durationMs }: SpeechChunk, before: Promise<void>, lead: string): Promise<void> {
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

  /** Calls a tool. Rejects when the user interrupts. */
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
