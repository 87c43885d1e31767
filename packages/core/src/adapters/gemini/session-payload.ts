import type { SessionConfig, TurnDetection } from '../../protocol/session-config.ts';
import { modelOf } from './models.ts';
import type { GeminiOptions } from './options.ts';
import { refused } from './refused.ts';
import { writeThinking } from './thinking.ts';
import { writeTools } from './tools.ts';
import type { WireContent, WireInputConfig, WireSetup } from './wire-types.ts';

/*
 * What is not set is `undefined` in these payloads: JSON leaves it out, and the vendor's default holds. Only what the
 * model allows is written: fields that it does not know have made connections that never became live.
 */

/** The context of every model in use, and the share of it at which the vendor compresses (capabilities guide, 2026). */
const CONTEXT_TOKENS = 131_072;
const COMPRESSED_AT = 0.8;

/** Fields that there is nothing for, with the values that ask for nothing. */
const UNSERVED: readonly (readonly [keyof SessionConfig, unknown])[] = [
  ['speed', 1],
  ['outputModality', 'audio'],
  ['noiseReduction', 'off'],
  ['remoteTools', null],
  ['toolChoice', 'auto'],
  ['isParallelToolCalls', true],
];

/** Refuses what the vendor has nothing for. */
function refuseUnserved(config: SessionConfig): void {
  for (const [field, harmless] of UNSERVED) {
    const value = config[field];
    if (value !== undefined && value !== harmless && String(value))
      throw refused(`${field} ${JSON.stringify(value)}`);
  }
  const { turnDetection: detection, transcription } = config;
  const isRefused =
    detection?.mode === 'semantic' ||
    (detection?.mode === 'server' && (detection.idleTimeoutMs != null || detection.isAutoResponse === false));
  if (isRefused) throw refused(`turnDetection ${JSON.stringify(detection)}`);
  if (
    typeof transcription === 'object' &&
    (transcription.model ?? transcription.prompt ?? transcription.delay)
  )
    throw refused(`transcription ${JSON.stringify(transcription)}`);
}

function writeDetection(detection: TurnDetection | undefined): WireInputConfig | undefined {
  if (!detection || detection.mode === 'semantic') return undefined;
  // With turns by hand nothing is sent outside of them; the default has left models with an empty turn (public reports).
  if (detection.mode === 'off')
    return { automaticActivityDetection: { disabled: true }, turnCoverage: 'TURN_INCLUDES_ALL_INPUT' };
  const { threshold, prefixPaddingMs, silenceMs: silenceDurationMs, isAutoInterrupt } = detection;
  return {
    automaticActivityDetection: {
      startOfSpeechSensitivity:
        threshold === undefined ? undefined : `START_SENSITIVITY_${threshold > 0.5 ? 'LOW' : 'HIGH'}`,
      prefixPaddingMs,
      silenceDurationMs,
    },
    activityHandling: isAutoInterrupt === false ? 'NO_INTERRUPTION' : undefined,
  };
}

function writeCompression(
  truncation: SessionConfig['contextTruncation'],
): WireSetup['contextWindowCompression'] {
  if (!truncation || truncation === 'disabled') return undefined;
  if (truncation === 'auto') return { slidingWindow: {} };
  const { maxTokensAfterInstructions: limit, retentionRatio } = truncation;
  const target = Math.floor((limit ?? CONTEXT_TOKENS * COMPRESSED_AT) * retentionRatio);
  // 64 bit numbers are text on the wire.
  return {
    triggerTokens: limit ? String(limit) : undefined,
    slidingWindow: { targetTokens: String(target) },
  } as const;
}

/** Writes words as a content of the vendor. */
export function writeContent(words: string, role: 'user' | 'model' = 'user'): WireContent {
  return { role, parts: [{ text: words }] };
}

/** Writes the part of a configuration that the app has chosen, as a credential carries it. */
export function writeConfig(config: SessionConfig, options: GeminiOptions): WireSetup {
  refuseUnserved(config);
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
  return merge(setup, config.vendorOptions);
}

/** Writes the first message of a connection. The words of the answers and handles to resume by are always asked for. */
export function writeSetup(config: SessionConfig, options: GeminiOptions, handle: string | null): WireSetup {
  const always: WireSetup = {
    generationConfig: { responseModalities: ['AUDIO'] },
    outputAudioTranscription: {},
    // An empty handle would be looked up, and not found.
    sessionResumption: { handle: handle || undefined },
  };
  return merge(always, writeConfig(config, options));
}

/** Lays fields over others, objects key by key. What is `undefined` lies over nothing. */
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
