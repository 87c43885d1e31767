import { createResampler, encodeG711, floatToPcm16 } from '@repartee/core/audio';
import type { AgentOutput } from '../../agent/agent.ts';
import { wait } from '../../clock.ts';
import { createId } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import { splitSentences } from '../../voice/sentences.ts';
import type { Speech } from '../../voice/voice.ts';
import type { Conversation, StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';

/** Length of one audio delta, in milliseconds. */
const CHUNK_MS = 100;

/** What a response writes to. */
export interface ResponseTarget {
  readonly context: VendorContext;
  readonly responseId: string;
  /** `null` for an out-of-band response, whose items belong to no conversation. */
  readonly conversation: Conversation | null;
  readonly config: {
    readonly modality: 'audio' | 'text';
    readonly format: Wire;
    readonly voice: string;
    readonly speed: number;
  };
  readonly isReasoning: boolean;
  readonly send: (event: Wire) => void;
  readonly signal: AbortSignal;
  /** Called with each piece of audio as it goes out. */
  readonly onAudio: (ms: number) => void;
}

/** One response while it is being made: its items and what it has produced. */
export class ResponseRun {
  readonly output: Wire[] = [];
  readonly #target: ResponseTarget;
  text = '';
  audioMs = 0;

  constructor(target: ResponseTarget) {
    this.#target = target;
  }

  /** Performs one thing that the agent does. An abort ends it early, with all its closing events. */
  async perform(output: AgentOutput): Promise<void> {
    if (output.type === 'tool-call') return this.#callTool(output);
    if (this.#target.config.modality === 'text') return this.#write(output.text);
    return this.#speak(output.text);
  }

  #begin(wire: Wire): { readonly item: StoredItem; readonly index: number } {
    const { send, conversation, responseId } = this.#target;
    const index = this.output.length;
    const item: StoredItem = { wire, words: '', audioMs: null, inputMs: 0 };
    this.output.push(wire);
    send({
      type: 'response.output_item.added',
      response_id: responseId,
      output_index: index,
      item: { ...wire },
    });
    if (conversation) {
      const previous = conversation.add(item);
      send({ type: 'conversation.item.added', previous_item_id: previous, item: { ...wire } });
    }
    return { item, index };
  }

  #finish(item: StoredItem, index: number): void {
    const { send, conversation, responseId, signal } = this.#target;
    item.wire['status'] = signal.aborted ? 'incomplete' : 'completed';
    // The predecessor of a finished item of the agent is left out on the real wire more often than not.
    if (conversation)
      send({ type: 'conversation.item.done', previous_item_id: null, item: { ...item.wire } });
    send({
      type: 'response.output_item.done',
      response_id: responseId,
      output_index: index,
      item: { ...item.wire },
    });
  }

  #newMessage(): Wire {
    const { context, isReasoning } = this.#target;
    const base = {
      id: createId(context.random, 'item'),
      type: 'message',
      status: 'in_progress',
      role: 'assistant',
      content: [],
    };
    // In no type and on the wire of the newer models (recorded in summer 2026).
    return isReasoning ? { ...base, phase: 'final_answer' } : base;
  }

  async #write(text: string): Promise<void> {
    const { send, responseId, signal, context } = this.#target;
    const { item, index } = this.#begin(this.#newMessage());
    const at = { response_id: responseId, item_id: item.wire['id'], output_index: index, content_index: 0 };
    send({ type: 'response.content_part.added', ...at, part: { type: 'text', text: '' } });
    let written = '';
    for (const delta of splitWords(text)) {
      if (signal.aborted) break;
      written += delta;
      send({ type: 'response.output_text.delta', ...at, delta, ...this.#padding() });
      await pause(context, 2, signal);
    }
    this.text += written;
    item.words = written;
    item.wire['content'] = [{ type: 'output_text', text: written }];
    send({ type: 'response.output_text.done', ...at, text: written });
    send({ type: 'response.content_part.done', ...at, part: { type: 'text', text: written } });
    this.#finish(item, index);
  }

  async #speak(text: string): Promise<void> {
    const { send, responseId, signal } = this.#target;
    const { item, index } = this.#begin(this.#newMessage());
    const at = { response_id: responseId, item_id: item.wire['id'], output_index: index, content_index: 0 };
    send({ type: 'response.content_part.added', ...at, part: { type: 'audio', transcript: '' } });
    item.audioMs = 0;
    item.wire['content'] = [{ type: 'output_audio', transcript: '' }];
    let said = '';
    // All sentences are given to the voice at once: the next is ready when the one before has gone out.
    const sentences = splitSentences(text).map((sentence) => {
      const speech = this.#target.context.voice.speak(sentence, this.#target.config.voice);
      // An answer that is cut short never looks at the rest.
      speech.catch(() => {});
      return { sentence, speech };
    });
    for (const { sentence, speech } of sentences) {
      if (signal.aborted) break;
      const lead = said === '' ? '' : ' ';
      said += await this.#speakSentence(lead + sentence, await speech, at, item);
    }
    this.text += said;
    item.words = said;
    item.wire['content'] = [{ type: 'output_audio', transcript: said }];
    send({ type: 'response.output_audio.done', ...at });
    send({ type: 'response.output_audio_transcript.done', ...at, transcript: said });
    send({ type: 'response.content_part.done', ...at, part: { type: 'audio', transcript: said } });
    this.#finish(item, index);
  }

  /** The words of a sentence run ahead of its sound, as they do on the real wire. Returns the words that went out. */
  async #speakSentence(sentence: string, speech: Speech, at: Wire, item: StoredItem): Promise<string> {
    const { send, signal, context, config, onAudio } = this.#target;
    if (signal.aborted) return '';
    for (const delta of splitWords(sentence)) {
      send({ type: 'response.output_audio_transcript.delta', ...at, delta, ...this.#padding() });
    }
    for (const chunk of encodeChunks(speech.samples, speech.sampleRateHz * config.speed, config.format)) {
      if (signal.aborted) break;
      send({
        type: 'response.output_audio.delta',
        ...at,
        delta: Buffer.from(chunk.bytes).toString('base64'),
      });
      item.audioMs = (item.audioMs ?? 0) + chunk.ms;
      this.audioMs += chunk.ms;
      onAudio(chunk.ms);
      await pause(context, chunk.ms / context.timing.pace, signal);
    }
    return sentence;
  }

  async #callTool({ name, arguments: values }: Extract<AgentOutput, { type: 'tool-call' }>): Promise<void> {
    const { send, responseId, context, signal } = this.#target;
    const callId = createId(context.random, 'call').slice(0, 21);
    const id = createId(context.random, 'item');
    const wire = { id, type: 'function_call', status: 'in_progress', name, call_id: callId, arguments: '' };
    const { item, index } = this.#begin(wire);
    const at = { response_id: responseId, item_id: id, output_index: index, call_id: callId };
    const text = JSON.stringify(values);
    for (let start = 0; start < text.length && !signal.aborted; start += 8) {
      const delta = text.slice(start, start + 8);
      send({ type: 'response.function_call_arguments.delta', ...at, delta, ...this.#padding() });
      await pause(context, 1, signal);
    }
    item.wire['arguments'] = text;
    this.text += name + text;
    if (!signal.aborted)
      send({ type: 'response.function_call_arguments.done', ...at, name, arguments: text });
    this.#finish(item, index);
  }

  /** Random padding, in no type and on the wire (recorded in summer 2026). */
  #padding(): Wire {
    const { random } = this.#target.context;
    return { obfuscation: createId(random, 'x').slice(2, 4 + Math.floor(random() * 12)) };
  }
}

/** Waits between two pieces; an abort is no error here: the caller looks at the signal. */
async function pause(context: VendorContext, ms: number, signal: AbortSignal): Promise<void> {
  const jitterMs = context.random() * context.timing.jitterMs;
  await wait(context.clock, ms + jitterMs, signal).catch(() => {});
}

/** Cuts a text into pieces that a model would stream: a word with the space before it. */
function splitWords(text: string): readonly string[] {
  return text.match(/\s*\S+/g) ?? [];
}

function encodeChunks(
  samples: Float32Array,
  fromHz: number,
  format: Wire,
): readonly { readonly bytes: Uint8Array; readonly ms: number }[] {
  const toHz = format['type'] === 'audio/pcm' ? 24_000 : 8_000;
  const resampler = createResampler({ fromHz: Math.round(fromHz / 100) * 100, toHz });
  const resampled = [resampler.process(samples), resampler.flush()];
  const whole = Float32Array.from([...(resampled[0] ?? []), ...(resampled[1] ?? [])]);
  const size = (toHz * CHUNK_MS) / 1000;
  return Array.from({ length: Math.ceil(whole.length / size) }, (_, index) => {
    const piece = whole.subarray(index * size, (index + 1) * size);
    const law = format['type'] === 'audio/pcmu' ? 'ulaw' : 'alaw';
    const bytes = toHz === 24_000 ? floatToPcm16(piece) : encodeG711(piece, law);
    return { bytes, ms: (piece.length / toHz) * 1000 };
  });
}
