import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { failure, unsupported } from './errors.ts';
import type { Memory } from './memory.ts';
import type { CartesiaOptions } from './options.ts';
import type { WireClientEvent, WireFormat, WireLineClientEvent } from './wire-types.ts';

/**
 * Checks what is asked for. Tools are the agent's own and are only matched by their names. On Managed Agents
 * `instructions`, `voice`, `speed` and the language travel with a credential that was minted with them: here they say
 * nothing new, so they pass.
 *
 * @throws RealtimeError `unsupported-capability` for what only the agent's own settings could change.
 */
export function checkConfig(isLine: boolean, config: SessionConfig): void {
  for (const [field, value] of Object.entries(config)) {
    const isPassed =
      value === undefined ||
      (/^(instructions|voice|speed|tools|vendorOptions)$/.test(field) && !(isLine && field === 'speed')) ||
      // Neither asks for anything: it is what every call has.
      /^(\{("language":"\w+"|"mode":"server")?\}|"au\w+"|\[\])$/.test(JSON.stringify(value));
    if (!isPassed) throw unsupported(field);
  }
}

/** The vendor's names of the audio that it takes. */
const FORMATS = /^(pcm16_(16000|24000|44100)|g711-ulaw_8000)$/;

/** Writes the frame that opens a call. `vendorOptions` are laid over it: variables, metadata. */
function writeStart(
  isLine: boolean,
  { instructions, voice, vendorOptions }: SessionConfig,
  { encoding, sampleRateHz }: AudioFormat,
  delivery: CartesiaOptions['outputDelivery'] = 'as_available',
): WireEvent {
  if (!FORMATS.test(`${encoding}_${sampleRateHz}`))
    throw failure('invalid-config', `There is no ${encoding} at ${sampleRateHz} Hz`);
  const input_format = `${encoding === 'pcm16' ? 'pcm' : 'mulaw'}_${sampleRateHz}` as WireFormat;
  const start: WireClientEvent | WireLineClientEvent = isLine
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
  return { ...start, ...vendorOptions };
}

/** Creates the writer of one connection's frames. */
export function createEncoder(
  memory: Memory,
  format: AudioFormat,
  options: CartesiaOptions,
): (command: ClientCommand) => readonly string[] {
  const { isLine, calls } = memory;
  return (command) => {
    const { type } = command;
    if (type === 'append-audio') {
      const audio = encodeBase64(command.audio);
      return writeEvent(
        memory,
        isLine ? { event: 'media_input', media: { payload: audio } } : { type: 'audio_input', audio },
      );
    }
    if (type === 'configure') {
      checkConfig(isLine, command.config);
      // Later changes are of tools, which only the app needs to know.
      return command.isInitial
        ? writeEvent(memory, writeStart(isLine, command.config, format, options.outputDelivery))
        : [];
    }
    if (type === 'send-tool-output' && !isLine) {
      const { callId: tool_call_id, output: result, isError: is_error } = command;
      // A call that nobody waits for has no answer: the vendor would ignore it.
      return calls.get(tool_call_id) === false
        ? []
        : writeEvent(memory, { type: 'client_tool_result', tool_call_id, result, is_error });
    }
    // The kit itself plays: it has flushed its own queue, and the vendor takes no word about it.
    if (type === 'clear-output') return [];
    throw unsupported(type);
  };
}

type WireEvent = WireClientEvent | WireLineClientEvent | Readonly<Record<string, unknown>>;

/** Writes one frame, also of the vendor's own: keys of a telephone, and custom events on Line's stream. */
export function writeEvent({ streamId }: Memory, event: WireEvent): readonly string[] {
  return [JSON.stringify(streamId ? { stream_id: streamId, ...event } : event)];
}
