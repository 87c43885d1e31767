import { durationMs } from '../../protocol/audio-format.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { MessageItem } from '../../protocol/conversation-item.ts';
import { textOfItems } from '../../protocol/item-text.ts';
import type { WireFrame } from '../../protocol/wire-frame.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { writeJson } from '../../util/config-error.ts';
import type { CodecState } from './codec-state.ts';
import { unsupported } from './errors.ts';
import { checkConfig, writeInitiation } from './session-payload.ts';
import { callIdOf } from './tool-calls.ts';
import type { WireClientEvent } from './wire-types.ts';

/** Writes one command as one frame, or as none. What is said in the wait queue goes out when it is over. */
export function encode(state: CodecState, command: ClientCommand): readonly WireFrame[] {
  const frames = write(state, command);
  if (command.type === 'configure') return frames;
  const isAudio = command.type === 'append-audio';
  return state.queue.pass(
    frames,
    isAudio ? durationMs(command.audio.byteLength, state.facts.inputFormat) : 0,
  );
}

function write(state: CodecState, command: ClientCommand): readonly WireFrame[] {
  // Written without JSON.stringify: audio is most of the traffic, and base64 needs no escaping.
  if (command.type === 'append-audio')
    return state.isTextOnly ? [] : [`{"user_audio_chunk":"${encodeBase64(command.audio)}"}`];
  const event = writeCommand(state, command);
  return event ? [writeJson('elevenlabs', event)] : [];
}

/** Writes an event of the vendor's own. `feedback` without a number refers to the last content of the agent. */
export function encodeVendorEvent(
  { lastEventId }: CodecState,
  event: Readonly<Record<string, unknown>>,
): readonly WireFrame[] {
  const isFeedback = event['type'] === 'feedback';
  return [writeJson('elevenlabs', isFeedback ? { event_id: lastEventId, ...event } : event)];
}

function writeCommand(
  state: CodecState,
  command: Exclude<ClientCommand, { type: 'append-audio' }>,
): WireClientEvent | null {
  switch (command.type) {
    case 'configure':
      checkConfig(command.config);
      // Tools may change later. The agent has its own, so no frame goes out.
      if (!command.isInitial) return null;
      state.isTextOnly = command.config.outputModality === 'text';
      return writeInitiation(command.config, state.options, command.history);
    case 'create-item':
      if (command.item.type !== 'message') throw unsupported(`an item of type ${command.item.type}`);
      return writeMessage(state, command.item, command.respond === 'answer');
    case 'seed-history':
      return state.options.historyVariable === undefined
        ? { type: 'contextual_update', text: textOfItems(command.items) }
        : null;
    case 'send-tool-output':
      return {
        type: 'client_tool_result',
        tool_call_id: command.callId,
        result: command.output,
        is_error: command.isError,
      };
    case 'answer-approval':
      return {
        type: 'mcp_tool_approval_result',
        tool_call_id: callIdOf(command.approvalRequestId),
        is_approved: command.isApproved,
      };
    // The kit plays the audio: ElevenLabs has no output buffer to clear.
    case 'clear-output':
      return null;
    default:
      throw unsupported(command.type);
  }
}

/**
 * Writes a message: a `user_message`, which the agent answers, or a `contextual_update`, which it does not answer. Messages of
 * an earlier connection are context with the name of their role. A message with files is always answered (client 1.25.0).
 */
function writeMessage(
  state: CodecState,
  { role, content }: MessageItem,
  wantsAnswer: boolean,
): WireClientEvent {
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  const files = content.flatMap((part) => {
    if (part.type === 'image' && part.fileId) return [{ type: 'file_input', file_id: part.fileId } as const];
    if (part.type !== 'text') throw unsupported(`${part.type} content in a message`);
    return [];
  });
  const [file] = files;
  if (!file && !wantsAnswer)
    return { type: 'contextual_update', text: role === 'system' ? text : `${role}: ${text}` };
  const message = { type: 'user_message', text } as const;
  if (text) {
    state.sentText = text;
    state.isSentTextAnswered = false;
  }
  return file ? { type: 'multimodal_message', ...(text && { text: message }), file, files } : message;
}
