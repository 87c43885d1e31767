import { describe, expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { Transport, TransportClose } from '../transport/transport-port.ts';
import { createScriptedTransport } from './scripted-transport.ts';
import type { ScriptedTransport } from './scripted-transport.ts';

const PLAN = { kind: 'websocket', url: 'wss://vendor.test/', protocols: [] } as const;

/** A client that says hello and waits for the answer. */
async function greet(transport: ScriptedTransport, ...more: readonly string[]): Promise<string> {
  let hear: (frame: string) => void = () => {};
  const heard = new Promise<string>((resolve) => (hear = resolve));
  const { connection } = await open(transport, { onFrame: (frame) => hear(frame as string) });
  connection.send('hello');
  for (const frame of more) connection.send(frame);
  return heard;
}

async function open(
  transport: ScriptedTransport,
  listener: { onFrame?: (frame: string | ArrayBuffer) => void } = {},
) {
  const closes: TransportClose[] = [];
  const controller = new AbortController();
  const connection: Transport = await transport.open({
    plan: PLAN,
    signal: controller.signal,
    listener: { onFrame: listener.onFrame ?? (() => {}), onClose: (close) => closes.push(close) },
  });
  return { connection, closes, controller };
}

describe('a scripted transport', () => {
  it('plays a scenario together with the code that it is about', async () => {
    const transport = createScriptedTransport();
    const answer = await transport.play(
      async () => {
        await transport.expectCall({ type: 'open', url: PLAN.url });
        await transport.expectCall({ type: 'send', frame: 'hello' });
        transport.emit('welcome');
      },
      () => greet(transport),
    );
    expect(answer).toBe('welcome');
  });

  it('names the index of a call that is another than expected', async () => {
    const transport = createScriptedTransport();
    const played = transport.play(
      async () => {
        await transport.expectCall({ type: 'open' });
        await transport.expectCall({ type: 'send', frame: 'good morning' });
      },
      () => greet(transport),
    );
    await expect(played).rejects.toThrow(/^Call 1 is not the expected one/);
  });

  it('names the index of a call that never comes', async () => {
    const transport = createScriptedTransport();
    const played = transport.play(
      async () => {
        await transport.expectCall({ type: 'open' });
        await transport.expectCall({ type: 'close' });
      },
      () => open(transport),
    );
    await expect(played).rejects.toThrow(/^Call 1 is missing/);
  });

  it('names the index of a call that is left over', async () => {
    const transport = createScriptedTransport();
    const played = transport.play(
      async () => {
        await transport.expectCall({ type: 'open' });
        await transport.expectCall({ type: 'send' });
        transport.emit('welcome');
      },
      () => greet(transport, 'and another thing'),
    );
    await expect(played).rejects.toThrow(/^Call 2 was not expected/);
  });

  it('fails with the error of the exercised code, although the scenario waits on', async () => {
    const transport = createScriptedTransport();
    const played = transport.play(
      async () => void (await transport.expectCall({ type: 'open' })),
      () => Promise.reject(new Error('broken before it began')),
    );
    await expect(played).rejects.toThrow('broken before it began');
  });

  it('records connections, what was sent and who ended them', async () => {
    const transport = createScriptedTransport();
    const first = await open(transport);
    const second = await open(transport);
    first.connection.send('a');
    first.connection.close(1000);
    transport.connection.drop({ code: 1001, reason: 'going away' });
    expect(transport.connections.map(({ sent, endedBy, state }) => ({ sent, endedBy, state }))).toEqual([
      { sent: ['a'], endedBy: 'client', state: 'closed' },
      { sent: [], endedBy: 'server', state: 'closed' },
    ]);
    expect(first.closes).toEqual([]);
    expect(second.closes).toEqual([{ code: 1001, reason: 'going away', wasClean: true }]);
    expect(second.connection.send('too late')).toBe(false);
    expect(transport.openCount).toBe(0);
  });

  it('refuses, hangs until it is aborted, and accepts, in the order asked for', async () => {
    const transport = createScriptedTransport();
    transport.next({ refuseWith: new RealtimeError('connect-refused', 'No.') }, 'hang');
    await expect(open(transport)).rejects.toMatchObject({ code: 'connect-refused' });
    const controller = new AbortController();
    const hanging = transport.open({
      plan: PLAN,
      signal: controller.signal,
      listener: { onFrame: () => {}, onClose: () => {} },
    });
    expect(transport.openCount).toBe(1);
    controller.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'aborted' });
    await open(transport);
    expect(transport.connections.map(({ state }) => state)).toEqual(['refused', 'closed', 'open']);
  });

  it('closes a connection that opens after its attempt was given up', async () => {
    const transport = createScriptedTransport();
    const controller = new AbortController();
    const opening = transport.open({
      plan: PLAN,
      signal: controller.signal,
      listener: { onFrame: () => {}, onClose: () => {} },
    });
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    expect(transport.openCount).toBe(0);
  });
});
