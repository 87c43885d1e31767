import { describe, expect, it } from 'vitest';
import { ConvaiClient, createAgent } from '../../../test/convai-client.ts';
import { BLUE, RED, jpeg, png } from '../../../test/pictures.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import type { Emulator } from '../../create-emulator.ts';
import type { Frame } from '../../../test/wire-client.ts';

async function open(emulator: Emulator, agentId = 'agent_1') {
  const client = new ConvaiClient(emulator, { path: `/v1/convai/conversation?agent_id=${agentId}` });
  const first = await client.start({ agent: { first_message: '' } });
  const event = first['conversation_initiation_metadata_event'] as Frame;
  return { client, id: String(event['conversation_id']) };
}

async function upload(emulator: Emulator, id: string, bytes: Uint8Array | null, type = 'image/png') {
  const body = new FormData();
  if (bytes) body.append('file', new File([new Uint8Array(bytes)], 'photo', { type }));
  const response = await fetch(`${emulator.origin}/v1/convai/conversations/${id}/files`, {
    method: 'POST',
    body,
  });
  const json = (await response.json()) as { file_id?: string; detail?: { status?: string } };
  return { status: response.status, fileId: json.file_id ?? '', reason: json.detail?.status };
}

const message = (...fileIds: readonly string[]) => ({
  type: 'multimodal_message',
  text: { type: 'user_message', text: 'What do you see?' },
  files: fileIds.map((file_id) => ({ type: 'file_input', file_id })),
});

const errorOf = async (client: ConvaiClient) => (await client.until('error'))['error_event'] as Frame;

describe('files', () => {
  it('are uploaded with the id of the conversation, and seen in the message that names them', async () => {
    const emulator = await startEmulator();
    const { client, id } = await open(emulator);
    const { fileId } = await upload(emulator, id, png(RED));
    client.send({ ...message(fileId), file: { type: 'file_input', file_id: fileId } });
    expect(await client.words()).toContain('mostly red');
    const second = await upload(emulator, id, jpeg(), 'image/jpeg');
    client.send(message(second.fileId));
    expect(await client.words()).toMatch(/mostly blue.*has changed/);
    expect(emulator.sessions[0]?.images.map(({ colour }) => colour)).toEqual(['red', 'blue']);
  });

  it('are refused where they cannot be read, or are not there', async () => {
    const emulator = await startEmulator();
    const { id } = await open(emulator);
    const results = [
      await upload(emulator, id, null),
      await upload(emulator, id, new Uint8Array()),
      await upload(emulator, id, Uint8Array.from([1, 2, 3])),
      await upload(emulator, id, png(RED), 'image/jpeg'),
      await upload(emulator, id, Uint8Array.from([1, 2, 3]), 'application/zip'),
      await upload(emulator, id, new Uint8Array(10_000_001)),
      await upload(emulator, 'conv_unknown', png(RED)),
    ];
    expect(results.map(({ status, reason }) => [status, reason])).toEqual([
      [422, undefined],
      [400, 'unsupported_file'],
      [400, 'unsupported_file'],
      [400, 'unsupported_file'],
      [400, 'unsupported_file'],
      [413, 'file_too_large'],
      [404, 'conversation_not_found'],
    ]);
    expect((await upload(emulator, id, Buffer.from('Notes'), 'text/plain')).status).toBe(200);
  });

  it('are counted, and can be switched off', async () => {
    const emulator = await startEmulator();
    const two = await createAgent(emulator, { file_input: { max_files_per_conversation: 2 } }, ALLOWED);
    const few = await open(emulator, two);
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await upload(emulator, few.id, png(BLUE))).status);
    expect(statuses).toEqual([200, 200, 400]);
    const none = await open(
      emulator,
      await createAgent(emulator, { file_input: { enabled: false } }, ALLOWED),
    );
    expect(await upload(emulator, none.id, png(BLUE))).toMatchObject({ reason: 'file_input_disabled' });
  });

  it('end the conversation where a message names one that is not there, or too many', async () => {
    const emulator = await startEmulator();
    const unknown = await open(emulator);
    unknown.client.send(message('file_unknown'));
    expect(await errorOf(unknown.client)).toMatchObject({ error_type: 'value_error' });
    const many = await open(emulator);
    many.client.send(message('1', '2', '3', '4', '5', '6'));
    expect(await errorOf(many.client)).toMatchObject({ error_type: 'invalid_message' });
  });

  it('can be taken back, and are gone with the conversation', async () => {
    const emulator = await startEmulator();
    const { client, id } = await open(emulator);
    const { fileId } = await upload(emulator, id, png(RED));
    const remove = () =>
      fetch(`${emulator.origin}/v1/convai/conversations/${id}/files/${fileId}`, { method: 'DELETE' });
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 404]);
    client.socket.close();
    await client.closed;
    await expect.poll(async () => (await upload(emulator, id, png(RED))).status).toBe(404);
  });
});

/** The settings of the agent that a client may override. */
const ALLOWED = { overrides: { conversation_config_override: { agent: { first_message: true } } } };
