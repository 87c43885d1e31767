import { RealtimeError } from '../../errors/realtime-error.ts';
import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { ResponseOptions } from '../../protocol/response-options.ts';
import type { SessionConfig, TranscriptionConfig, TurnDetection, Voice } from '../../protocol/session-config.ts';
import type { RemoteToolServer, ToolChoice, ToolDeclaration } from '../../protocol/tool-declaration.ts';
import { writeItem } from './items.ts';
import type { Wire } from './read.ts';

/** The model that writes the user's words down when the app names none; it streams while the user speaks. */
export const TRANSCRIPTION_MODEL = 'gpt-realtime-whisper';

/** The vendor's limits on metadata (API reference, November 2026). */
const METADATA = { pairs: 16, keyLength: 64, valueLength: 512 };

/** Leaves out what is not set: `undefined` must not reach the wire, `null` must. */
function defined(fields: Wire): Wire {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function nonEmpty(fields: Wire): Wire | undefined {
  const kept = defined(fields);
  return Object.keys(kept).length > 0 ? kept : undefined;
}

function writeFormat({ encoding, sampleRateHz }: AudioFormat): Wire {
  if (encoding === 'pcm16') return { type: 'audio/pcm', rate: sampleRateHz };
  return { type: encoding === 'g711-ulaw' ? 'audio/pcmu' : 'audio/pcma' };
}

function writeTurnDetection(detection: TurnDetection | undefined): Wire | null | undefined {
  if (!detection) return undefined;
  if (detection.mode === 'off') return null;
  const shared = { create_response: detection.isAutoResponse, interrupt_response: detection.isAutoInterrupt };
  if (detection.mode === 'semantic') {
    return defined({ type: 'semantic_vad', eagerness: detection.eagerness, ...shared });
  }
  return defined({
    type: 'server_vad',
    threshold: detection.threshold,
    prefix_padding_ms: detection.prefixPaddingMs,
    silence_duration_ms: detection.silenceMs,
    idle_timeout_ms: detection.idleTimeoutMs,
    ...shared,
  });
}

function writeTranscription(config: TranscriptionConfig | 'off' | undefined): Wire | null | undefined {
  if (config === undefined) return undefined;
  if (config === 'off') return null;
  const { model = TRANSCRIPTION_MODEL, language, languages, keywords, prompt, delay } = config;
  return defined({ model, language, languages, keywords, prompt, delay });
}

function writeNoiseReduction(setting: SessionConfig['noiseReduction']): Wire | null | undefined {
  if (setting === undefined) return undefined;
  return setting === 'off' ? null : { type: setting === 'near-field' ? 'near_field' : 'far_field' };
}

function writeVoice(voice: Voice | undefined): unknown {
  return typeof voice === 'object' ? { id: voice.id } : voice;
}

function writeTools(
  tools: readonly ToolDeclaration[] | undefined,
  servers: readonly RemoteToolServer[] | undefined,
): readonly Wire[] | undefined {
  if (!tools && !servers) return undefined;
  return [
    ...(tools ?? []).map(({ name, description, parameters }) =>
      defined({ type: 'function', name, description, parameters }),
    ),
    ...(servers ?? []).map((server) =>
      defined({
        type: 'mcp',
        server_label: server.label,
        server_url: server.url,
        server_description: server.description,
        authorization: server.authorization,
        headers: server.headers,
        allowed_tools: server.allowedTools,
        require_approval: server.requireApproval,
      }),
    ),
  ];
}

function writeToolChoice(choice: ToolChoice | undefined): unknown {
  if (typeof choice !== 'object') return choice;
  if ('server' in choice) return defined({ type: 'mcp', server_label: choice.server, name: choice.tool });
  return { type: 'function', name: choice.tool };
}

function writeTruncation(truncation: SessionConfig['contextTruncation']): unknown {
  if (typeof truncation !== 'object') return truncation;
  const { retentionRatio, maxTokensAfterInstructions } = truncation;
  return defined({
    type: 'retention_ratio',
    retention_ratio: retentionRatio,
    token_limits:
      maxTokensAfterInstructions === undefined ? undefined : { post_instructions: maxTokensAfterInstructions },
  });
}

/** What a session and a single response share. */
function writeShared(config: ResponseOptions): Wire {
  return {
    output_modalities: config.outputModality && [config.outputModality],
    instructions: config.instructions,
    tools: writeTools(config.tools, config.remoteTools),
    tool_choice: writeToolChoice(config.toolChoice),
    parallel_tool_calls: config.isParallelToolCalls,
    reasoning: config.reasoningEffort && { effort: config.reasoningEffort },
    max_output_tokens: config.maxOutputTokens === 'unlimited' ? 'inf' : config.maxOutputTokens,
  };
}

/**
 * Writes a session's configuration. Only given fields are sent: a field left out keeps what is in force. The voice may
 * not even be repeated once the agent has spoken, or the vendor discards the whole update.
 */
export function writeSession(
  config: SessionConfig,
  formats: { readonly input: AudioFormat; readonly output: AudioFormat } | null,
): Wire {
  const input = nonEmpty({
    format: formats && writeFormat(formats.input),
    transcription: writeTranscription(config.transcription),
    noise_reduction: writeNoiseReduction(config.noiseReduction),
    turn_detection: writeTurnDetection(config.turnDetection),
  });
  const output = nonEmpty({
    format: formats ? writeFormat(formats.output) : undefined,
    voice: writeVoice(config.voice),
    speed: config.speed,
  });
  const { format, ...others } = input ?? {};
  const session = defined({
    type: 'realtime',
    // The model cannot change: only a credential's configuration names it.
    ...writeShared(config),
    truncation: writeTruncation(config.contextTruncation),
    audio: nonEmpty({ input: nonEmpty({ ...others, format: format ?? undefined }), output }),
  });
  return merge(session, config.vendorOptions ?? {});
}

/** Writes what one response does differently. @throws RealtimeError `invalid-config` for metadata over the limits. */
export function writeResponse(options: ResponseOptions, outputFormat: AudioFormat): Wire | undefined {
  checkMetadata(options.metadata);
  const response = defined({
    ...writeShared(options),
    audio: options.voice && { output: { format: writeFormat(outputFormat), voice: writeVoice(options.voice) } },
    conversation: options.isOutOfBand ? 'none' : undefined,
    input: options.input?.flatMap((item) => writeItem(item) ?? []),
    metadata: options.metadata,
  });
  const merged = merge(response, options.vendorOptions ?? {});
  return Object.keys(merged).length > 0 ? merged : undefined;
}

function checkMetadata(metadata: ResponseOptions['metadata']): void {
  const entries = Object.entries(metadata ?? {});
  const isFine =
    entries.length <= METADATA.pairs &&
    entries.every(([key, value]) => key.length <= METADATA.keyLength && value.length <= METADATA.valueLength);
  if (isFine) return;
  throw new RealtimeError(
    'invalid-config',
    `A response's metadata may hold ${METADATA.pairs} pairs with keys of ${METADATA.keyLength} and values of ` +
      `${METADATA.valueLength} characters; the vendor would refuse this one. Shorten it.`,
    { adapterId: 'openai' },
  );
}

/** Lays the app's own fields over ours, objects key by key. */
function merge(base: Wire, extra: Wire): Wire {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(extra)) {
    const before = merged[key];
    merged[key] = isPlain(before) && isPlain(value) ? merge(before, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
