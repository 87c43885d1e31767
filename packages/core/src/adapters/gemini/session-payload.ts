import type { SessionConfig, TurnDetection } from '../../protocol/session-config.ts';
import { modelOf } from './models.ts';
import type { GeminiOptions, VisionResolution } from './options.ts';
import { unsupported } from './errors.ts';
import { writeThinking } from './thinking.ts';
import { writeTools } from './tools.ts';
import type { WireContent, WireInputConfig, WireSetup } from './wire-types.ts';

/*
 * A field that is not set is `undefined` in these payloads: JSON leaves it out, and Gemini uses its default. Only fields
 * that the model allows are written: Gemini 3.1 has never answered setups with fields that it does not know.
 */

/** The context of every current model in tokens, and the share at which Gemini compresses it (capabilities guide, 2026). */
const CONTEXT_TOKENS = 131_072;
const COMPRESSED_AT = 0.8;

/** Settings that Gemini has no field for, with the value that is its fixed behaviour. */
const FIXED: readonly (readonly [keyof SessionConfig, unknown])[] = [
  ['speed', 1],
  ['outputModality', 'audio'],
  ['noiseReduction', 'off'],
  ['remoteTools', null],
  ['toolChoice', 'auto'],
  ['parallelToolCalls', true],
];

/** Refuses settings that Gemini has no field for. */
function checkConfig(config: SessionConfig): void {
  for (const [field, fixed] of FIXED) {
    const value = config[field];
    const isEmpty = Array.isArray(value) && value.length === 0;
    if (value !== undefined && value !== fixed && !isEmpty)
      throw unsupported(`${field} ${JSON.stringify(value)}`);
  }
  const { turnDetection: detection, transcription } = config;
  const isRefused =
    detection?.mode === 'semantic' ||
    (detection?.mode === 'server' && (detection.idleTimeoutMs != null || detection.autoRespond === false));
  if (isRefused) throw unsupported(`turnDetection ${JSON.stringify(detection)}`);
  if (
    typeof transcription === 'object' &&
    (transcription.model ?? transcription.prompt ?? transcription.delay)
  )
    throw unsupported(`transcription ${JSON.stringify(transcription)}`);
}

function writeDetection(detection: TurnDetection | undefined): WireInputConfig | undefined {
  if (!detection || detection.mode === 'semantic') return undefined;
  // With the default of `turnCoverage`, Gemini 3.1 has seen an empty turn where the client opens the turns (public reports).
  if (detection.mode === 'off')
    return { automaticActivityDetection: { disabled: true }, turnCoverage: 'TURN_INCLUDES_ALL_INPUT' };
  const { threshold, prefixPaddingMs, silenceMs: silenceDurationMs, autoInterrupt } = detection;
  return {
    automaticActivityDetection: {
      startOfSpeechSensitivity:
        threshold === undefined ? undefined : `START_SENSITIVITY_${threshold > 0.5 ? 'LOW' : 'HIGH'}`,
      prefixPaddingMs,
      silenceDurationMs,
    },
    activityHandling: autoInterrupt === false ? 'NO_INTERRUPTION' : undefined,
  };
}

function writeCompression(
  truncation: SessionConfig['contextTruncation'],
): WireSetup['contextWindowCompression'] {
  if (!truncation || truncation === 'disabled') return undefined;
  if (truncation === 'auto') return { slidingWindow: {} };
  const { maxTokensAfterInstructions: limit, retentionRatio } = truncation;
  const target = Math.floor((limit ?? CONTEXT_TOKENS * COMPRESSED_AT) * retentionRatio);
  // Protobuf writes 64-bit integers as text in JSON.
  return {
    triggerTokens: limit ? String(limit) : undefined,
    slidingWindow: { targetTokens: String(target) },
  } as const;
}

/** Writes text as a `Content`. */
export function writeContent(words: string, role: 'user' | 'model' = 'user'): WireContent {
  return { role, parts: [{ text: words }] };
}

/** Writes the fields that the app has set. A token can be bound to them. */
export function writeConfig(config: SessionConfig, options: GeminiOptions): WireSetup {
  checkConfig(config);
  const { voice, transcription, maxOutputTokens, instructions, tools } = config;
  const model = modelOf(options, config);
  const setup: WireSetup = {
    model: `models/${model}`,
    generationConfig: {
      maxOutputTokens: maxOutputTokens === 'unlimited' ? undefined : maxOutputTokens,
      speechConfig: voice
        ? {
            voiceConfig:
              typeof voice === 'string' ? { prebuiltVoiceConfig: { voiceName: voice } } : { voice: voice.id },
          }
        : undefined,
      thinkingConfig: writeThinking(model, config.reasoningEffort),
    },
    systemInstruction: instructions ? writeContent(instructions) : undefined,
    tools: tools && writeTools(tools, model, options),
    realtimeInputConfig: writeDetection(config.turnDetection),
    inputAudioTranscription:
      typeof transcription === 'object'
        ? {
            languageCodes:
              transcription.languages ?? (transcription.language ? [transcription.language] : undefined),
            customVocabulary: transcription.keywords,
          }
        : undefined,
    contextWindowCompression: writeCompression(config.contextTruncation),
  };
  return merge(options.vision ? merge(prepareView(options.vision), setup) : setup, config.vendorOptions);
}

/** The setup that a live view needs. The app's own settings count. */
function prepareView(resolution: VisionResolution): WireSetup {
  return {
    generationConfig: { mediaResolution: `MEDIA_RESOLUTION_${resolution.toUpperCase()}` },
    realtimeInputConfig: { turnCoverage: 'TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO' },
    contextWindowCompression: { slidingWindow: {} },
  };
}

/** Writes the first message of a connection. Output transcription and resumption handles are always requested. */
export function writeSetup(config: SessionConfig, options: GeminiOptions, handle: string | null): WireSetup {
  const always: WireSetup = {
    generationConfig: { responseModalities: ['AUDIO'] },
    outputAudioTranscription: {},
    // Gemini looks up an empty handle too, and closes the connection because it finds none. It also closes for `null` and for
    // `transparent` (measured, October 2026), so this field is the adapter's own.
    sessionResumption: { handle: handle || undefined },
  };
  const { sessionResumption: _owned, ...asked } = writeConfig(config, options);
  return merge(always, asked);
}

/** Overwrites fields with those of another object, nested objects key by key. `undefined` overwrites nothing. */
function merge<T extends object>(base: T, extra: object = {}): T {
  const merged = { ...base } as Record<string, unknown>;
  for (const [key, value] of Object.entries(extra)) {
    const before = merged[key];
    if (value !== undefined) merged[key] = isPlain(before) && isPlain(value) ? merge(before, value) : value;
  }
  return merged as T;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
