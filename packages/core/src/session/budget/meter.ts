import { durationMs } from '../../protocol/audio-format.ts';
import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ConversationItem } from '../../protocol/conversation-item.ts';
import type { Metering, PriceTable } from '../../protocol/price-table.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import type { VisionWire } from '../../protocol/vision-wire.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { readImageHeader } from '../../util/image-header.ts';
import { RecentMap } from '../../util/recent.ts';
import { audioTokens, ContextModel } from './context-model.ts';
import type { ItemContent } from './context-model.ts';
import { HeardSpeech } from './heard-speech.ts';
import { Ledger } from './ledger.ts';
import type { Posting } from './ledger.ts';
import { tariffOf } from './pricing.ts';
import { ResponseMeter } from './response-meter.ts';
import { Stopwatch } from './stopwatch.ts';
import type { Moment } from './stopwatch.ts';
import { createTally, NOTHING, plus } from './tally.ts';
import type { Tally } from './tally.ts';

/** The options of a meter. */
export interface MeterOptions {
  /** `null` where no prices are known: then only what the vendor reports is counted. */
  readonly table: PriceTable | null;
  readonly input: AudioFormat;
  readonly output: AudioFormat;
  /** The tokens of an image by its size, where the vendor tells them. @default `tokensPerImage` of the table */
  readonly estimateImage?: VisionWire['estimateTokens'] | undefined;
}

/** In pixels. */
type ImageSize = Parameters<VisionWire['estimateTokens']>[0];

/** The assumed duration of a user's turn before the first one, in milliseconds. */
const FIRST_GUESS_MS = 3_000;

/**
 * Keeps the ledger of a session. It receives every command, every event of the vendor and the time. It has no clock and
 * knows no vendor: the rules of counting are data.
 */
export class Meter {
  readonly ledger = new Ledger();
  readonly stopwatch: Stopwatch;
  readonly context: ContextModel;
  readonly responses: ResponseMeter;
  readonly #options: MeterOptions;
  readonly #metering: Metering;
  readonly #speech = new HeardSpeech();
  /** The turns of the last items, whose transcripts come late. */
  readonly #turnOf = new RecentMap<string, number>();
  #model: string;
  #transcriptionModel: string;
  #isTranscribed = false;
  #connection = 0;
  #now: Moment | null = null;
  #hasHandle = false;
  #instructions = '';
  #tools = 0;
  #isUserSpeaking = false;
  #speechStartMs: number | null = null;
  /** Audio of the user's that no response has taken in yet. */
  #pendingMs = 0;
  #userAudioMs = 0;
  /** The time that the vendor bills, up to now and of this turn. */
  #seenMs = 0;
  #billedMs = 0;
  /** The number of the user's turns. */
  turn = 0;

  constructor(options: MeterOptions) {
    const { table } = options;
    this.#options = options;
    // Without rates, and where time is billed, letters are no tokens: only what is reported counts.
    this.#metering =
      table?.metering.unit === 'tokens'
        ? table.metering
        : { ...(table?.metering ?? { unit: 'tokens' }), lettersPerToken: Infinity };
    this.#model = table?.defaultModel ?? '';
    this.#transcriptionModel = table?.defaultTranscriptionModel ?? '';
    this.stopwatch = new Stopwatch(table?.metering ?? null);
    this.context = new ContextModel(this.#metering);
    this.responses = new ResponseMeter(this.ledger, this.#metering, this.context);
  }

  /** Time has gone on, or the session has changed. */
  advance(moment: Moment): void {
    const before = this.#now;
    this.#now = moment;
    this.stopwatch.advance(moment);
    if (before?.isLive && before.phase === 'speaking') this.responses.hear(moment.atMs - before.atMs);
    if (before?.isLive && !moment.isLive) this.#endConnection();
    if (this.#metering.unit === 'seconds') this.#billTime();
    this.responses.settle();
  }

  #billTime(): void {
    const { billedMs } = this.stopwatch;
    const posting = this.#posting('clock', String(this.turn));
    this.#billedMs += billedMs - this.#seenMs;
    this.#seenMs = billedMs;
    this.ledger.estimate(posting, createTally({ ms: this.#billedMs }));
  }

  /** A turn of the user's begins, by voice or in writing. */
  beginTurn(itemId: string | null, isWritten: boolean): void {
    this.turn += 1;
    this.#billedMs = 0;
    if (itemId) this.#turnOf.set(itemId, this.turn);
    if (!isWritten || !itemId) return;
    this.ledger.estimate(this.#posting('message', itemId), createTally({ messages: 1 }));
  }

  /** The expected usage of the next response, if the conversation continues as before. */
  get nextTurn(): Tally {
    const userAudioMs = this.turn > 0 ? this.#userAudioMs / this.turn : FIRST_GUESS_MS;
    return plus(this.context.input({ userAudioMs }), this.responses.averageOutput);
  }

  /** The same, if the vendor remembered only the last turn. */
  get nextTrimmedTurn(): Tally {
    return plus(this.context.inputOfLast(2), this.responses.averageOutput);
  }

  /** Whether a turn of the user is known to be unanswered. */
  get isUserHeard(): boolean {
    return this.#isUserSpeaking || this.#speech.isHeard;
  }

  /** The model whose price the next response has. */
  get model(): string {
    return this.#model;
  }

  send(command: ClientCommand): void {
    switch (command.type) {
      case 'append-audio':
        return this.#takeUserAudio(command.audio);
      case 'begin-turn':
        this.#isUserSpeaking = true;
        this.#pendingMs = 0;
        return;
      case 'clear-input':
        this.#isUserSpeaking = false;
        this.#pendingMs = 0;
        return;
      case 'configure':
        return this.#configure(command);
      case 'create-item':
        return this.context.add(command.item.id, this.#contentOf(command.item));
      case 'seed-history':
        for (const item of command.items) this.context.add(item.id, this.#contentOf(item));
        return;
      case 'send-tool-output':
        return this.context.add(command.itemId, { letters: command.output.length });
      case 'remove-item':
        return this.context.remove(command.itemId);
      case 'truncate-item':
        return this.context.truncate(command.itemId, command.audioEndMs);
    }
  }

  #configure({ config, isInitial }: Extract<ClientCommand, { type: 'configure' }>): void {
    if (isInitial) {
      this.#connection += 1;
      if (!this.#hasHandle) this.context.reset();
      this.#instructions = '';
      this.#tools = 0;
    }
    this.#model = config.model ?? this.#model;
    const { instructions, tools, transcription } = config;
    if (transcription !== undefined) this.#isTranscribed = transcription !== 'off';
    if (typeof transcription === 'object' && transcription.model)
      this.#transcriptionModel = transcription.model;
    if (instructions !== undefined) this.#instructions = instructions;
    if (tools) this.#tools = tools.length > 0 ? JSON.stringify(tools).length : 0;
    if (isInitial) this.#adoptPreamble();
  }

  /** A change applies once the vendor has acknowledged it: a response that starts before uses the old configuration. */
  #adoptPreamble(): void {
    this.context.setPreamble(this.#instructions.length + this.#tools);
  }

  /** Takes an event of the vendor's. */
  hear(event: ServerEvent): void {
    switch (event.type) {
      case 'session-configured':
        this.#model = event.model ?? this.#model;
        return this.#adoptPreamble();
      case 'resume-handle-received':
        this.#hasHandle = event.handle !== null;
        return;
      case 'speech-started':
        this.#isUserSpeaking = true;
        this.#speechStartMs = event.audioStartMs;
        if (!this.#metering.countSilence) this.#pendingMs = 0;
        return;
      case 'speech-stopped':
        return this.#endSpeech(event.audioEndMs);
      case 'turn-committed':
        return this.#commit(event.itemId);
      case 'input-transcript-done':
        if (event.usage) this.ledger.report(this.#transcriptionOf(event.itemId), event.usage);
        return;
      default:
        this.#hearAgent(event);
    }
  }

  #hearAgent(event: ServerEvent): void {
    switch (event.type) {
      case 'response-started':
        return this.responses.begin(this.#posting('response', event.responseId), event.isOutOfBand);
      case 'audio-delta': {
        const audioMs = durationMs(event.audio.byteLength, this.#options.output);
        return this.responses.take(event.responseId, event.itemId, { audioMs });
      }
      case 'text-delta':
      case 'output-transcript-delta':
        return this.responses.take(event.responseId, event.itemId, { letters: event.delta.length });
      case 'tool-call-requested': {
        const letters = event.name.length + event.argumentsText.length;
        if (event.responseId) this.responses.take(event.responseId, event.itemId, { letters });
        return;
      }
      case 'response-done':
        return this.responses.end(this.#posting('response', event.responseId), event.usage);
      case 'usage-received':
        return this.responses.report(this.#posting('response', event.responseId), event.usage);
    }
  }

  #takeUserAudio(audio: Uint8Array): void {
    const { input } = this.#options;
    const audioMs = durationMs(audio.byteLength, input);
    if (this.#isUserSpeaking || this.#metering.countSilence) this.#pendingMs += audioMs;
    if (!this.#metering.countSilence) return;
    this.#speech.push(audio, audioMs, input);
    this.#estimateInput();
  }

  /**
   * Counts streamed audio as input, where the vendor bills silence, until the report of an answer says how much it
   * was.
   */
  #estimateInput(): void {
    const inputAudio = audioTokens(this.#metering.inputMsPerToken, this.#pendingMs);
    this.ledger.estimate(
      this.#posting('input', `${this.#connection} ${this.turn}`),
      inputAudio ? createTally({ inputAudio }) : NOTHING,
    );
  }

  #endSpeech(audioEndMs: number | null): void {
    this.#isUserSpeaking = false;
    if (this.#metering.countSilence || audioEndMs === null || this.#speechStartMs === null) return;
    this.#pendingMs = Math.max(0, audioEndMs - this.#speechStartMs);
  }

  #commit(itemId: string): void {
    this.#isUserSpeaking = false;
    this.#adoptPreamble();
    // Silence may be billed, and is no part of what the vendor remembers.
    const userAudioMs = this.#metering.countSilence ? this.#speech.take() : this.#pendingMs;
    this.#userAudioMs += userAudioMs;
    this.context.add(itemId, { userAudioMs });
    this.#pendingMs = 0;
    if (this.#metering.countSilence) this.#estimateInput();
    this.beginTurn(itemId, false);
    this.#estimateTranscription(itemId, userAudioMs);
  }

  /** Speech is written down by another model, which is billed by time or by tokens. */
  #estimateTranscription(itemId: string, audioMs: number): void {
    if (!this.#isTranscribed || !this.#transcriptionModel) return;
    const posting = this.#transcriptionOf(itemId);
    const isTimed = tariffOf(this.#options.table, posting.model)?.perMinute !== undefined;
    const inputAudio = audioTokens(this.#metering.inputMsPerToken, audioMs);
    this.ledger.estimate(posting, createTally(isTimed ? { ms: audioMs } : { inputAudio }));
  }

  #endConnection(): void {
    this.responses.drop();
    this.#isUserSpeaking = false;
    this.#pendingMs = 0;
  }

  #transcriptionOf(itemId: string): Posting {
    const turn = this.#turnOf.get(itemId) ?? this.turn;
    return { source: 'transcription', id: itemId, model: this.#transcriptionModel, turn };
  }

  #posting(source: Posting['source'], id: string): Posting {
    return { source, id, model: this.#model, turn: this.turn };
  }

  /** An image of a live view is in the vendor's context, in the place of another one or beside it. */
  see(image: ImageSize & { readonly id: string }): void {
    this.context.add(image.id, { imageTokens: this.#imageTokens(image) });
  }

  #imageTokens(size: ImageSize | null): number {
    const { tokensPerImage = 0 } = this.#metering;
    const { table, estimateImage } = this.#options;
    if (!size || table?.metering.unit !== 'tokens') return tokensPerImage;
    return estimateImage?.(size) ?? tokensPerImage;
  }

  #contentOf(item: ConversationItem): ItemContent {
    if (item.type === 'tool-output') return { letters: item.output.length };
    if (item.type === 'tool-call') return { letters: item.name.length + item.argumentsText.length };
    if (item.type !== 'message') return {};
    const texts = item.content.map((part) => (part.type === 'text' ? part.text.length : 0));
    const images = item.content.map((part) =>
      part.type === 'image' ? this.#imageTokens(sizeOf(part.url)) : 0,
    );
    return {
      letters: texts.reduce((sum, letters) => sum + letters, 0),
      imageTokens: images.reduce((sum, tokens) => sum + tokens, 0),
    };
  }
}

/** The part of a data URL that is read for the size of its image, in letters. */
const HEADER_LETTERS = 65_536;

/** The size of an image in a data URL; `null` where it is not told. */
function sizeOf(url: string): ImageSize | null {
  const from = url.indexOf(';base64,') + ';base64,'.length;
  const bytes = url.startsWith('data:') ? decodeBase64(url.slice(from, from + HEADER_LETTERS)) : null;
  return bytes && (readImageHeader(bytes)?.size ?? null);
}
