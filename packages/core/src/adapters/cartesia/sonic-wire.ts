import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { SpeechEvent, SpeechWire } from '../../protocol/speech-source.ts';
import type { TimedWord } from '../../protocol/timed-word.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { openWith, resolveUrl } from './address.ts';
import { codeOf, failure } from './errors.ts';
import { object, text } from './read.ts';
import type { Untrusted } from './read.ts';
import type { SonicOptions } from './sonic-options.ts';
import type { WireSpeechEvent, WireSpeechRequest } from './wire-types.ts';

/** The newest model that is not in preview (autumn 2026). */
const MODEL = 'sonic-3.6';

/** The vendor's names of the audio that it gives, and the rates of PCM (AsyncAPI 2026-08-14). */
const ENCODINGS = { pcm16: 'pcm_s16le', 'g711-ulaw': 'pcm_mulaw', 'g711-alaw': 'pcm_alaw' } as const;
const RATES = new Set([8_000, 16_000, 22_050, 24_000, 44_100, 48_000]);

/** What statuses mean here; other words of the vendor are judged by themselves. */
const STATUS_CODES: Readonly<Record<number, RealtimeErrorCode>> = {
  401: 'credential-rejected',
  402: 'quota-exhausted',
  403: 'credential-rejected',
  429: 'rate-limited',
};

/** The wire of the text-to-speech WebSocket: one context for each text. */
export function createSonicWire(options: SonicOptions): SpeechWire {
  return {
    plan({ value, url }) {
      const address = url ? resolveUrl(url) : resolveUrl(options.baseUrl, '/tts/websocket');
      return { kind: 'websocket', url: openWith(address, value, options.isApiKeyAllowed), protocols: [] };
    },
    createCodec(format) {
      const request = writeRequest(options, format);
      return {
        begin: (textId, transcript) => [
          JSON.stringify({ ...request, transcript, context_id: textId } satisfies WireSpeechRequest),
        ],
        // A generation that runs may go on for some chunks (seen in clients of 2025); they are dropped by the session.
        cancel: (textId) => [JSON.stringify({ context_id: textId, cancel: true })],
        decode: (frame) => readFrame(frame),
      };
    },
  };
}

function writeRequest(
  { voice, model = MODEL, language, speed, volume, emotion }: SonicOptions,
  { encoding, sampleRateHz }: AudioFormat,
): Omit<WireSpeechRequest, 'transcript' | 'context_id'> {
  if (!RATES.has(sampleRateHz))
    throw failure('unsupported-capability', `Sonic does not speak at ${sampleRateHz} Hz`);
  const hasSettings = speed !== undefined || volume !== undefined || emotion !== undefined;
  return {
    model_id: model,
    voice: { id: voice },
    output_format: { container: 'raw', encoding: ENCODINGS[encoding], sample_rate: sampleRateHz },
    continue: false,
    add_timestamps: true,
    ...(language !== undefined && { language }),
    ...(hasSettings && {
      generation_config: {
        ...(speed !== undefined && { speed }),
        ...(volume !== undefined && { volume }),
        ...(emotion !== undefined && { emotion }),
      },
    }),
  };
}

/** Reads one frame. What is not for us, or cannot be read, is nothing: a text whose end never comes runs into a limit. */
function readFrame(frame: string | ArrayBuffer): readonly SpeechEvent[] {
  let wire: Untrusted<WireSpeechEvent> = {};
  try {
    wire = object(JSON.parse(frame as string));
  } catch {
    // Not JSON, or bytes. The parser's own message would quote what is spoken.
  }
  const textId = text(wire.context_id);
  switch (wire.type) {
    case 'chunk': {
      const audio = decodeBase64(text(wire.data));
      return audio?.byteLength ? [{ type: 'speech-audio', textId, audio }] : [];
    }
    case 'timestamps':
      return [{ type: 'speech-words', textId, words: readWords(wire.word_timestamps) }];
    case 'done':
      return [{ type: 'speech-done', textId }];
    case 'error':
      return [readFailure(wire)];
    default:
      return [];
  }
}

/** The word and its times come in lists side by side, in seconds. */
function readWords(wire: unknown): readonly TimedWord[] {
  const { words, start, end } = object<{ words: string[]; start: number[]; end: number[] }>(wire);
  if (!Array.isArray(words) || !Array.isArray(start) || !Array.isArray(end)) return [];
  return words.flatMap((word, index) => {
    const [from, to] = [Number(start[index]), Number(end[index])];
    const isWhole = typeof word === 'string' && from >= 0 && to >= from;
    return isWhole ? [{ text: word, startMs: from * 1000, endMs: to * 1000 }] : [];
  });
}

function readFailure(wire: Untrusted<WireSpeechEvent>): SpeechEvent {
  const { error_code, title, message, status_code, context_id } = wire;
  const told = [title, message].map(text).filter(Boolean).join(': ') || 'no reason given';
  const code = STATUS_CODES[Number(status_code)] ?? codeOf(text(error_code) || told);
  const error = failure(code, `Sonic could not speak the text: ${told}`, wire);
  return { type: 'speech-failed', textId: text(context_id) || null, error };
}
