import type { WireFrame } from '../../protocol/wire-frame.ts';
import { decodeBase64, encodeBase64 } from '../../util/base64.ts';
import { REFUSALS, WRITES } from './command-fixtures.ts';
import { writeExchange } from './exchange-fixtures.ts';
import { READS } from './fixtures.ts';
import { createAdapter } from './adapter.ts';

function readAppended(frames: readonly WireFrame[]): Uint8Array {
  const parts = frames.map((frame) => {
    const { user_audio_chunk } = JSON.parse(String(frame)) as { user_audio_chunk: string };
    return decodeBase64(user_audio_chunk);
  });
  return Uint8Array.from(parts.flatMap((part) => [...(part ?? [])]));
}

/** The fixtures for the adapter contract. */
export const contract = {
  source: 'ElevenLabs’ contract package 0.23.0 and client 1.25.0, read in November 2026',
  createAdapter: () => createAdapter({ agentId: 'agent_1' }),
  credential: {
    value: 'wss://api.elevenlabs.io/v1/convai/conversation?agent_id=agent_1&conversation_signature=s',
    expiresAtMs: null,
  },
  reads: READS,
  writes: WRITES,
  refusals: REFUSALS,
  unknownFrame: '{"type":"hologram","hologram_event":{"event_id":7}}',
  toolCall: {
    callId: 'c1',
    frames: [
      {
        type: 'agent_tool_request',
        agent_tool_request: {
          tool_name: 'get_weather',
          tool_call_id: 'c1',
          tool_type: 'client',
          event_id: 5,
        },
      },
      {
        type: 'client_tool_call',
        client_tool_call: { tool_name: 'get_weather', tool_call_id: 'c1', parameters: {}, event_id: 5 },
      },
      {
        type: 'agent_tool_response',
        agent_tool_response: {
          tool_name: 'get_weather',
          tool_call_id: 'c1',
          tool_type: 'client',
          is_error: false,
          is_called: true,
          event_id: 5,
        },
      },
    ].map((frame) => JSON.stringify(frame)),
  },
  readAppended,
  writeExchange,
  writeDelta: (audio: Uint8Array) =>
    JSON.stringify({ type: 'audio', audio_event: { audio_base_64: encodeBase64(audio), event_id: 1 } }),
};
