import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { saying, startEmulator } from '../../test/start-emulator.ts';
import { connect, WireClient } from '../../test/wire-client.ts';
import type { Emulator } from '../create-emulator.ts';
import type { FaultPlan, PlannedFault } from './fault.ts';

/** Connects as far as the acknowledged configuration. */
async function configure(emulator: Emulator): Promise<WireClient> {
  const client = await connect(emulator);
  await client.update({});
  return client;
}

/** Settles when the server has read and answered everything so far: a pong comes behind it. */
function settle({ socket }: WireClient): Promise<unknown> {
  const pong = new Promise((resolve) => socket.once('pong', resolve));
  socket.ping();
  return pong;
}

/** The HTTP answer to an upgrade. */
function refusalOf(
  emulator: Emulator,
): Promise<{ status: number; headers: Readonly<Record<string, unknown>>; body: string }> {
  const socket = new WebSocket(`${emulator.origin.replace('http', 'ws')}/v1/realtime?model=gpt-realtime`, {
    headers: { Authorization: 'Bearer sk-test' },
  });
  socket.on('error', () => {});
  return new Promise((resolve, reject) => {
    socket.once('open', () => reject(new Error('The upgrade was accepted.')));
    socket.once('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
  });
}

/** The failure of a raw upgrade. */
function failureOf(emulator: Emulator): Promise<string> {
  const client = new WireClient(emulator);
  return client.opened.then(
    () => 'opened',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

describe('a plan', () => {
  it('is checked when the emulator starts, and when faults are added', async () => {
    const wrong = [{ kind: 'drop', how: 'gently' }] as unknown as FaultPlan;
    await expect(startEmulator({ faults: wrong })).rejects.toThrow('the field how is "gently"');
    const emulator = await startEmulator();
    expect(() => emulator.addFaults(wrong)).toThrow(RangeError);
    expect(() => emulator.addFaults([{ kind: 'go-away', vendor: 'openai' }])).toThrow('has no go-away');
    expect(emulator.faults).toEqual([]);
  });

  it('happens as often as it says, on the connections that it names', async () => {
    const emulator = await startEmulator({
      faults: [
        { kind: 'drop', how: 'clean', code: 4001, trigger: { onConnection: 2, times: 'always' } },
        { kind: 'drop', how: 'clean', code: 4002, trigger: { times: 2 } },
      ],
    });
    const codes: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      const client = await connect(emulator);
      client.send({ type: 'session.update', session: { type: 'realtime' } });
      // The fault comes right behind the acknowledgement, and a pong behind both.
      await client.until('session.updated');
      const end = settle(client).then(() => 0);
      codes.push(await Promise.race([client.closed.then(({ code }) => code), end]));
    }
    expect(codes).toEqual([4002, 4001, 4002, 0]);
    expect(emulator.sessions.map(({ connection }) => connection)).toEqual([1, 2, 3, 4]);
    // The fault of the second connection waits for one that will not come again.
    expect(emulator.faults).toHaveLength(1);
    emulator.clearFaults();
    expect(emulator.faults).toEqual([]);
  });
});

describe('an upgrade', () => {
  it('is refused with a status, a time to wait, and the words of the vendor', async () => {
    const emulator = await startEmulator({ faults: [{ kind: 'refuse', status: 429, retryAfterS: 7 }] });
    const { status, headers, body } = await refusalOf(emulator);
    expect({ status, wait: headers['retry-after'] }).toEqual({ status: 429, wait: '7' });
    expect(JSON.parse(body)).toMatchObject({ error: { type: 'server_error' } });
    await configure(emulator);
    expect(emulator.sessions.map(({ connection }) => connection)).toEqual([2]);
  });

  it('hangs for a time, or for good', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock, faults: [{ kind: 'hang', forMs: 5_000 }] });
    const client = new WireClient(emulator);
    let isOpen = false;
    void client.opened.then(() => (isOpen = true));
    await expect.poll(() => clock.pendingTimers).toBe(1);
    clock.advance(4_999);
    await fetch(emulator.origin);
    expect(isOpen).toBe(false);
    clock.advance(1);
    await client.opened;
    emulator.addFaults([{ kind: 'hang' }]);
    const dead = failureOf(emulator);
    await expect.poll(() => emulator.faults.length).toBe(0);
    await emulator.close();
    // Only the end of the emulator ends it.
    expect(await dead).toMatch(/ECONNRESET|hang up/);
  });

  it.each([
    [{ kind: 'drop', trigger: { at: 'upgrade' } }, /ECONNRESET|hang up/],
    [{ kind: 'drop', how: 'reset', trigger: { at: 'upgrade' } }, /ECONNRESET/],
  ] as readonly [PlannedFault, RegExp][])('breaks by %j', async (fault, failure) => {
    expect(await failureOf(await startEmulator({ faults: [fault] }))).toMatch(failure);
  });
});

describe('a connection', () => {
  it.each([
    [
      { how: 'clean', code: 1011, reason: 'over' },
      { code: 1011, reason: 'over' },
    ],
    [{ how: 'abrupt' }, { code: 1006, reason: '' }],
    [{ how: 'reset' }, { code: 1006, reason: '' }],
  ] as const)('is dropped %j', async (how, closed) => {
    const emulator = await startEmulator({ faults: [{ kind: 'drop', ...how }] });
    const client = await configure(emulator);
    expect(await client.closed).toEqual(closed);
    await expect.poll(() => emulator.sessions[0]?.isOpen).toBe(false);
  });

  it('that is half open answers nothing, and neither side is told', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await configure(emulator);
    emulator.sessions[0]?.inject({ kind: 'drop', how: 'half-open' });
    let isAnswered = false;
    void settle(client).then(() => (isAnswered = true));
    client.send({ type: 'response.create' });
    client.socket.close();
    await clock.advanceAsync(60_000);
    await fetch(emulator.origin);
    expect({ isAnswered, types: client.types }).toEqual({
      isAnswered: false,
      types: ['session.created', 'session.updated'],
    });
    expect(emulator.sessions[0]?.isOpen).toBe(true);
    await emulator.close();
    expect((await client.closed).code).toBe(1006);
    expect(clock.pendingTimers).toBe(0);
  });

  it('stalls in both directions, and goes on as if nothing had happened', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await configure(emulator);
    emulator.sessions[0]?.inject({ kind: 'stall', forMs: 3_000 });
    const done = client.write('Hello.');
    await clock.advanceAsync(2_999);
    await fetch(emulator.origin);
    expect(client.types).toEqual(['session.created', 'session.updated']);
    clock.advance(1);
    await done;
    expect(client.types.at(-1)).toBe('conversation.item.done');
  });

  it('whose server stops reading makes the client wait with what it sends', async () => {
    const emulator = await startEmulator();
    const client = await configure(emulator);
    emulator.sessions[0]?.inject({ kind: 'stall', direction: 'to-server' });
    const audio = 'A'.repeat(1024 * 1024);
    const frame = Buffer.from(JSON.stringify({ type: 'input_audio_buffer.append', audio }));
    for (let at = 0; at < 24; at += 1) client.socket.send(frame, { binary: false });
    // The system's own buffers are full, and the rest waits in the client.
    await new Promise((resolve) => setImmediate(resolve));
    await fetch(emulator.origin);
    expect(client.socket.bufferedAmount).toBeGreaterThan(4 * 1024 * 1024);
    // The other way is open.
    emulator.sessions[0]?.send({ type: 'surprise' });
    expect((await client.until('surprise')).type).toBe('surprise');
  });

  it('is throttled: frames come at so many bytes a second', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await configure(emulator);
    const [session] = emulator.sessions;
    session?.inject({ kind: 'throttle', bytesPerSecond: 1_000, direction: 'to-client' });
    const filler = 'x'.repeat(500 - JSON.stringify({ type: 'surprise', filler: '' }).length);
    for (let at = 0; at < 4; at += 1) session?.send({ type: 'surprise', filler });
    const came = async () => {
      await settle(client);
      return client.frames.filter(({ type }) => type === 'surprise').length;
    };
    const counts = [await came()];
    for (const ms of [499, 1, 500, 1_000]) {
      clock.advance(ms);
      counts.push(await came());
    }
    expect(counts).toEqual([0, 0, 1, 2, 4]);
  });

  it('jitters: frames are late by random times, and in order', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await configure(emulator);
    const [session] = emulator.sessions;
    session?.inject({ kind: 'jitter', maxMs: 400 });
    for (let at = 0; at < 20; at += 1) session?.send({ type: 'surprise', at });
    await settle(client);
    expect(client.frames.filter(({ type }) => type === 'surprise').length).toBeLessThan(20);
    clock.advance(400);
    await settle(client);
    const order = client.frames
      .filter(({ type }) => type === 'surprise')
      .map((frame) => frame['at'] as number);
    expect(order).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });

  it('reorders the next frames, and duplicates the next one', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await configure(emulator);
    const [session] = emulator.sessions;
    const send = (...names: readonly string[]) =>
      names.forEach((name) => session?.send({ type: 'surprise', name }));
    session?.inject({ kind: 'reorder', count: 3 });
    send('a', 'b', 'c', 'd');
    session?.inject({ kind: 'duplicate' });
    send('e', 'f');
    // A frame that no other follows comes by itself.
    session?.inject({ kind: 'reorder' });
    send('g');
    await settle(client);
    const names = () =>
      client.frames.flatMap((frame) => (frame.type === 'surprise' ? [frame['name']] : [])).join('');
    expect(names()).toBe('cbadeef');
    clock.advance(1_000);
    await settle(client);
    expect(names()).toBe('cbadeefg');
  });

  it.each([
    [
      { kind: 'corrupt' },
      (data: Buffer, isBinary: boolean) =>
        !isBinary && data.length < 20 && data.toString().startsWith('{"type'),
    ],
    [{ kind: 'corrupt', how: 'bytes' }, (data: Buffer, isBinary: boolean) => isBinary && data.length === 12],
    [{ kind: 'oversize', bytes: 3_000_000 }, (data: Buffer) => data.length > 3_000_000],
    [{ kind: 'unknown-event' }, (data: Buffer) => JSON.parse(data.toString()).type === 'session.surprise'],
  ] as readonly [PlannedFault, (data: Buffer, isBinary: boolean) => boolean][])(
    'sends %j',
    async (fault, isIt) => {
      const emulator = await startEmulator();
      const client = await configure(emulator);
      client.socket.removeAllListeners('message');
      const came = new Promise<boolean>((resolve) =>
        client.socket.once('message', (data: Buffer, isBinary) => resolve(isIt(data, isBinary))),
      );
      emulator.sessions[0]?.inject(fault);
      emulator.sessions[0]?.send({ type: 'surprise' });
      expect(await came).toBe(true);
    },
  );

  it('takes faults that wait for a moment of its own', async () => {
    const emulator = await startEmulator({ agent: saying('One two three.') });
    const client = await configure(emulator);
    const [session] = emulator.sessions;
    session?.inject({ kind: 'drop', how: 'clean', code: 4003, trigger: { at: 'speaking' } });
    expect(session?.phase).toBe('listening');
    client.send({ type: 'response.create' });
    expect((await client.closed).code).toBe(4003);
    expect(client.types).toContain('response.output_audio.delta');
    expect(client.types).not.toContain('response.done');
  });

  it.each([
    [{ kind: 'refuse' }, 'cannot happen on an open connection'],
    [{ kind: 'drop', trigger: { at: 'upgrade' } }, 'is too late'],
    [{ kind: 'packet-loss', percent: 10 }, 'cannot happen on an open connection of this kind'],
    [{ kind: 'explode' }, 'has the kind "explode"'],
  ])('refuses %j when it is injected', async (fault, message) => {
    const emulator = await startEmulator();
    await configure(emulator);
    expect(() => emulator.sessions[0]?.inject(fault as PlannedFault)).toThrow(message);
  });
});

describe('frames by what they mean', () => {
  it('come without usage, or with late words', async () => {
    const clock = createManualClock();
    const faults: FaultPlan = [{ kind: 'missing-usage' }, { kind: 'late-transcripts', byMs: 2_000 }];
    const emulator = await startEmulator({ clock, agent: saying('One two.'), faults });
    const client = await configure(emulator);
    const { response } = await client.ask({ type: 'response.create' }, 'response.done');
    expect((response as { usage: unknown }).usage).toBeNull();
    await settle(client);
    expect(client.types.join()).not.toContain('transcript');
    clock.advance(2_000);
    await client.until('response.output_audio_transcript.done');
  });
});
