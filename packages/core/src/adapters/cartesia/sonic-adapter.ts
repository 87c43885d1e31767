import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { SpeechEvent, SpeechWire } from '../../protocol/speech-source.ts';
import type { TimedWord } from '../../protocol/timed-word.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { configError } from '../../util/config-error.ts';
import { lookUp, readList, readObject, readText } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import { BASE_URL, openWith } from './address.ts';
import { codeOf, failure } from './errors.ts';
import type { SonicOptions } from './sonic-options.ts';
import type { WireSpeechEvent, WireSpeechRequest } from './wire-types.ts';

/** The newest model that is not in preview (autumn 2026). */
const MODEL = 'sonic-3.6';

/** Cartesia's names of audio encodings, and the sample rates of Sonic (AsyncAPI 2026-08-14). */
const ENCODINGS = { pcm16: 'pcm_s16le', 'g711-ulaw': 'pcm_mulaw', 'g711-alaw': 'pcm_alaw' } as const;
const RATES = new Set([8_000, 16_000, 22_050, 24_000, 44_100, 48_000]);

/** The meaning of `status_code`, which is like an HTTP status. It decides where `error_code` is unknown. */
const STATUS_CODES: Readonly<Record<string, RealtimeErrorCode>> = {
  400: 'invalid-config',
  401: 'credential-rejected',
  402: 'quota-exhausted',
  403: 'credential-rejected',
  404: 'invalid-config',
  422: 'invalid-config',
  429: 'rate-limited',
};

/** Creates the adapter for the text-to-speech WebSocket. Each text is one context. */
export function createSonicAdapter(options: SonicOptions): SpeechWire {
  return {
    plan({ value, url }) {
      const address = url
        ? resolveVendorUrl('cartesia', 'ws', url)
        : resolveVendorUrl('cartesia', 'ws', options.baseUrl ?? BASE_URL, '/tts/websocket');
      return { kind: 'websocket', url: openWith(address, value, options.allowApiKey), protocols: [] };
    },
    createCodec(format) {
      const request = writeRequest(options, format);
      return {
        begin: (textId, transcript) => [
          JSON.stringify({ ...request, transcript, context_id: textId } satisfies WireSpeechRequest),
        ],
        // A running generation may send more chunks (pipecat-ai/pipecat 793). The session drops them.
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
    throw configError('cartesia', `Sonic does not speak at ${sampleRateHz} Hz.`, 'unsupported-capability');
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

/**
 * Reads one frame. A frame that is of no use or cannot be read gives no event: the session ends a text whose end never comes
 * after a time limit.
 */
function readFrame(frame: string | ArrayBuffer): readonly SpeechEvent[] {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(typeof frame === 'string' ? frame : '');
  } catch {
    // The parser's own message would quote the text that is spoken.
    return [];
  }
  const wire = readObject<WireSpeechEvent>(parsed);
  const textId = readText(wire.context_id);
  switch (wire.type) {
    case 'chunk': {
      const audio = decodeBase64(readText(wire.data));
      return audio?.byteLength ? [{ type: 'speech-audio-delta', textId, audio }] : [];
    }
    case 'timestamps':
      return [{ type: 'speech-word-times-received', textId, words: readWords(wire.word_timestamps) }];
    case 'done':
      return [{ type: 'speech-done', textId }];
    case 'error':
      return [readFailure(wire)];
    default:
      return [];
  }
}

/** Reads words and their times, which are in lists of the same length, in seconds. */
function readWords(wire: unknown): readonly TimedWord[] {
  const { words, start, end } = readObject<Required<WireSpeechEvent>['word_timestamps']>(wire);
  const [starts, ends] = [readList(start), readList(end)];
  return readList(words).flatMap((word, index) => {
    const [from, to] = [starts[index], ends[index]];
    const isWhole = typeof word === 'string' && isTime(from) && isTime(to) && to >= from;
    return isWhole ? [{ text: word, startMs: from * 1000, endMs: to * 1000 }] : [];
  });
}

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

function readFailure(wire: Untrusted<WireSpeechEvent>): SpeechEvent {
  const { error_code, title, message, status_code, context_id } = wire;
  const words = [title, message].map(readText).filter(Boolean).join(': ') || 'no reason given';
  const named = codeOf(readText(error_code));
  const status = typeof status_code === 'number' ? String(status_code) : '';
  const code = named === 'vendor-failed' ? (lookUp(STATUS_CODES, status) ?? named) : named;
  const error = failure(code, `Sonic could not speak the text: ${words}`, wire);
  return { type: 'speech-failed', textId: readText(context_id) || null, error };
}
