import type { WireFrame } from '../../protocol/wire-frame.ts';
import { decodeBase64, encodeBase64 } from '../../util/base64.ts';
import { MANAGED_WRITES, REFUSALS, SILENT, TOOL_OUTPUT } from './command-fixtures.ts';
import { adapterFacts, LINE, MANAGED } from './capabilities.ts';
import { writeExchange, writeLineExchange } from './exchange-fixtures.ts';
import { MANAGED_READS } from './fixtures.ts';
import { LINE_READS, LINE_WRITES } from './line-protocol-fixtures.ts';
import { createAdapter } from './adapter.ts';

const options = { agentId: 'agent_1' };
const credential = { value: 'token_fixture', expiresAtMs: null };

function readAppended(frames: readonly WireFrame[]): Uint8Array {
  const parts = frames.map((frame) => {
    const wire = JSON.parse(String(frame)) as { audio?: string; media?: { payload: string } };
    return decodeBase64(wire.audio ?? wire.media?.payload ?? '');
  });
  return Uint8Array.from(parts.flatMap((part) => [...(part ?? [])]));
}

/** The fixtures for the adapter contract: managed agents. */
export const contract = {
  source: 'Cartesia’s AsyncAPI documents of version 2026-08-14 and guides, read in November 2026',
  createAdapter: () => createAdapter(options, adapterFacts(options, MANAGED), 'managed'),
  credential,
  reads: MANAGED_READS,
  writes: [...MANAGED_WRITES, SILENT],
  refusals: REFUSALS,
  unknownFrame: '{"type":"hologram_output","hologram":"AA=="}',
  toolCall: {
    callId: 'call_1',
    frames: [
      { type: 'turn_started', turn: 3, role: 'assistant', start_time: 4 },
      {
        type: 'client_tool_call',
        tool_call_id: 'call_1',
        tool_name: 'get_weather',
        parameters: {},
        expects_response: true,
      },
      {
        type: 'turn_ended',
        turn: 3,
        role: 'assistant',
        text: 'It is sunny.',
        interrupted: false,
        start_time: 4,
        end_time: 6,
        tool_calls: [{ id: 'call_1', name: 'get_weather', arguments: {}, result: 'sun' }],
      },
    ].map((frame) => JSON.stringify(frame)),
  },
  readAppended,
  writeExchange,
  writeDelta: (audio: Uint8Array) => JSON.stringify({ type: 'audio_output', audio: encodeBase64(audio) }),
};

/** The fixtures for the adapter contract: the Line protocol. */
export const lineContract = {
  ...contract,
  source: 'Cartesia’s guides to the Line protocol and clients of autumn 2026, read in November 2026',
  createAdapter: () => createAdapter(options, adapterFacts(options, LINE), 'line'),
  reads: LINE_READS,
  writes: [...LINE_WRITES, SILENT],
  refusals: [
    ...REFUSALS,
    { name: 'a tool’s result', command: TOOL_OUTPUT, code: 'unsupported-capability' as const },
    {
      name: 'a speed',
      command: { type: 'configure', commandId: 'cmd_1', config: { speed: 1.2 }, isInitial: true },
      code: 'unsupported-capability' as const,
    },
  ],
  unknownFrame: '{"event":"hologram_output","stream_id":"stream_1"}',
  toolCall: null,
  writeExchange: writeLineExchange,
  writeDelta: (audio: Uint8Array) =>
    JSON.stringify({ event: 'media_output', stream_id: 'stream_1', media: { payload: encodeBase64(audio) } }),
};
