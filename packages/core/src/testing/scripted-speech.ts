import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { SpeechEvent, SpeechSource } from '../protocol/speech-source.ts';
import type { TimedWord } from '../protocol/timed-word.ts';
import type { SpeechOptions } from '../runtime/session-options.ts';
import type { TransportPort } from '../transport/transport-port.ts';
import { decodeBase64, encodeBase64 } from '../util/base64.ts';
import { createScriptedTransport } from './scripted-transport.ts';
import type { ScriptedTransport } from './scripted-transport.ts';

/** The address in the plan of a scripted speech source. */
const ADDRESS = 'scripted-speech:';

/** A command to a scripted speech source. */
export interface SpeechCommand {
  readonly type: 'begin' | 'cancel';
  readonly textId: ItemId;
  readonly text?: string;
}

/** A source of speech whose other side is a script. */
export interface ScriptedSpeech {
  /** The value of the session's option `speech`. */
  readonly options: SpeechOptions;
  readonly transport: ScriptedTransport;
  /** The commands of the session, oldest first. */
  readonly commands: readonly SpeechCommand[];
  /** The number of credentials that were asked for. */
  readonly credentials: number;
  /** Sends audio of a text. @param audio in the session's output format */
  emitAudio(textId: ItemId, audio: Uint8Array<ArrayBuffer>): void;
  emitWords(textId: ItemId, words: readonly TimedWord[]): void;
  emitDone(textId: ItemId): void;
  emitFailure(error: RealtimeError, textId?: ItemId): void;
}

/** Creates a source of speech without a network. Its frames are JSON of its events. */
export function createScriptedSpeech(): ScriptedSpeech {
  const transport = createScriptedTransport();
  const commands: SpeechCommand[] = [];
  const failures: RealtimeError[] = [];
  let credentials = 0;
  transport.onSend((frame) => commands.push(JSON.parse(frame as string) as SpeechCommand));
  const emit = (event: object) => transport.emit(JSON.stringify(event));
  const source: SpeechSource = {
    id: 'scripted-speech',
    load: () =>
      Promise.resolve({
        plan: () => ({ kind: 'websocket', url: ADDRESS, protocols: [] }),
        createCodec: () => ({
          begin: (textId, text) => [JSON.stringify({ type: 'begin', textId, text })],
          cancel: (textId) => [JSON.stringify({ type: 'cancel', textId })],
          decode: (frame) => [readEvent(JSON.parse(frame as string) as WrittenEvent, failures)],
        }),
      }),
  };
  return {
    options: {
      source,
      credential: () => {
        credentials += 1;
        return Promise.resolve('scripted-credential');
      },
    },
    transport,
    commands,
    get credentials() {
      return credentials;
    },
    emitAudio: (textId, audio) => emit({ type: 'speech-audio-delta', textId, audio: encodeBase64(audio) }),
    emitWords: (textId, words) => emit({ type: 'speech-word-times-received', textId, words }),
    emitDone: (textId) => emit({ type: 'speech-done', textId }),
    emitFailure(error, textId) {
      failures.push(error);
      emit({ type: 'speech-failed', textId: textId ?? null });
    },
  };
}

/** Leads the connections of a scripted source to it, and all others to a vendor's. */
export function routeSpeech(vendor: TransportPort, speech: ScriptedSpeech): TransportPort {
  return {
    open: (options) =>
      ('url' in options.plan && options.plan.url === ADDRESS ? speech.transport : vendor).open(options),
  };
}

type WrittenEvent = SpeechEvent & { readonly audio?: unknown };

function readEvent(event: WrittenEvent, failures: RealtimeError[]): SpeechEvent {
  if (event.type === 'speech-audio-delta')
    return { ...event, audio: decodeBase64(String(event.audio)) ?? new Uint8Array() };
  const error = event.type === 'speech-failed' ? failures.shift() : undefined;
  return error && event.type === 'speech-failed' ? { ...event, error } : event;
}
