import { createResampler } from '@repartee/core/audio';
import type { ActivityChange } from '../../audio/voice-activity.ts';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import { describeSpeech } from '../../recognizer/spoken-text.ts';
import type { VendorContext } from '../../vendor.ts';
import { encodeWire, formatName, lengthMs, rateOf } from './audio-format.ts';
import { readAudio } from './client-events.ts';
import { createItem } from './conversation.ts';
import type { Conversation, StoredItem } from './conversation.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { InputBuffer, recognizeAll } from './input-buffer.ts';
import type { Turn } from './input-buffer.ts';
import type { Responder } from './responder.ts';
import type { AudioConfig } from './session-config.ts';
import type { SessionSocket } from './session-socket.ts';
import { Transcriber } from './transcriber.ts';
import { readTurnDetection } from './turn-detection.ts';
import type { TurnDetection } from './turn-detection.ts';

/** The least audio that can be committed, in milliseconds. */
const MIN_COMMIT_MS = 100;

/** The server's prompt to the model after a long silence of the user. */
const IDLE_PROMPT = 'The user has not spoken for a while. Ask whether they are still there.';

export interface UserTurnsOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: SessionSocket;
  readonly conversation: Conversation;
  readonly responder: Responder;
  /** Called when the user interrupts an answer. */
  readonly interrupt: () => void;
}

/** Turns the user's audio into items: by detection or by commits, with transcripts. */
export class UserTurns {
  readonly #options: UserTurnsOptions;
  readonly #buffer: InputBuffer;
  #audio: AudioConfig | null = null;
  #detection: TurnDetection | null = null;
  #open: { readonly id: string; readonly transcriber: Transcriber } | null = null;
  #stopIdling: (() => void) | null = null;
  #resampler: { readonly rateHz: number; readonly of: ReturnType<typeof createResampler> } | null = null;

  constructor(options: UserTurnsOptions) {
    this.#options = options;
    this.#buffer = new InputBuffer(options.context.recognizer, {
      onActivity: (change) =>
        change.type === 'started' ? this.#speechStarted(change) : this.#speechStopped(change),
      onWords: (words) => this.#open?.transcriber.push(words),
    });
  }

  configure(audio: AudioConfig): void {
    const wasDetecting = this.#detection !== null;
    this.#audio = audio;
    this.#detection = readTurnDetection(audio.input['turn_detection'] as Wire | null);
    this.#buffer.configure(formatName(audio.input['format']), this.#detection);
    if (wasDetecting !== (this.#detection !== null)) this.#open = null;
    if (this.#detection?.idleMs == null) this.#endIdling();
  }

  /** Takes audio of a call at a rate in Hz. The buffer keeps it in the session's format. */
  pushSamples(samples: Float32Array, rateHz: number): void {
    // Audio from before the start of the session is dropped.
    if (!this.#audio) return;
    const format = formatName(this.#audio.input['format']);
    if (this.#resampler?.rateHz !== rateOf(format)) {
      const rate = rateOf(format);
      this.#resampler = { rateHz: rate, of: createResampler({ fromHz: rateHz, toHz: rate }) };
    }
    this.append(encodeWire(this.#resampler.of.process(samples), format));
  }

  append(chunk: Uint8Array): void {
    const { durationMs, level } = this.#buffer.append(chunk);
    this.#options.socket.record.addAudio(chunk, durationMs, level);
  }

  clear(): void {
    this.#buffer.clear();
    this.#open = null;
    this.#options.socket.send({ type: 'input_audio_buffer.cleared' });
  }

  /** Commits the buffer. @throws Refusal for too little audio. */
  commit(): void {
    const { bufferedMs } = this.#buffer;
    if (bufferedMs < MIN_COMMIT_MS) {
      const message = `Error committing input audio buffer: buffer too small. Expected at least ${MIN_COMMIT_MS}ms of audio, but buffer only has ${bufferedMs.toFixed(2)}ms of audio.`;
      throw new Refusal('input_audio_buffer_commit_empty', message);
    }
    this.#take();
  }

  close(): void {
    this.#buffer.clear();
    this.#endIdling();
  }

  #speechStarted({ atMs }: ActivityChange): void {
    const { socket, interrupt } = this.#options;
    this.#endIdling();
    const { id } = this.#begin();
    socket.send({ type: 'input_audio_buffer.speech_started', audio_start_ms: atMs, item_id: id });
    if (this.#detection?.canInterrupt) interrupt();
  }

  #speechStopped({ atMs }: ActivityChange): void {
    const { socket } = this.#options;
    const { id } = this.#open ?? this.#begin();
    socket.send({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: atMs, item_id: id });
    this.#take();
    if (this.#detection?.canRespond) this.#respond();
  }

  #begin(): { readonly id: string; readonly transcriber: Transcriber } {
    const id = createId(this.#options.random, 'item');
    this.#open = { id, transcriber: this.#createTranscriber(id) };
    return this.#open;
  }

  #createTranscriber(itemId: string): Transcriber {
    const { context, random, socket } = this.#options;
    const config = (this.#audio?.input['transcription'] ?? null) as Wire | null;
    const isUsageTold = context.usageReports !== 'missing';
    return new Transcriber({ itemId, config, random, isUsageTold, send: (event) => socket.send(event) });
  }

  #respond(): void {
    const { responder, socket } = this.#options;
    try {
      responder.start({}, { isAfterCancelled: true });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      socket.sendError(error, null);
    }
  }

  /** Creates an item from the buffer. */
  #take(): void {
    const { id, transcriber } = this.#open ?? this.#begin();
    this.#open = null;
    const turn = this.#buffer.commit();
    const item = this.#createAudioItem(id, turn.audio, turn.audioMs);
    item.pending = this.#transcribe(item, turn, transcriber);
    this.#add(item);
  }

  #createAudioItem(id: string, inputAudio: Uint8Array, inputMs: number): StoredItem {
    const content = [{ type: 'input_audio', transcript: null }];
    const wire = { id, type: 'message', status: 'completed', role: 'user', content };
    return createItem({ wire, inputAudio, inputMs });
  }

  #add(item: StoredItem): void {
    const { conversation, socket } = this.#options;
    const previous = conversation.add(item);
    const about = { previous_item_id: previous, item: { ...item.wire } };
    socket.send({
      type: 'input_audio_buffer.committed',
      previous_item_id: previous,
      item_id: item.wire['id'],
    });
    socket.send({ type: 'conversation.item.added', ...about });
    socket.send({ type: 'conversation.item.done', ...about });
  }

  async #transcribe(
    item: StoredItem,
    turn: Pick<Turn, 'words' | 'voicedMs'>,
    transcriber: Transcriber,
  ): Promise<void> {
    let failure: unknown = null;
    const words = await turn.words.catch((error: unknown) => {
      failure = error;
      return null;
    });
    item.words = describeSpeech(words, turn.voicedMs);
    item.pending = null;
    if (failure) transcriber.fail(failure);
    else void transcriber.complete(item, () => this.#options.responder.whenIdle());
  }

  /** Takes the audio of an item that the client created, and transcribes it. */
  transcribeItem(item: StoredItem): void {
    const content = (item.wire['content'] ?? []) as readonly Wire[];
    const spoken = content.find((part) => part['type'] === 'input_audio');
    if (!spoken) return;
    const format = formatName(this.#audio?.input['format']);
    item.inputAudio = readAudio(String(spoken['audio']), 'item.content.audio');
    item.inputMs = lengthMs(item.inputAudio.length, format);
    item.wire['content'] = content.map(({ audio: _audio, ...part }) =>
      part['type'] === 'input_audio' ? { transcript: null, ...part } : part,
    );
    if (item.words !== '') return;
    const words = recognizeAll(this.#options.context.recognizer, item.inputAudio, format);
    item.pending = this.#transcribe(
      item,
      { words, voicedMs: item.inputMs },
      this.#createTranscriber(String(item.wire['id'])),
    );
  }

  /** Called when an answer is complete. The silence counts from the end of its playback. */
  beginIdling(playedMs: number): void {
    const idleMs = this.#detection?.idleMs;
    this.#endIdling();
    // An answer that was interrupted ends while the user speaks.
    if (idleMs == null || this.#buffer.isSpeech) return;
    const fromMs = this.#buffer.positionMs;
    this.#stopIdling = this.#options.socket.later(idleMs + playedMs, () =>
      this.#idled(fromMs + Math.round(playedMs)),
    );
  }

  #endIdling(): void {
    this.#stopIdling?.();
    this.#stopIdling = null;
  }

  #idled(fromMs: number): void {
    const { socket, conversation, random } = this.#options;
    const id = createId(random, 'item');
    const atMs = this.#buffer.positionMs;
    const span = { audio_start_ms: Math.min(fromMs, atMs), audio_end_ms: atMs };
    socket.send({ type: 'input_audio_buffer.timeout_triggered', ...span, item_id: id });
    const content = [{ type: 'input_text', text: IDLE_PROMPT }];
    const prompt = {
      id: createId(random, 'item'),
      type: 'message',
      status: 'completed',
      role: 'system',
      content,
    };
    const previous = conversation.add(createItem({ wire: prompt, words: IDLE_PROMPT }));
    for (const stage of ['added', 'done']) {
      socket.send({ type: `conversation.item.${stage}`, previous_item_id: previous, item: prompt });
    }
    const item = this.#createAudioItem(id, this.#buffer.commit().audio, 0);
    this.#add(item);
    this.#respond();
    void this.#createTranscriber(id).complete(item, () => this.#options.responder.whenIdle());
  }
}
