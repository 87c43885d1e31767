import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import { saying, startEmulator } from '../test/start-emulator.ts';
import { connect } from '../test/wire-client.ts';

const { Request: request, Response: response } = globalThis;

describe('an emulator', () => {
  it('listens on loopback, on a free port, and returns the address', async () => {
    const emulator = await startEmulator();
    expect(emulator.origin).toBe(`http://127.0.0.1:${emulator.port}`);
    expect(emulator.vendors).toContain('openai');
  });

  it('leaves Request and Response of its process as they are', async () => {
    await startEmulator();
    expect(globalThis.Request).toBe(request);
    expect(globalThis.Response).toBe(response);
  });

  it('fails if its port is in use', async () => {
    const { port } = await startEmulator();
    await expect(createEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([
    [{ port: 70_000 }, 'port'],
    [{ latencyMs: -1 }, 'latencyMs'],
    [{ pace: 0 }, 'pace'],
    [{ sessionCapMs: Number.NaN }, 'sessionCapMs'],
    [{ usageReports: 'sometimes' as never }, 'usageReports'],
  ])('refuses the options %j', async (options, name) => {
    await expect(createEmulator(options)).rejects.toThrow(`The option ${name}`);
  });

  it('records sessions, frames and audio', async () => {
    const emulator = await startEmulator();
    const seen: string[] = [];
    emulator.on('session-opened', ({ path }) => seen.push(path));
    emulator.on('frame', ({ direction, frame }) => seen.push(`${direction} ${String(frame['type'])}`));
    const client = await connect(emulator);
    client.speak({ before: 100, voice: 100 });
    await client.write('Hello.');
    expect(seen.slice(0, 3)).toEqual([
      '/v1/realtime?model=gpt-realtime',
      'out session.created',
      'in input_audio_buffer.append',
    ]);
    const [session] = emulator.sessions;
    expect(session).toMatchObject({ vendor: 'openai', receivedMs: 200, isOpen: true });
    expect(session?.loudest).toBeCloseTo(0.3 / Math.SQRT2, 1);
    expect(session?.receivedAudio.length).toBe(200 * 48);
    expect(session?.frames.at(-1)?.frame['type']).toBe('conversation.item.done');
  });

  it('shortens audio in recorded frames', async () => {
    const emulator = await startEmulator();
    const client = await connect(emulator);
    client.append(new Uint8Array(4_800));
    await client.write('Hello.');
    const append = emulator.sessions[0]?.frames.find(
      ({ frame }) => frame['type'] === 'input_audio_buffer.append',
    );
    expect(String(append?.frame['audio']).length).toBeLessThan(100);
  });

  it('breaks a connection as a network does, or closes it with a code', async () => {
    const emulator = await startEmulator();
    const broken = await connect(emulator);
    emulator.sessions[0]?.drop();
    expect((await broken.closed).code).toBe(1006);
    const closed = await connect(emulator);
    emulator.sessions[1]?.drop(1011, 'over');
    expect(await closed.closed).toEqual({ code: 1011, reason: 'over' });
  });

  it('sends what a test wants, also what is not JSON', async () => {
    const emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.sessions[0]?.send({ type: 'surprise', event_id: 'x' });
    expect(await client.take()).toEqual({ type: 'surprise', event_id: 'x' });
    client.socket.removeAllListeners('message');
    const text = new Promise((resolve) => client.socket.once('message', (data) => resolve(String(data))));
    emulator.sessions[0]?.send('{"type":');
    expect(await text).toBe('{"type":');
  });

  it('stalls and then delivers everything in order', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await connect(emulator);
    emulator.sessions[0]?.stall(400);
    const noted = new Promise<void>((resolve) => {
      emulator.on('frame', ({ frame }) => frame['type'] === 'conversation.item.done' && resolve());
    });
    const done = client.write('Hello.');
    await noted;
    clock.advance(399);
    // A pong comes behind everything that was sent before it.
    const pong = new Promise((resolve) => client.socket.once('pong', resolve));
    client.socket.ping();
    await pong;
    expect(client.types).toEqual(['session.created']);
    clock.advance(1);
    await done;
    expect(client.types).toEqual(['session.created', 'conversation.item.added', 'conversation.item.done']);
  });

  it('closes everything, twice if need be, and leaves no timer', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock, pace: 1, agent: saying('One two three.') });
    const client = await connect(emulator);
    await client.ask({ type: 'response.create' }, 'response.created');
    await client.until('response.output_audio.delta');
    await Promise.all([emulator.close(), emulator.close()]);
    expect((await client.closed).code).toBe(1006);
    await clock.advanceAsync(0);
    expect(clock.pendingTimers).toBe(0);
    await expect(fetch(emulator.origin)).rejects.toThrow('fetch failed');
  });
});
