import type { ClientCommand } from '../../protocol/client-command.ts';
import { textOfItems } from '../../protocol/item-text.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { configError } from '../../util/config-error.ts';
import { isObject } from '../../util/untrusted.ts';
import type { CartesiaProtocol } from './capabilities.ts';
import type { CodecState } from './codec-state.ts';
import { unsupported } from './errors.ts';
import type { WireClientEvent, WireFormat, WireLineClientEvent } from './wire-types.ts';

/** Cartesia's names of the audio formats that it takes (AsyncAPI 2026-08-14). */
const FORMATS: Readonly<Record<string, WireFormat | undefined>> = {
  'pcm16 16000': 'pcm_16000',
  'pcm16 24000': 'pcm_24000',
  'pcm16 44100': 'pcm_44100',
  'g711-ulaw 8000': 'mulaw_8000',
};

/**
 * Checks that a call can be configured so. The agent has its own tools, which are matched by name. For managed agents,
 * `instructions`, `voice`, `speed` and the language travel with a credential that the minter made for them: the wire has no
 * fields for them.
 *
 * @throws RealtimeError `unsupported-capability` for a setting that only the agent's own settings can change.
 */
export function checkConfig(config: SessionConfig, protocol: CartesiaProtocol): void {
  for (const field of Object.keys(config) as (keyof SessionConfig)[])
    if (!isSupported(config, field, protocol)) throw unsupported(field);
}

function isSupported(config: SessionConfig, field: keyof SessionConfig, protocol: CartesiaProtocol): boolean {
  if (config[field] === undefined) return true;
  switch (field) {
    case 'instructions':
    case 'voice':
    case 'tools':
    case 'vendorOptions':
      return true;
    case 'speed':
      return protocol === 'managed';
    case 'transcription':
      return hasOnly(config.transcription, 'language');
    // Every call has these values.
    case 'turnDetection':
      return config.turnDetection?.mode === 'server' && hasOnly(config.turnDetection, 'mode');
    case 'outputModality':
      return config.outputModality === 'audio';
    case 'toolChoice':
      return config.toolChoice === 'auto';
    case 'remoteTools':
      return config.remoteTools?.length === 0;
    default:
      return false;
  }
}

/** Whether an object has no field but the given one. */
function hasOnly(value: unknown, name: string): boolean {
  return (
    isObject(value) && Object.entries(value).every(([key, field]) => field === undefined || key === name)
  );
}

type Configuration = Extract<ClientCommand, { type: 'configure' }>;

/** Writes the frame that opens a call. `vendorOptions` are added to it: variables, metadata. */
export function writeStart(
  { options, facts, protocol }: CodecState,
  { config: { instructions, voice, vendorOptions }, history = [] }: Configuration,
): object {
  const { outputDelivery: delivery = 'as_available', historyVariable } = options;
  const { encoding, sampleRateHz } = facts.inputFormat;
  const variables = historyVariable === undefined ? undefined : { [historyVariable]: textOfItems(history) };
  const input_format = FORMATS[`${encoding} ${sampleRateHz}`];
  if (!input_format)
    throw configError('cartesia', `Cartesia does not take ${encoding} at ${sampleRateHz} Hz.`);
  const start: WireClientEvent | WireLineClientEvent =
    protocol === 'line'
      ? {
          event: 'start',
          config: {
            input_format,
            output_audio_delivery: delivery,
            voice_id: typeof voice === 'object' ? voice.id : voice,
          },
          agent: instructions ? { system_prompt: instructions } : undefined,
        }
      : { type: 'session_create', audio: { input_format, output_delivery: delivery } };
  const field = protocol === 'line' ? 'metadata' : 'dynamic_variables';
  const own = vendorOptions?.[field];
  return {
    ...start,
    ...vendorOptions,
    ...(variables && { [field]: { ...variables, ...(isObject(own) ? own : {}) } }),
  };
}
