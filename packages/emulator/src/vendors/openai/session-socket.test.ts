import { createManualClock } from '@repartee/core/testing';
import { expect, it } from 'vitest';
import type { ConnectionListener, EventConnection } from '../../event-connection.ts';
import { FaultInjector } from '../../faults/fault-injector.ts';
import { SessionLog } from '../../session-log.ts';
import type { VendorContext } from '../../vendor.ts';
import { faults } from './faults.ts';
import { SessionSocket } from './session-socket.ts';

function createConnection() {
  const sent: string[] = [];
  let listener: ConnectionListener | null = null;
  let isOpen = true;
  const connection: EventConnection = {
    kind: 'call',
    get isOpen() {
      return isOpen;
    },
    listen: (given) => void (listener = given),
    send: (text) => void sent.push((JSON.parse(String(text)) as { type: string }).type),
    ping: () => {},
    close: () => void (isOpen = false),
    drop: () => void (isOpen = false),
  };
  return {
    connection,
    sent,
    say: (text: string) => listener?.onMessage(text),
    close: () => (isOpen = false),
  };
}

function createSocket() {
  const main = createConnection();
  // Nothing else of a vendor's world is needed here.
  const injector = new FaultInjector(new Map([['openai', faults]]));
  const parts = { clock: createManualClock(), log: new SessionLog(), faults: injector, timing: {} };
  const context = parts as unknown as VendorContext;
  const socket = new SessionSocket(main.connection, context, () => 0.5, '/v1/realtime/calls/rtc_1');
  const heard: string[] = [];
  const begin = () => {
    socket.listen({ onMessage: (text) => heard.push(text ?? ''), onClose: () => {} });
    socket.send({ type: 'session.created' });
  };
  return { main, socket, heard, begin };
}

it('a server that joins a call before its session has begun is heard, and gets no greeting', async () => {
  const { main, socket, heard, begin } = createSocket();
  const server = createConnection();
  socket.join(server.connection);
  server.say('early');
  expect(heard).toEqual([]);
  begin();
  await Promise.resolve();
  expect(heard).toEqual(['early']);
  server.say('later');
  socket.send({ type: 'session.updated' });
  expect(heard).toEqual(['early', 'later']);
  expect([main.sent, server.sent]).toEqual([['session.created', 'session.updated'], ['session.updated']]);
});

it('one that has left before is not waited for', async () => {
  const { socket, heard, begin } = createSocket();
  const server = createConnection();
  socket.join(server.connection);
  server.say('early');
  server.close();
  begin();
  await Promise.resolve();
  expect([heard, server.sent]).toEqual([[], []]);
});
