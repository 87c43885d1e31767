import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ConvaiClient, createAgent } from '../../../test/convai-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import type { Emulator } from '../../create-emulator.ts';
import type { Wire } from './frames.ts';

const idOf = (metadata: Wire): string =>
  (metadata['conversation_initiation_metadata_event'] as { conversation_id: string }).conversation_id;

/** Joins a conversation as a server does. */
function monitor({ origin }: Emulator, id: string, key = 'sk_eleven_1') {
  const url = `${origin.replace('http', 'ws')}/v1/convai/conversations/${id}/monitor`;
  const socket = new WebSocket(url, { headers: { 'xi-api-key': key } });
  const types: string[] = [];
  socket.on('message', (data: Buffer) => types.push((JSON.parse(data.toString()) as { type: string }).type));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  return { types, closed, send: (command: object) => socket.send(JSON.stringify(command)) };
}

test('a monitor gets what was and what comes, but no audio, and ends the conversation', async () => {
  const emulator = await startEmulator();
  const client = new ConvaiClient(emulator);
  const id = idOf(await client.start());
  await client.words();
  const { types, closed, send } = monitor(emulator, id);
  await vi.waitFor(() => expect(types).toContain('agent_response'));
  expect(types[0]).toBe('conversation_initiation_metadata');
  client.send({ type: 'user_message', text: 'Hello.' });
  await vi.waitFor(() => expect(types.filter((type) => type === 'agent_response')).toHaveLength(2));
  expect(types).not.toEqual(expect.arrayContaining(['audio']));
  expect(types).not.toEqual(expect.arrayContaining(['ping']));
  send({ command_type: 'contextual_update', parameters: { contextual_update: 'The shop has closed.' } });
  send({ command_type: 'end_call' });
  expect((await client.closed).code).toBe(1000);
  expect(await closed).toBe(1000);
});

test('a monitor needs a key, a conversation that goes on, an agent that allows it, and a command that there is', async () => {
  const emulator = await startEmulator();
  const client = new ConvaiClient(emulator);
  const id = idOf(await client.start());
  expect(await monitor(emulator, id, 'none').closed).toBe(1008);
  expect(await monitor(emulator, 'conv_unknown').closed).toBe(1008);
  const joined = monitor(emulator, id);
  await vi.waitFor(() => expect(joined.types).not.toEqual([]));
  joined.send({ command_type: 'end_the_call' });
  expect(await joined.closed).toBe(1008);
  const agentId = await createAgent(emulator, { agent: {} });
  const other = new ConvaiClient(emulator, { path: `/v1/convai/conversation?agent_id=${agentId}` });
  expect(await monitor(emulator, idOf(await other.start())).closed).toBe(1008);
});
