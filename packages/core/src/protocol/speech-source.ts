import type { RealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from './audio-format.ts';
import type { Credential } from './credential.ts';
import type { WebSocketPlan } from './provider-adapter.ts';
import type { TimedWord } from './timed-word.ts';
import type { WireFrame } from './wire-frame.ts';

/** An event of a speech source. `textId` is the id of the text in its `begin` command. */
export type SpeechEvent =
  /** Audio in the format that was asked for. The receiver owns the bytes. */
  | { readonly type: 'speech-audio-delta'; readonly textId: string; readonly audio: Uint8Array<ArrayBuffer> }
  /** The times of words, in milliseconds from the first sample of the text. */
  | {
      readonly type: 'speech-word-times-received';
      readonly textId: string;
      readonly words: readonly TimedWord[];
    }
  | { readonly type: 'speech-done'; readonly textId: string }
  /** Without an id it is about the connection, and so about whatever is being spoken. */
  | { readonly type: 'speech-failed'; readonly textId: string | null; readonly error: RealtimeError };

/** The codec of one connection to a speech source. */
export interface SpeechCodec {
  begin(textId: string, text: string): readonly WireFrame[];
  /** Stops a text. The kit drops audio of it that arrives later. */
  cancel(textId: string): readonly WireFrame[];
  decode(frame: string | ArrayBuffer): readonly SpeechEvent[];
}

/** A source with all that is needed once something is to be spoken. It has no state. */
export interface SpeechWire {
  /** @throws RealtimeError `credential-rejected` or `invalid-config`. */
  plan(credential: Credential): WebSocketPlan;
  /** @throws RealtimeError `unsupported-capability` for a format that the source does not speak in. */
  createCodec(format: AudioFormat): SpeechCodec;
}

/** Speaks what the app writes: a greeting, a word while a tool runs. Its wire is fetched with the first text. */
export interface SpeechSource {
  readonly id: string;
  load(): Promise<SpeechWire>;
}
