import type { ClientCommand } from '../../protocol/client-command.ts';
import type { WireFrame } from '../../protocol/wire-frame.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { writeJson } from '../../util/config-error.ts';
import type { CodecState } from './codec-state.ts';
import { unsupported } from './errors.ts';
import { checkConfig, writeStart } from './session-payload.ts';
import type { WireClientEvent } from './wire-types.ts';

/** Writes one command as one frame, or as none. */
export function encode(state: CodecState, command: ClientCommand): readonly WireFrame[] {
  const { protocol } = state;
  switch (command.type) {
    case 'append-audio': {
      const audio = encodeBase64(command.audio);
      return protocol === 'line'
        ? encodeVendorEvent(state, { event: 'media_input', media: { payload: audio } })
        : [`{"type":"audio_input","audio":"${audio}"}`];
    }
    case 'configure':
      checkConfig(command.config, protocol);
      // Tools may change later. The agent has its own, so no frame goes out.
      return command.isInitial ? encodeVendorEvent(state, writeStart(state, command)) : [];
    case 'send-tool-output': {
      // Agents on Line run their tools themselves.
      if (protocol === 'line') throw unsupported(command.type);
      const { callId: tool_call_id, output: result, isError: is_error } = command;
      // Cartesia ignores the result of a call that expects none.
      if (state.toolCalls.get(tool_call_id) === false) return [];
      const event: WireClientEvent = { type: 'client_tool_result', tool_call_id, result, is_error };
      return encodeVendorEvent(state, event);
    }
    // The kit plays the audio: Cartesia has no output buffer to clear.
    case 'clear-output':
      return [];
    default:
      throw unsupported(command.type);
  }
}

/** Writes an event, which may be one of the app's: DTMF digits, and custom events of the Line protocol. */
export function encodeVendorEvent({ streamId }: CodecState, event: object): readonly WireFrame[] {
  return [writeJson('cartesia', streamId ? { stream_id: streamId, ...event } : event)];
}
