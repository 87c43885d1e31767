import type { ClientCommand } from '../../protocol/client-command.ts';
import type { WireFrame } from '../../protocol/wire-frame.ts';
import { decodeBase64, encodeBase64 } from '../../util/base64.ts';
import { COMMAND_FIXTURES } from './command-fixtures.ts';
import { writeExchange } from './exchange-fixtures.ts';
import { SERVER_FIXTURES } from './fixtures.ts';
import { createAdapter } from './adapter.ts';
import { FINISHED_CALL } from './response-fixtures.ts';

const refuse = (name: string, command: ClientCommand) => ({ name, command, code: 'invalid-config' as const });

const commandId = 'cmd_1';
const finished = FINISHED_CALL.frame as { readonly type: string; readonly item?: unknown };

/** The fixtures of the adapter contract. */
export const contract = {
  source: 'openai 7.57.0 (November 2026), the vendor’s guides, and frames that recorders saw in summer 2026',
  createAdapter: () => createAdapter(),
  credential: { value: 'ek_fixture', expiresAtMs: null },
  reads: SERVER_FIXTURES.map(({ name, frame, events }) => ({ name, frame: JSON.stringify(frame), events })),
  writes: COMMAND_FIXTURES,
  refusals: [
    refuse('a truncation at 0 ms', {
      type: 'truncate-item',
      commandId,
      itemId: 'item_1',
      contentIndex: 0,
      audioEndMs: 0,
    }),
    refuse('a list of remote tools from outside', {
      type: 'create-item',
      commandId,
      item: { type: 'remote-tool-list', id: 'item_1', serverLabel: 'docs', tools: [] },
    }),
  ],
  unknownFrame: '{"type":"response.hologram.delta","event_id":"event_1","delta":"AA=="}',
  toolCall: {
    callId: 'call_1',
    // As on the wire: the arguments, the item of the conversation, the item of the output, the response.
    frames: [
      {
        type: 'response.output_item.added',
        response_id: 'resp_1',
        output_index: 1,
        item: { ...Object(finished.item), status: 'in_progress' },
      },
      {
        type: 'response.function_call_arguments.done',
        response_id: 'resp_1',
        item_id: 'item_3',
        call_id: 'call_1',
        name: 'get_weather',
        arguments: '{}',
      },
      { type: 'conversation.item.done', item: finished.item, previous_item_id: null },
      finished,
      { type: 'response.done', response: { id: 'resp_1', status: 'completed', output: [finished.item] } },
    ].map((frame) => JSON.stringify(frame)),
  },
  writeExchange,
  readAppended(frames: readonly WireFrame[]): Uint8Array {
    const parts = frames.map((frame) => decodeBase64((JSON.parse(String(frame)) as { audio: string }).audio));
    return Uint8Array.from(parts.flatMap((part) => [...(part ?? [])]));
  },
  writeDelta: (audio: Uint8Array) =>
    JSON.stringify({
      type: 'response.output_audio.delta',
      response_id: 'resp_1',
      item_id: 'item_2',
      output_index: 0,
      content_index: 0,
      delta: encodeBase64(audio),
    }),
};
