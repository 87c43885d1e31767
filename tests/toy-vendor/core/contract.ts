import type { WireFrame } from '../../protocol/wire-frame.ts';
import { decodeBase64, encodeBase64 } from '../../util/base64.ts';
import { createAdapter } from './index.ts';

const commandId = 'cmd_1';
const item = {
  type: 'message',
  id: 'item_1',
  role: 'user',
  status: 'completed',
  content: [{ type: 'text', text: 'Hello' }],
} as const;
const refused = [
  { type: 'begin-turn', commandId },
  { type: 'commit-turn', commandId },
  { type: 'clear-input', commandId },
  { type: 'seed-history', commandId, items: [] },
  { type: 'remove-item', commandId, itemId: 'item_1' },
  { type: 'retrieve-item', commandId, itemId: 'item_1' },
  { type: 'truncate-item', commandId, itemId: 'item_1', contentIndex: 0, audioEndMs: 10 },
  { type: 'create-response', commandId, options: {} },
  { type: 'cancel-response', commandId, responseId: null },
  { type: 'answer-approval', commandId, approvalRequestId: 'a', isApproved: true, reason: null },
  {
    type: 'send-tool-output',
    commandId,
    itemId: 'i',
    callId: 'c',
    name: 'n',
    output: '',
    isError: false,
  },
] as const;

/** The fixtures on which the adapter contract is checked. */
export const contract = {
  source: 'made up in 2026',
  createAdapter: () => createAdapter(),
  credential: { value: 'a pass', expiresAtMs: null },
  reads: [
    {
      name: 'the beginning of an answer',
      frame: '{"kind":"begin","turn":1}',
      events: [{ type: 'response-started', responseId: 'answer_1', isOutOfBand: false, metadata: null }],
    },
    {
      name: 'its words',
      frame: '{"kind":"words","turn":1,"text":"Hi."}',
      events: [
        {
          type: 'output-transcript-delta',
          responseId: 'answer_1',
          itemId: 'answer_1',
          contentIndex: 0,
          delta: 'Hi.',
        },
      ],
    },
  ],
  writes: [
    {
      name: 'hello',
      command: { type: 'configure', commandId, config: {}, isInitial: true },
      frames: [{ kind: 'hello' }],
    },
    {
      name: 'sound',
      command: { type: 'append-audio', audio: Uint8Array.from([1, 2]) },
      frames: [{ kind: 'sound', audio: 'AQI=' }],
    },
    {
      name: 'words',
      command: { type: 'create-item', commandId, item },
      frames: [{ kind: 'words', text: 'Hello' }],
    },
    { name: 'a flush', command: { type: 'clear-output', commandId }, frames: [] },
  ],
  refusals: refused.map((command) => ({
    name: command.type,
    command,
    code: 'unsupported-capability' as const,
  })),
  unknownFrame: '{"kind":"hologram"}',
  toolCall: null,
  readAppended(frames: readonly WireFrame[]): Uint8Array {
    const parts = frames.map((frame) => decodeBase64((JSON.parse(String(frame)) as { audio: string }).audio));
    return Uint8Array.from(parts.flatMap((part) => [...(part ?? [])]));
  },
  writeDelta: (audio: Uint8Array) => JSON.stringify({ kind: 'sound', turn: 1, audio: encodeBase64(audio) }),
  writeExchange: ({ index, audio }: { readonly index: number; readonly audio: readonly Uint8Array[] }) =>
    [
      { kind: 'begin', turn: index },
      ...audio.map((chunk) => ({ kind: 'sound', turn: index, audio: encodeBase64(chunk) })),
      { kind: 'words', turn: index, text: 'Hi.' },
      { kind: 'end', turn: index },
    ].map((frame) => JSON.stringify(frame)),
};
