import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** Instructions in force when the app gives none, in the emulator's own words. */
const DEFAULT_INSTRUCTIONS = 'You are a friendly voice agent. Answer briefly and speak naturally.';

/** Silence that ends a turn, by model: recorded 200 ms on gpt-realtime and 500 ms on 2.1, documented 500 ms. */
function defaultSilenceMs(model: string): number {
  return /^gpt-realtime(-2025-08-28)?$/.test(model) ? 200 : 500;
}

/** Fields of turn detection that are in force when only its type is given. */
function fillTurnDetection(detection: Wire | null, model: string): Wire | null {
  if (detection === null) return null;
  if (detection['type'] === 'semantic_vad') {
    return { eagerness: 'auto', create_response: true, interrupt_response: true, ...detection };
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

/** The configuration of a session before anything was asked for. */
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
      output: { format, voice: /^gpt-realtime-2/.test(model) ? 'marin' : 'alloy', speed: 1 },
    },
    include: null,
  };
}

/** What a change must not touch. */
interface Locks {
  readonly hasSpoken: boolean;
}

/** Lays a checked change over a configuration, all of it or nothing. @throws Refusal for what cannot change. */
export function applyConfig(config: Wire, patch: Wire, locks: Locks): Wire {
  const model = String(config['model']);
  if (patch['model'] !== undefined && patch['model'] !== model) {
    throw new Refusal('invalid_value', `The model cannot be changed from ${model}.`, 'session.model');
  }
  if (config['tracing'] !== null && patch['tracing'] !== undefined) {
    throw new Refusal('invalid_value', 'Tracing cannot be changed once it is on.', 'session.tracing');
  }
  const audio = config['audio'] as { readonly input: Wire; readonly output: Wire };
  const changed = (patch['audio'] ?? {}) as { readonly input?: Wire; readonly output?: Wire };
  const output = { ...audio.output, ...changed.output };
  if (locks.hasSpoken && JSON.stringify(output['voice']) !== JSON.stringify(audio.output['voice'])) {
    throw new Refusal(
      'cannot_update_voice',
      'Cannot update a conversation’s voice if assistant audio is present.',
      'session.audio.output.voice',
    );
  }
  const input = { ...audio.input, ...changed.input };
  if (changed.input?.['turn_detection'] !== undefined) {
    input['turn_detection'] = fillTurnDetection(changed.input['turn_detection'] as Wire | null, model);
  }
  const words = changed.input?.['transcription'] as Wire | null | undefined;
  if (words)
    input['transcription'] = { model: 'gpt-4o-mini-transcribe', language: null, prompt: null, ...words };
  for (const side of [input, output]) {
    const format = side['format'] as Wire;
    if (format['type'] === 'audio/pcm') side['format'] = { rate: 24_000, ...format };
  }
  return { ...config, ...patch, audio: { input, output } };
}
