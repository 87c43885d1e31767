import type { AgentOutput } from '../../agent/agent.ts';
import { wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { createId, randomLetters } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import { encodeWire, rateOf } from './audio-format.ts';
import { createItem } from './conversation.ts';
import type { Conversation, StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';
import type { Speaker } from './playout.ts';
import type { ResponseTarget } from './response-config.ts';
import { outputAudioTokens, textTokens } from './usage.ts';
import type { InputCount } from './usage.ts';

/** Length of one piece of audio, in milliseconds. */
const CHUNK_MS = 100;

/** The words run ahead of their sound, as they do on the real wire: by so many chunks, and so many times as fast. */
const LEAD_CHUNKS = 4;
const LEAD_RATIO = 1.5;
const dueShare = (index: number, count: number) => ((index + LEAD_CHUNKS) / count) * LEAD_RATIO;

const NOTHING = { text: 0, audio: 0, image: 0 };

/** The delay of the pieces of a text and of a call's arguments after the words before them, in milliseconds. */
const TEXT_STEP_MS = 2;

/** Letters of a call's arguments in one delta. */
const ARGUMENTS_STEP = 6;

export interface ResponseRunOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly responseId: string;
  /** `null` for an out-of-band response, whose items belong to no conversation. */
  readonly conversation: Conversation | null;
  readonly config: ResponseTarget;
  readonly send: (event: Wire) => void;
  readonly signal: AbortSignal;
  /** Ends the response because it is as long as it may be. */
  readonly stop: () => void;
  /** Called when audio is sent. */
  readonly onAudio: () => void;
  /** Plays the audio of a call; `null` if events carry the audio. */
  readonly speaker: Speaker | null;
}

/** The place of an event in a response. */
interface Place {
  readonly item: StoredItem;
  readonly index: number;
  readonly previousId: string | null;
  /** Fields of the events about the content. */
  readonly at: Wire;
}

/** One response while it is being made: its items, and what it has cost. */
export class ResponseRun {
  readonly items: StoredItem[] = [];
  input: InputCount = { all: NOTHING, cached: NOTHING };
  textTokens = 0;
  audioMs = 0;
  readonly #options: ResponseRunOptions;

  constructor(options: ResponseRunOptions) {
    this.#options = options;
  }

  /** Performs one output of the agent. An abort ends it early, with all of its closing events. */
  async perform(output: AgentOutput): Promise<void> {
    if (output.type === 'tool-call') return this.#callTool(output);
    const place = this.#begin(this.#newMessage(output.purpose === 'comment'));
    if (this.#options.config.modality === 'text') await this.#write(output.text, place);
    else await this.#speak(output.text, place);
    this.#end(place);
  }

  #begin(wire: Wire): Place {
    const { send, conversation, responseId } = this.#options;
    const index = this.items.length;
    const item = createItem({ wire });
    this.items.push(item);
    send({
      type: 'response.output_item.added',
      response_id: responseId,
      output_index: index,
      item: { ...wire },
    });
    const previousId = conversation ? conversation.add(item) : null;
    if (conversation)
      send({ type: 'conversation.item.added', previous_item_id: previousId, item: { ...wire } });
    const at = { response_id: responseId, item_id: wire['id'], output_index: index, content_index: 0 };
    return { item, index, previousId, at };
  }

  #end({ item, index, previousId }: Place): void {
    const { send, conversation, responseId, signal, config } = this.#options;
    item.wire['status'] = signal.aborted ? 'incomplete' : 'completed';
    if (conversation) {
      // The real wire leaves the predecessor out of finished speech and calls, and gives it for text.
      const previous = config.modality === 'text' && item.wire['type'] === 'message' ? previousId : null;
      send({ type: 'conversation.item.done', previous_item_id: previous, item: { ...item.wire } });
    }
    send({
      type: 'response.output_item.done',
      response_id: responseId,
      output_index: index,
      item: { ...item.wire },
    });
  }

  #newMessage(isComment: boolean): Wire {
    const id = createId(this.#options.random, 'item');
    const message = { id, type: 'message', status: 'in_progress', role: 'assistant', content: [] };
    if (!this.#options.config.hasPhases) return message;
    // In no type, but on the wire of the newer models (recorded in 2026).
    return { ...message, phase: isComment ? 'commentary' : 'final_answer' };
  }

  async #write(text: string, { item, at }: Place): Promise<void> {
    const { send, signal } = this.#options;
    send({ type: 'response.content_part.added', ...at, part: { type: 'text', text: '' } });
    for (const delta of splitWords(text)) {
      if (signal.aborted) break;
      item.words += delta;
      send({ type: 'response.output_text.delta', ...at, delta, ...this.#padding() });
      this.#spend(delta);
      await this.#pause(TEXT_STEP_MS);
    }
    item.wire['content'] = [{ type: 'output_text', text: item.words }];
    send({ type: 'response.output_text.done', ...at, text: item.words });
    send({ type: 'response.content_part.done', ...at, part: { type: 'text', text: item.words } });
  }

  async #speak(text: string, { item, at }: Place): Promise<void> {
    const { send } = this.#options;
    send({ type: 'response.content_part.added', ...at, part: { type: 'audio', transcript: '' } });
    item.audioMs = 0;
    const spoken = { transcript: '' };
    try {
      await this.#stream(text, item, { at, spoken });
    } finally {
      const { transcript } = spoken;
      this.#options.speaker?.endItem(String(at['item_id']));
      if (!item.isCut) item.wire['content'] = [{ type: 'output_audio', transcript }];
      send({ type: 'response.output_audio.done', ...at });
      send({ type: 'response.output_audio_transcript.done', ...at, transcript });
      send({ type: 'response.content_part.done', ...at, part: { type: 'audio', transcript } });
    }
  }

  /** Words run ahead of their sound, as they do on the real wire. */
  async #stream(
    text: string,
    item: StoredItem,
    out: { at: Wire; spoken: { transcript: string } },
  ): Promise<void> {
    const { send, signal, context, config, onAudio } = this.#options;
    const rateHz = rateOf(config.format);
    const speech = { voice: context.voice, voiceName: config.voice, speed: config.speed, rateHz, signal };
    const chunks = speakInChunks(text, { ...speech, chunkMs: CHUNK_MS, dueShare });
    for await (const { words, samples, durationMs } of chunks) {
      for (const delta of words) {
        out.spoken.transcript += delta;
        send({ type: 'response.output_audio_transcript.delta', ...out.at, delta, ...this.#padding() });
        this.#spend(delta);
      }
      if (!item.isCut) item.words = out.spoken.transcript;
      if (signal.aborted) return;
      this.#sendAudio(out.at, encodeWire(samples, config.format));
      if (!item.isCut) item.audioMs = (item.audioMs ?? 0) + durationMs;
      this.audioMs += durationMs;
      this.#spend('');
      onAudio();
      await this.#pause(durationMs / context.timing.pace);
      if (signal.aborted) return;
    }
  }

  #sendAudio(at: Wire, bytes: Uint8Array): void {
    const { send, speaker, config } = this.#options;
    if (speaker) speaker.play(at, bytes, config.format);
    else send({ type: 'response.output_audio.delta', ...at, delta: Buffer.from(bytes).toString('base64') });
  }

  async #callTool({ name, arguments: values }: Extract<AgentOutput, { type: 'tool-call' }>): Promise<void> {
    const { send, random, signal } = this.#options;
    const callId = `call_${randomLetters(random, 16)}`;
    const wire = {
      id: createId(random, 'item'),
      type: 'function_call',
      status: 'in_progress',
      name,
      call_id: callId,
      arguments: '',
    };
    const place = this.#begin(wire);
    const { content_index: _none, ...about } = place.at;
    const at = { ...about, call_id: callId };
    const text = JSON.stringify(values);
    let written = '';
    while (written.length < text.length && !signal.aborted) {
      const delta = text.slice(written.length, written.length + ARGUMENTS_STEP);
      written += delta;
      send({ type: 'response.function_call_arguments.delta', ...at, delta, ...this.#padding() });
      this.#spend(delta);
      await this.#pause(TEXT_STEP_MS);
    }
    place.item.wire['arguments'] = written;
    send({ type: 'response.function_call_arguments.done', ...at, name, arguments: written });
    this.#end(place);
  }

  /** Counts what goes out, and ends the response at its limit. */
  #spend(text: string): void {
    this.textTokens += textTokens(text);
    const { config, stop } = this.#options;
    if (this.textTokens + outputAudioTokens(this.audioMs) >= config.maxTokens) stop();
  }

  /** Random padding: in no type, but on the wire (recorded in 2026). */
  #padding(): Wire {
    const { random } = this.#options;
    return { obfuscation: randomLetters(random, 4 + Math.floor(random() * 12)) };
  }

  /** Waits between two pieces; an abort is not an error here: the caller looks at the signal. */
  async #pause(ms: number): Promise<void> {
    const { context, random, signal } = this.#options;
    const jitterMs = random() * context.timing.jitterMs;
    await wait(context.clock, ms === 0 ? 0 : ms + jitterMs, signal).catch(() => {});
  }
}

/** Cuts a text into pieces that a model would stream: a word with the space before it. */
function splitWords(text: string): readonly string[] {
  return text.match(/\s*\S+/g) ?? [];
}
