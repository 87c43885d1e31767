import type { ClientCommand } from '../../protocol/client-command.ts';
import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { ResponseOptions } from '../../protocol/response-options.ts';
import type { SessionConfig, TurnDetection } from '../../protocol/session-config.ts';
import { configError } from '../../util/config-error.ts';
import { isObject } from '../../util/untrusted.ts';
import type { CodecState } from './codec-state.ts';
import { writeItem } from './items.ts';
import type {
  WireFormat,
  WireInputSettings,
  WireResponseOptions,
  WireSession,
  WireShared,
  WireTool,
  WireToolChoice,
  WireTurnDetectionSetting,
} from './wire-types.ts';

type Configure = Extract<ClientCommand, { type: 'configure' }>;

/** The formats of both directions. */
export type Formats = Pick<AdapterFacts, 'inputFormat' | 'outputFormat'>;

/** The transcription model where the app names none. It streams while the user speaks. */
export const TRANSCRIPTION_MODEL = 'gpt-realtime-whisper';

/*
 * A setting that the app leaves out is `undefined` in these payloads. JSON leaves it out too, so the vendor keeps the
 * value in force. `null` is sent and turns the setting off.
 */

function writeFormat({ encoding, sampleRateHz }: AudioFormat): WireFormat {
  if (encoding === 'pcm16') return { type: 'audio/pcm', rate: sampleRateHz };
  return { type: encoding === 'g711-ulaw' ? 'audio/pcmu' : 'audio/pcma' };
}

function writeTurnDetection(detection: TurnDetection): WireTurnDetectionSetting | null {
  if (detection.mode === 'off') return null;
  const shared = { create_response: detection.autoRespond, interrupt_response: detection.autoInterrupt };
  if (detection.mode === 'semantic')
    return { type: 'semantic_vad', eagerness: detection.eagerness, ...shared };
  return {
    type: 'server_vad',
    threshold: detection.threshold,
    prefix_padding_ms: detection.prefixPaddingMs,
    silence_duration_ms: detection.silenceMs,
    idle_timeout_ms: detection.idleTimeoutMs,
    ...shared,
  };
}

function writeInput({ transcription, noiseReduction, turnDetection }: SessionConfig): WireInputSettings {
  return {
    transcription:
      transcription === 'off' ? null : transcription && { model: TRANSCRIPTION_MODEL, ...transcription },
    noise_reduction:
      noiseReduction === 'off'
        ? null
        : noiseReduction && { type: noiseReduction === 'near-field' ? 'near_field' : 'far_field' },
    turn_detection: turnDetection && writeTurnDetection(turnDetection),
  };
}

/** Adds the format to the fields of one direction. A direction without fields is left out, unless it is needed. */
function withFormat<T extends object>(format: AudioFormat | undefined, fields: T, isNeeded: boolean) {
  if (!isNeeded && Object.values(fields).every((value) => value === undefined)) return undefined;
  return { format: format && writeFormat(format), ...fields };
}

function writeTools({ tools = [], remoteTools = [] }: ResponseOptions): WireTool[] {
  return [
    ...tools.map(({ name, description, parameters }) => ({
      type: 'function' as const,
      name,
      description,
      parameters,
    })),
    ...remoteTools.map((server) => ({
      type: 'mcp' as const,
      server_label: server.label,
      server_url: server.url,
      server_description: server.description,
      authorization: server.authorization,
      headers: server.headers,
      allowed_tools: server.allowedTools && [...server.allowedTools],
      require_approval: server.requireApproval,
    })),
  ];
}

function writeToolChoice(choice: ResponseOptions['toolChoice']): WireToolChoice | undefined {
  if (typeof choice !== 'object') return choice;
  if ('server' in choice) return { type: 'mcp', server_label: choice.server, name: choice.tool };
  return { type: 'function', name: choice.tool };
}

function writeTruncation(truncation: SessionConfig['contextTruncation']): WireSession['truncation'] {
  if (typeof truncation !== 'object') return truncation;
  const limit = truncation.maxTokensAfterInstructions;
  return {
    type: 'retention_ratio',
    retention_ratio: truncation.retentionRatio,
    token_limits: limit === undefined ? undefined : { post_instructions: limit },
  };
}

/** Writes the settings that a session and a single response share. */
function writeShared(config: ResponseOptions): WireShared {
  return {
    output_modalities: config.outputModality && [config.outputModality],
    instructions: config.instructions,
    tools: config.tools || config.remoteTools ? writeTools(config) : undefined,
    tool_choice: writeToolChoice(config.toolChoice),
    parallel_tool_calls: config.parallelToolCalls,
    reasoning: config.reasoningEffort && { effort: config.reasoningEffort },
    max_output_tokens: config.maxOutputTokens === 'unlimited' ? 'inf' : config.maxOutputTokens,
  };
}

/**
 * Writes a configuration for a secret (without formats) or for a connection. The first configuration of a connection
 * always has the formats. A later one has the format of a direction only where it changes that direction.
 */
export function writeSession(config: SessionConfig, formats?: Formats, isInitial = false): WireSession {
  const { voice, speed } = config;
  const input = withFormat(formats?.inputFormat, writeInput(config), isInitial);
  const output = withFormat(formats?.outputFormat, { voice, speed }, isInitial);
  const session: WireSession = {
    type: 'realtime',
    ...writeShared(config),
    truncation: writeTruncation(config.contextTruncation),
    audio: input || output ? { input, output } : undefined,
  };
  return merge(session, config.vendorOptions);
}

/** Fields that share one object on the wire. The vendor does not document whether it merges such an object. */
const TOGETHER: readonly (readonly (keyof SessionConfig)[])[] = [
  ['tools', 'remoteTools'],
  ['transcription', 'noiseReduction', 'turnDetection'],
];

/**
 * Writes a configuration of a connection. A change of a part repeats the whole object that it belongs to. The voice is
 * never repeated: once the agent has spoken, the vendor discards every update that names it.
 */
export function writeChange(
  state: CodecState,
  { config, isInitial }: Pick<Configure, 'config' | 'isInitial'>,
): WireSession {
  const before = isInitial ? {} : state.config;
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  const change: SessionConfig = Object.fromEntries(given);
  state.config = { ...before, ...change };
  const together = TOGETHER.filter((fields) => fields.some((field) => field in change)).flat();
  const isSameVoice = JSON.stringify(before.voice) === JSON.stringify(change.voice);
  const whole = {
    ...Object.fromEntries(together.map((field) => [field, state.config[field]])),
    ...change,
    voice: isSameVoice ? undefined : change.voice,
  };
  return writeSession(whole, state.facts, isInitial);
}

/** The vendor's limits on metadata: pairs, and the characters of keys and values (API reference, November 2026). */
const MAX_PAIRS = 16;
const MAX_KEY_LENGTH = 64;
const MAX_VALUE_LENGTH = 512;

/**
 * Writes the options of one response.
 *
 * @throws RealtimeError `invalid-config` for metadata over the limits, or for input that cannot be sent.
 */
export function writeResponse(
  { facts }: CodecState,
  options: ResponseOptions,
): WireResponseOptions | undefined {
  if (Object.keys(options).length === 0) return undefined;
  const { voice, outOfBand, input, metadata } = options;
  checkMetadata(metadata ?? {});
  const response: WireResponseOptions = {
    ...writeShared(options),
    audio: voice === undefined ? undefined : { output: { format: writeFormat(facts.outputFormat), voice } },
    conversation: outOfBand ? 'none' : undefined,
    input: input?.map(writeItem),
    metadata,
  };
  return merge(response, options.vendorOptions);
}

function checkMetadata(metadata: Readonly<Record<string, string>>): void {
  const entries = Object.entries(metadata);
  const isTooLong = entries.some(
    ([key, value]) =>
      key.length > MAX_KEY_LENGTH || typeof value !== 'string' || value.length > MAX_VALUE_LENGTH,
  );
  if (!isTooLong && entries.length <= MAX_PAIRS) return;
  throw configError(
    'openai',
    `Metadata holds at most ${MAX_PAIRS} pairs of ${MAX_KEY_LENGTH} and ${MAX_VALUE_LENGTH} characters.`,
  );
}

/** Merges the app's own fields into a payload. Objects are merged key by key; any other value of the app's wins. */
function merge<T extends object>(base: T, extra: object = {}): T {
  const merged = { ...base } as Record<string, unknown>;
  for (const [key, value] of Object.entries(extra)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged as T;
}
