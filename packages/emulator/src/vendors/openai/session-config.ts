import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The default instructions, in the emulator's own words. */
const DEFAULT_INSTRUCTIONS = 'You are a friendly voice agent. Answer briefly and speak naturally.';

/** The default transcription model. */
const DEFAULT_TRANSCRIPTION_MODEL = 'gpt-4o-mini-transcribe';

/** Silence that ends a turn, by model: recorded 200 ms on gpt-realtime and 500 ms on 2.1, documented 500 ms. */
function defaultSilenceMs(model: string): number {
  return /^gpt-realtime(-2025-08-28)?$/.test(model) ? 200 : 500;
}

/** Whether a model reasons: it marks phases and counts reasoning tokens. */
export function isReasoningModel(config: Wire): boolean {
  return /^gpt-realtime-2/.test(String(config['model']));
}

/** The defaults of turn detection. */
function fillTurnDetection(detection: Wire | null, model: string): Wire | null {
  if (detection === null) return null;
  if (detection['type'] === 'semantic_vad') {
    return {
      type: 'semantic_vad',
      eagerness: 'auto',
      create_response: true,
      interrupt_response: true,
      ...detection,
    };
  }
  return {
    type: 'server_vad',
    threshold: 0.5,
    prefix_padding_ms: 300,
    silence_duration_ms: defaultSilenceMs(model),
    idle_timeout_ms: null,
    create_response: true,
    interrupt_response: true,
    ...detection,
  };
}

/** The default configuration of a session. */
export function createConfig(model: string): Wire {
  const format = { type: 'audio/pcm', rate: 24_000 };
  return {
    type: 'realtime',
    model,
    output_modalities: ['audio'],
    instructions: DEFAULT_INSTRUCTIONS,
    tools: [],
    tool_choice: 'auto',
    max_output_tokens: 'inf',
    tracing: null,
    truncation: 'auto',
    prompt: null,
    audio: {
      input: {
        format,
        transcription: null,
        noise_reduction: null,
        turn_detection: fillTurnDetection({ type: 'server_vad' }, model),
      },
      // Recorded: alloy on gpt-realtime, marin on 2.1.
      output: { format, voice: isReasoningModel({ model }) ? 'marin' : 'alloy', speed: 1 },
    },
    include: null,
  };
}

/** The fields that may not change. */
export interface ConfigLocks {
  readonly hasSpoken: boolean;
}

/** The two sides of `audio` in a configuration. */
export interface AudioConfig {
  readonly input: Wire;
  readonly output: Wire;
}

/** Applies a checked change to a configuration, all of it or nothing. @throws Refusal for a field that may not change. */
export function applyConfig(config: Wire, patch: Wire, locks: ConfigLocks): Wire {
  refuseLocked(config, patch, locks);
  const audio = config['audio'] as AudioConfig;
  const changed = (patch['audio'] ?? {}) as Partial<AudioConfig>;
  const sides = { input: changeInput(audio, changed, config), output: changeOutput(audio, changed) };
  const merged: Wire = { ...config, ...patch, audio: sides };
  // Recorded: empty instructions bring the default ones back.
  return { ...merged, instructions: merged['instructions'] || DEFAULT_INSTRUCTIONS };
}

function refuseLocked(config: Wire, patch: Wire, locks: ConfigLocks): void {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const model = String(config['model']);
  if (patch['model'] !== undefined && patch['model'] !== model) {
    throw new Refusal(
      'invalid_value',
      `The model of a session cannot be changed: it is '${model}'.`,
      'session.model',
    );
  }
  if (
    config['tracing'] !== null &&
    patch['tracing'] !== undefined &&
    !isSame(patch['tracing'], config['tracing'])
  ) {
    throw new Refusal('invalid_value', 'Tracing cannot be changed once it is on.', 'session.tracing');
  }
  const voice = (patch['audio'] as Partial<AudioConfig> | undefined)?.output?.['voice'];
  const current = (config['audio'] as AudioConfig).output['voice'];
  if (locks.hasSpoken && voice !== undefined && !isSame(voice, current)) {
    const message = "Cannot update a conversation's voice if assistant audio is present.";
    throw new Refusal('cannot_update_voice', message, 'session.audio.output.voice');
  }
}

function changeInput(audio: AudioConfig, changed: Partial<AudioConfig>, config: Wire): Wire {
  const input = { ...audio.input, ...changed.input };
  if (changed.input?.['turn_detection'] !== undefined) {
    input['turn_detection'] = fillTurnDetection(
      changed.input['turn_detection'] as Wire | null,
      String(config['model']),
    );
  }
  const words = changed.input?.['transcription'] as Wire | null | undefined;
  if (words)
    input['transcription'] = { model: DEFAULT_TRANSCRIPTION_MODEL, language: null, prompt: null, ...words };
  return { ...input, format: fillFormat(input['format'] as Wire) };
}

function changeOutput(audio: AudioConfig, changed: Partial<AudioConfig>): Wire {
  const output = { ...audio.output, ...changed.output };
  return { ...output, format: fillFormat(output['format'] as Wire) };
}

function fillFormat(format: Wire): Wire {
  return format['type'] === 'audio/pcm' ? { ...format, rate: 24_000 } : format;
}

/** The configuration of one response: the session's with what the response does differently. */
export function configOfResponse(config: Wire, overrides: Wire): Wire {
  const { output } = config['audio'] as AudioConfig;
  const changed = ((overrides['audio'] ?? {}) as Partial<AudioConfig>).output ?? {};
  const merged: Wire = { ...output, ...changed };
  return {
    ...config,
    ...overrides,
    audio: { output: { ...merged, format: fillFormat(merged['format'] as Wire) } },
  };
}
