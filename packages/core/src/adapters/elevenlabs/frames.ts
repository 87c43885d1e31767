import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { report } from './errors.ts';
import { text } from './read.ts';
import type { Payload } from './read.ts';

const nameOf = ({ encoding, sampleRateHz }: AudioFormat) =>
  `${encoding === 'pcm16' ? 'pcm' : encoding.slice(5)}_${sampleRateHz}`;

/**
 * Reads how a conversation is held. Where no format is announced, it is taken to be the one that is wanted. Nothing is heard
 * of it in writing, and over WebRTC the sound is not in the messages.
 */
export function readMetadata(
  told: Payload,
  { inputFormat, outputFormat, transport }: AdapterFacts,
  isTextOnly: boolean,
): ServerEvent {
  const takes = text(told.user_input_audio_format) || nameOf(inputFormat);
  const sends = text(told.agent_output_audio_format) || nameOf(outputFormat);
  const isRight = takes === nameOf(inputFormat) && sends === nameOf(outputFormat);
  if (!isRight && !isTextOnly && transport !== 'webrtc') {
    const message = `Set inputFormat to ${takes} and outputFormat to ${sends}: the agent has them so.`;
    return report('invalid-config', message, null, true, told);
  }
  return {
    type: 'session-configured',
    sessionId: text(told.conversation_id) || null,
    expiresAtMs: null,
    turnDetection: null,
    model: null,
    voice: null,
  };
}

/** Reads a step of a call that the vendor makes to an MCP server; for one of them it may want the user's consent. */
export function readRemoteCall(
  id: string,
  name: string,
  argumentsText: string,
  { service_id, state, result, error_message }: Payload,
): ServerEvent {
  const shared = { serverLabel: text(service_id), name, argumentsText };
  if (state === 'awaiting_approval')
    return { type: 'item-added', item: { type: 'approval-request', id: `consent_${id}`, ...shared } };
  const isOk = state === 'success';
  const isFailed = state === 'failure';
  return {
    type: isOk || isFailed ? 'item-done' : 'item-added',
    item: {
      type: 'remote-tool-call',
      id,
      ...shared,
      output: isOk ? (JSON.stringify(result) ?? '') : null,
      errorMessage: isFailed ? text(error_message) : null,
      approvalRequestId: null,
    },
  };
}
