import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { createEmulator } from '@repartee/emulator';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { AuditEvent } from '../audit/audit-event.ts';
import { createCredentialHandler } from '../create-credential-handler.ts';
import type { CallController } from './call-options.ts';
import { connectSideband } from './connect-sideband.ts';

const WAIT = { interval: 20 };

async function createWorld({ monitoring = true } = {}) {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const calls: CallController[] = [];
  const events: AuditEvent[] = [];
  const minter = elevenLabsMinter({
    apiKey: 'sk_eleven_1',
    agentId: 'agent_1',
    baseUrl: emulator.origin,
    monitoring,
  });
  const handler = createCredentialHandler({
    minters: [minter],
    authorize: () => ({ id: 'ann' }),
    limits: { sessionMinutes: 10, user: { minutesPerDay: 10 } },
    audit: (event) => events.push(event),
    logger: { info() {}, warn() {}, error() {} },
    calls: {
      secret: 'a secret of the test, long enough for tickets',
      connect: connectSideband,
      onCall: (call) => calls.push(call),
    },
  });
  const ask = async () => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: '{"vendor":"elevenlabs"}' };
    const response = await handler(new Request('https://app.example/api/realtime', init));
    return { status: response.status, body: (await response.json()) as { value: string } };
  };
  /** Opens the conversation as a page does that ignores everything. */
  const converse = (url: string) => {
    const socket = new WebSocket(url, ['convai']);
    onTestFinished(() => socket.terminate());
    socket.on('open', () => socket.send('{"type":"conversation_initiation_client_data"}'));
    return new Promise<number>((resolve) => socket.once('close', resolve));
  };
  return { emulator, minter, calls, events, ask, converse };
}

test('a conversation of a credential is watched from its beginning, ended by the server, and gives back its time', async () => {
  const { minter, calls, events, ask, converse } = await createWorld();
  expect(minter.control).toMatchObject({ canWatch: true, canEnd: true, canRunTools: false });
  const { body } = await ask();
  expect(body).not.toHaveProperty('vendorSessionId');
  expect((await ask()).status).toBe(429);
  const [call] = calls as [CallController];
  expect(call.update({ instructions: 'Be brief.' })).toBe(false);
  const closed = converse(body.value);
  await vi.waitFor(() => expect(call.update({ instructions: 'The shop has closed.' })).toBe(true), WAIT);
  expect(() => call.update({ voice: 'another' })).toThrow('does not support');
  await call.hangUp();
  expect(await closed).toBe(1000);
  expect(await call.ended).toMatchObject({ reason: 'app', money: null });
  expect(events.at(-1)).toMatchObject({ type: 'session-closed', reason: 'app', vendor: 'elevenlabs' });
  expect((await ask()).status).toBe(200);
});

test('a conversation that the user ends gives back its time too', async () => {
  const { emulator, calls, ask, converse } = await createWorld();
  void converse((await ask()).body.value);
  const [call] = calls as [CallController];
  await vi.waitFor(() => expect(call.update({ instructions: 'Be brief.' })).toBe(true), WAIT);
  emulator.sessions[0]?.drop(1000);
  expect(await call.ended).toMatchObject({ reason: 'remote' });
  expect((await ask()).status).toBe(200);
});

test('an account that may not monitor has credentials alone', async () => {
  const { minter, calls, ask } = await createWorld({ monitoring: false });
  expect(minter.control?.canEnd).toBe(false);
  expect((await ask()).status).toBe(200);
  expect(calls).toEqual([]);
});
