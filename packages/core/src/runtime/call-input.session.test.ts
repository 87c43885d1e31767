import { describe, expect, it } from 'vitest';
import type { MicrophonePort } from '../media/microphone-port.ts';
import type { MicrophoneOptions } from './device-options.ts';
import { aborted } from '../errors/aborted.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createFixedLevel } from '../testing/fixed-level.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import type { TransportPort } from '../transport/transport-port.ts';

/** A microphone whose devices have tracks, which are known by the device's id. */
const tracked: MicrophonePort = {
  open: ({ deviceId = 'default' }) =>
    Promise.resolve({
      level: createFixedLevel(0),
      deviceId,
      track: { id: deviceId } as MediaStreamTrack,
      setMuted: () => {},
      close: () => {},
    }),
};

/** A call that takes its time to open. */
function createSlowCall() {
  const inputs: (string | null)[] = [];
  let admit = () => {};
  const admitted = new Promise<void>((resolve) => {
    admit = resolve;
  });
  const transport: TransportPort = {
    async open({ media }) {
      inputs.push(media?.input?.id ?? null);
      await admitted;
      return {
        isCall: true,
        send: () => true,
        bufferedBytes: () => 0,
        setInput: (track) => Promise.resolve(void inputs.push(track?.id ?? null)),
        close: () => {},
      };
    },
  };
  return { inputs, transport, admit: () => admit() };
}

it.each([
  ['switched off', false, null],
  ['changed', { deviceId: 'headset' }, 'headset'],
] as const)('takes the microphone that was %s while the call was opening', async (_, choice, expected) => {
  const { inputs, transport, admit } = createSlowCall();
  const { session, settle } = createScriptedSession({
    vendor: { transport: 'webrtc' },
    ports: { microphone: tracked, transport, callSpeaker: createFakeSpeaker() },
  });
  session.connect().catch(() => {});
  await settle();
  expect(inputs).toEqual(['default']);
  await session.microphone.select(choice);
  admit();
  await settle();
  expect(inputs.at(-1)).toBe(expected);
  await session.close();
});

type Change = (id: string | null, connection: number) => Promise<void>;

/** A live call that takes a microphone as `onChange` says: at once, later or not at all. */
async function startCall() {
  const [open, sent] = [new Set<string>(), [] as (string | null)[]];
  const losses = new Map<string, () => void>();
  let change: Change = () => Promise.resolve();
  const devices: MicrophonePort = {
    async open(options) {
      const { deviceId = 'default' } = options;
      if (deviceId === 'gone') throw new RealtimeError('microphone-missing', 'No such device.');
      const microphone = await tracked.open(options);
      open.add(deviceId);
      losses.set(deviceId, () => options.onLost(new RealtimeError('microphone-lost', 'It was pulled out.')));
      return { ...microphone, close: () => void open.delete(deviceId) };
    },
  };
  const transport: TransportPort = {
    async open(request) {
      const connection = sent.push(request.media?.input?.id ?? null);
      return Object.assign(await world.transport.open(request), {
        isCall: true,
        setInput: async (track: MediaStreamTrack | null) => {
          const id = track?.id ?? null;
          await change(id, connection);
          sent[connection - 1] = id;
        },
      });
    },
  };
  const world: ScriptedSession = createScriptedSession({
    vendor: { transport: 'webrtc' },
    ports: { microphone: devices, transport, callSpeaker: createFakeSpeaker() },
  });
  await world.session.connect();
  return {
    ...world,
    losses,
    onChange: (next: Change) => void (change = next),
    select: (choice: MicrophoneOptions | false) =>
      world.session.microphone.select(choice).then(
        () => 'taken',
        ({ code }: RealtimeError) => code,
      ),
    read: () => {
      const { microphone, microphoneId } = world.session.store.getState();
      return { microphone, microphoneId, sent: [...sent], open: [...open] };
    },
  };
}

const BEFORE = { microphone: 'on', microphoneId: null, sent: ['default'], open: ['default'] };
const AFTER = { microphone: 'on', microphoneId: 'headset', sent: ['headset'], open: ['headset'] };
const HEADSET = { deviceId: 'headset' };

/** Holds what the call is to take until `release` or `abort`. */
function hold(held: string) {
  let settleHeld: (outcome: Promise<void>) => void = () => {};
  const gate = new Promise<void>((resolve) => {
    settleHeld = resolve;
  });
  const change: Change = (id) => (id === held ? gate : Promise.resolve());
  return {
    change,
    release: () => settleHeld(Promise.resolve()),
    /** The call is over, or was given another one. */
    abort: () => settleHeld(Promise.reject(aborted('The microphone of the call'))),
  };
}

const refuse =
  (isRefused: (connection: number) => boolean): Change =>
  (id, connection) =>
    id === 'headset' && isRefused(connection) ? Promise.reject(new Error('no')) : Promise.resolve();

describe('a microphone that the call does not take', () => {
  it('leaves the one before: its device, its choice, what is sent and what the next call opens', async () => {
    const { session, onChange, select, read } = await startCall();
    onChange(refuse(() => true));
    expect(await select(HEADSET)).toBe('microphone-busy');
    expect(read()).toEqual(BEFORE);
    await session.close();
    await session.connect();
    expect(read()).toEqual({ ...BEFORE, sent: ['default', 'default'] });
  });

  it.each([1, 2])('is not sent by the other connection of a renewal: %i refuses', async (refusing) => {
    const { server, settle, onChange, select, read } = await startCall();
    server.holdAnswers('configure');
    server.emit({ type: 'session-expiring', remainingMs: 50_000 });
    await settle();
    onChange(refuse((connection) => connection === refusing));
    expect(await select(HEADSET)).toBe('microphone-busy');
    expect(read()).toEqual({ ...BEFORE, sent: ['default', 'default'] });
  });

  it('is not sent after it was pulled out meanwhile', async () => {
    const { losses, settle, onChange, select, read } = await startCall();
    const { change, release } = hold('headset');
    onChange(change);
    const chosen = select(HEADSET);
    await settle();
    losses.get('headset')?.();
    release();
    expect(await chosen).toBe('microphone-lost');
    expect(read()).toEqual(BEFORE);
  });
});

describe('while a call takes a microphone', () => {
  it('the one before stays until it is taken', async () => {
    const { settle, onChange, select, read } = await startCall();
    const { change, release } = hold('headset');
    onChange(change);
    const chosen = select(HEADSET);
    await settle();
    expect(read()).toEqual({ ...BEFORE, microphone: 'opening', open: ['default', 'headset'] });
    release();
    expect(await chosen).toBe('taken');
    expect(read()).toEqual(AFTER);
  });

  it('a later choice takes its place', async () => {
    const { settle, onChange, select, read } = await startCall();
    const { change, abort } = hold('desk');
    onChange(change);
    const [first, second] = [select({ deviceId: 'desk' }), settle().then(() => select(HEADSET))];
    expect(await first).toBe('aborted');
    expect(await second).toBe('taken');
    expect(read()).toEqual(AFTER);
    abort();
    await settle();
    expect(read()).toEqual(AFTER);
  });

  it('a later choice that cannot be opened leaves the one before both', async () => {
    const { settle, onChange, select, read } = await startCall();
    const { change, release } = hold('headset');
    onChange(change);
    const first = select(HEADSET);
    await settle();
    expect(await select({ deviceId: 'gone' })).toBe('microphone-missing');
    expect(await first).toBe('aborted');
    release();
    await settle();
    expect(read()).toEqual(BEFORE);
  });

  it('switching the microphone off closes both devices at once', async () => {
    const { settle, onChange, select, read } = await startCall();
    const { change, abort } = hold('headset');
    onChange(change);
    const chosen = select(HEADSET);
    await settle();
    expect(await select(false)).toBe('taken');
    expect(await chosen).toBe('aborted');
    abort();
    await settle();
    expect(read()).toEqual({ microphone: 'off', microphoneId: null, sent: [null], open: [] });
  });

  it('all devices close with the session', async () => {
    const { session, settle, onChange, select, read } = await startCall();
    onChange(hold('headset').change);
    const chosen = select(HEADSET);
    await settle();
    await session.close();
    expect(await chosen).toBe('aborted');
    expect(read()).toMatchObject({ microphone: 'off', microphoneId: null, open: [] });
  });

  it('the next connection begins with it where the call is lost', async () => {
    const { server, settle, advance, onChange, select, read } = await startCall();
    const { change, abort } = hold('headset');
    onChange(change);
    const chosen = select(HEADSET);
    await settle();
    server.drop();
    abort();
    await advance(5_000);
    expect(await chosen).toBe('taken');
    expect(read()).toEqual({ ...AFTER, sent: ['default', 'headset'] });
  });
});
