import { decodeBase64, encodeBase64 } from '../../util/base64.ts';
import type { WireFrame } from '../../protocol/wire-frame.ts';
import { COMMAND_FIXTURES, REFUSED_COMMANDS } from './command-fixtures.ts';
import { writeExchange } from './exchange-fixtures.ts';
import { READ_FIXTURES } from './fixtures.ts';
import { createAdapter } from './adapter.ts';
import type { WireClientMessage } from './wire-types.ts';

/** The fixtures for the adapter contract. */
export const contract = {
  source: '@google/genai 2.32.0 (October 2026), Google’s guides, and public recordings of summer 2026',
  createAdapter: () => createAdapter(),
  credential: { value: 'auth_tokens/fixture', expiresAtMs: null },
  reads: READ_FIXTURES,
  writes: COMMAND_FIXTURES,
  refusals: REFUSED_COMMANDS.map((refused) => ({ ...refused, code: 'unsupported-capability' as const })),
  unknownFrame: '{"hologramDelta":{"data":"AA=="}}',
  toolCall: {
    callId: 'call-1',
    frames: [
      { serverContent: { modelTurn: { parts: [{ text: 'I will look.', thought: true }] } } },
      { toolCall: { functionCalls: [{ id: 'call-1', name: 'get_weather', args: {} }] } },
      { serverContent: { generationComplete: true } },
      { serverContent: { turnComplete: true }, usageMetadata: { promptTokenCount: 10 } },
    ].map((frame) => JSON.stringify(frame)),
  },
  writeExchange,
  readAppended(frames: readonly WireFrame[]): Uint8Array {
    const parts = frames.map((frame) => {
      const { realtimeInput } = JSON.parse(String(frame)) as WireClientMessage;
      return decodeBase64(realtimeInput?.audio?.data ?? '');
    });
    return Uint8Array.from(parts.flatMap((part) => [...(part ?? [])]));
  },
  writeDelta: (audio: Uint8Array) =>
    JSON.stringify({
      serverContent: {
        modelTurn: {
          parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data: encodeBase64(audio) } }],
        },
      },
    }),
};
