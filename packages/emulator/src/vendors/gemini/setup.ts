import type { DeclaredTool } from '../../agent/agent.ts';
import { check } from './check.ts';
import { Closing, invalid } from './frames.ts';
import type { Wire } from './frames.ts';
import { findModel } from './models.ts';
import type { ModelTraits } from './models.ts';
import { setupSchema } from './setup-schema.ts';

/** A tool, and whether the model waits for it. */
export interface SetupTool extends DeclaredTool {
  readonly isBlocking: boolean;
}

/** The setup of a connection, with defaults. */
export interface Setup {
  readonly model: string;
  readonly traits: ModelTraits;
  readonly instructions: string;
  readonly tools: readonly SetupTool[];
  readonly voice: string;
  /** `null` where the client opens and closes turns itself. */
  readonly detection: { readonly threshold: number; readonly silenceMs: number } | null;
  readonly canInterrupt: boolean;
  readonly isInputWritten: boolean;
  readonly isOutputWritten: boolean;
  /** `null` where no handles were asked for; empty where no earlier session is to be taken up. */
  readonly resumeHandle: string | null;
  readonly isHistoryFirst: boolean;
  /** Tokens of one image. */
  readonly imageTokens: number;
  /** Whether images that come outside of the user's speech belong to the turn. */
  readonly seesAlways: boolean;
  /** Whether the context is compressed, without which a session with video is short. */
  readonly isCompressed: boolean;
}

/** Tokens of an image by the resolution of the connection (types of `@google/genai` 3.3.0). The default is the middle one. */
const IMAGE_TOKENS: Readonly<Record<string, number>> = {
  MEDIA_RESOLUTION_LOW: 64,
  MEDIA_RESOLUTION_MEDIUM: 256,
  MEDIA_RESOLUTION_HIGH: 256,
};

/** The default voice: the emulator's own choice, because Gemini documents none. */
const DEFAULT_VOICE = 'Puck';

/** The silence that ends a turn, by public measurements. One model ignores the configured value. */
const SILENCE_MS = 800;

const field = (wire: unknown, name: string): unknown => (wire as Wire | undefined)?.[name];

/** Reads the words of a content. */
export function readWords(content: unknown): string {
  const parts = (field(content, 'parts') ?? []) as readonly Wire[];
  return parts
    .map((part) => (typeof part['text'] === 'string' ? part['text'] : ''))
    .filter((text) => text !== '')
    .join('\n');
}

/** Reads the app's tools. @throws Closing for a behavior that the model does not have. */
export function readTools(tools: unknown, traits: ModelTraits): readonly SetupTool[] {
  const declared = ((tools ?? []) as readonly Wire[]).flatMap(
    (tool) => (tool['functionDeclarations'] ?? []) as readonly Wire[],
  );
  return declared.map(({ name, description, parameters, parametersJsonSchema, behavior }) => {
    if (traits.isThinker && behavior === 'BLOCKING')
      throw invalid('BLOCKING functions are not supported by this model.');
    if (traits.isSynchronous && behavior === 'NON_BLOCKING')
      throw invalid('NON_BLOCKING functions are not supported by this model.');
    return {
      name: String(name),
      description: String(description ?? ''),
      parameters: toJsonSchema(parametersJsonSchema ?? parameters ?? {}) as Wire,
      isBlocking: behavior === undefined ? !traits.isAsync : behavior === 'BLOCKING',
    };
  });
}

/** The vendor's own dialect of schemas writes types in capitals. */
function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'type' && typeof value === 'string' ? value.toLowerCase() : toJsonSchema(value),
    ]),
  );
}

/**
 * Reads the first message of a connection; `null` for one that the real service never answers (public reports).
 *
 * @throws Closing as the vendor closes.
 */
export function readSetup(value: unknown, version: string): Setup | null {
  const wire = check(setupSchema, value, 'setup');
  const model = String(wire['model']);
  const traits = findModel(model);
  if (!traits) {
    throw new Closing(
      1008,
      `${model} is not found for API version ${version}, or is not supported for bidiGenerateContent. Call ListModels to see the models.`,
    );
  }
  const generation = (wire['generationConfig'] ?? {}) as Wire;
  checkGeneration(generation, traits);
  const isProactive = field(wire['proactivity'], 'proactiveAudio');
  if (traits.isAsync && isProactive === false)
    throw invalid('Proactive audio cannot be turned off for this model.');
  if (
    traits.isSynchronous &&
    (isProactive !== undefined || generation['enableAffectiveDialog'] !== undefined)
  )
    return null;
  const realtime = wire['realtimeInputConfig'];
  const voiceConfig = field(generation['speechConfig'], 'voiceConfig');
  const voice = field(field(voiceConfig, 'prebuiltVoiceConfig'), 'voiceName') ?? field(voiceConfig, 'voice');
  const resumption = wire['sessionResumption'];
  return {
    model,
    traits,
    instructions: readWords(wire['systemInstruction']),
    tools: readTools(wire['tools'], traits),
    voice: String(voice ?? DEFAULT_VOICE),
    detection: readDetection(field(realtime, 'automaticActivityDetection'), traits),
    canInterrupt: field(realtime, 'activityHandling') !== 'NO_INTERRUPTION',
    isInputWritten: wire['inputAudioTranscription'] !== undefined || traits.isSynchronous,
    isOutputWritten: wire['outputAudioTranscription'] !== undefined || traits.isAsync,
    // One model sends handles without being asked for them (recorded).
    resumeHandle: resumption || traits.isSynchronous ? String(field(resumption, 'handle') ?? '') : null,
    isHistoryFirst: field(wire['historyConfig'], 'initialHistoryInClientContent') === true,
    imageTokens: IMAGE_TOKENS[String(generation['mediaResolution'] ?? 'MEDIA_RESOLUTION_MEDIUM')] ?? 256,
    seesAlways: seesAlways(field(realtime, 'turnCoverage'), traits),
    isCompressed: wire['contextWindowCompression'] !== undefined,
  };
}

/** The newest models see every image unless the setup says otherwise; the others see those that come while the user speaks. */
function seesAlways(coverage: unknown, { isAsync, isSynchronous }: ModelTraits): boolean {
  return coverage === undefined ? isAsync || isSynchronous : coverage !== 'TURN_INCLUDES_ONLY_ACTIVITY';
}

function checkGeneration(generation: Wire, traits: ModelTraits): void {
  const modalities = ((generation['responseModalities'] ?? ['AUDIO']) as readonly string[]).map((name) =>
    name.toUpperCase(),
  );
  if (modalities.length !== 1 || modalities[0] !== 'AUDIO')
    throw invalid('Cannot extract voices from a non-audio request.');
  const { thinkingLevel } = (generation['thinkingConfig'] ?? {}) as Wire;
  if (thinkingLevel !== undefined && !traits.levels.includes(String(thinkingLevel).toUpperCase()))
    throw invalid('Thinking level is not supported for this model.');
}

function readDetection(wire: unknown, traits: ModelTraits): Setup['detection'] {
  if (field(wire, 'disabled') === true) return null;
  const silenceMs = traits.isSynchronous ? undefined : field(wire, 'silenceDurationMs');
  return {
    threshold: field(wire, 'startOfSpeechSensitivity') === 'START_SENSITIVITY_LOW' ? 0.8 : 0.5,
    silenceMs: Number(silenceMs ?? SILENCE_MS),
  };
}
