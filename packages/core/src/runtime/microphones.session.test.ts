import { describe, expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { settle } from '../testing/settle.ts';

it('opens another microphone during a conversation, and closes the one before', async () => {
  const { session, microphone, transport } = createScriptedSession();
  await session.connect();
  await session.microphone.select({ deviceId: 'headset' });
  expect(microphone.lastOptions?.deviceId).toBe('headset');
  expect([microphone.opened, microphone.closed]).toEqual([2, 1]);
  expect(transport.connections).toHaveLength(1);
  await session.close();
  expect(microphone.closed).toBe(2);
});

it('keeps the microphone that it has where another one cannot be had', async () => {
  const { session, microphone } = createScriptedSession();
  await session.connect();
  microphone.failNext(new RealtimeError('microphone-missing', 'No such device.'));
  await expect(session.microphone.select({ deviceId: 'gone' })).rejects.toMatchObject({
    code: 'microphone-missing',
  });
  expect(session.store.getState().microphone).toBe('on');
  expect(microphone.closed).toBe(0);
});

it('begins with none, asks when one is wanted, and lets it go again', async () => {
  const { session, microphone } = createScriptedSession({ microphone: false });
  await session.connect();
  expect(microphone.opened).toBe(0);
  await session.microphone.select({});
  expect(session.store.getState().microphone).toBe('on');
  await session.microphone.select(false);
  expect(session.store.getState().microphone).toBe('off');
  expect(microphone.isOpen).toBe(false);
});

it('opens the one that was chosen before there was a connection, and muted where the user is', async () => {
  const { session, microphone } = createScriptedSession();
  await session.microphone.select({ deviceId: 'desk' });
  session.microphone.setMuted(true);
  await session.connect();
  expect(microphone.lastOptions?.deviceId).toBe('desk');
  await session.microphone.select({ deviceId: 'headset' });
  expect(microphone.isMuted).toBe(true);
});

it('follows the system when the one that was chosen is pulled out, and says so', async () => {
  const { session, microphone, settle } = createScriptedSession({ microphone: { deviceId: 'headset' } });
  const codes: string[] = [];
  session.on('error', ({ code }) => codes.push(code));
  await session.connect();
  expect(session.store.getState().microphoneId).toBe('headset');
  microphone.lose();
  await settle();
  expect(microphone.lastOptions?.deviceId).toBeUndefined();
  expect(session.store.getState()).toMatchObject({ microphone: 'on', microphoneId: null });
  expect(codes).toEqual(['microphone-lost']);
});

it('has none when the one that was chosen is pulled out and there is no other', async () => {
  const { session, microphone, settle } = createScriptedSession();
  await session.connect();
  await session.microphone.select({ deviceId: 'headset' });
  expect(session.store.getState().microphoneId).toBe('headset');
  microphone.failNext(new RealtimeError('microphone-missing', 'There is none.'));
  microphone.lose();
  await settle();
  expect(session.store.getState()).toMatchObject({ status: 'live', microphone: 'lost', microphoneId: null });
});

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: RealtimeError) => error.code,
  );

describe('overlapping choices of a microphone', () => {
  it('leave it off when it was switched off last, whatever arrives later', async () => {
    const { session, microphone, settle } = createScriptedSession({ microphone: false });
    await session.connect();
    const arrive = microphone.holdNext();
    const slow = codeOf(session.microphone.select({ deviceId: 'a' }));
    expect(session.store.getState().microphone).toBe('opening');
    await session.microphone.select(false);
    expect(session.store.getState().microphone).toBe('off');
    arrive();
    await settle();
    expect([await slow, microphone.isOpen]).toEqual(['aborted', false]);
    expect(session.store.getState()).toMatchObject({ microphone: 'off', microphoneId: null });
  });

  it('end with the later choice, not with the later arrival', async () => {
    const { session, microphone, settle } = createScriptedSession();
    await session.connect();
    const arrive = microphone.holdNext();
    const slow = codeOf(session.microphone.select({ deviceId: 'slow' }));
    await session.microphone.select({ deviceId: 'fast' });
    arrive();
    await settle();
    expect(await slow).toBe('aborted');
    expect(session.store.getState()).toMatchObject({ microphone: 'on', microphoneId: 'fast' });
    expect(microphone.opened - microphone.closed).toBe(1);
  });

  it('keep the one that was open when the later choice fails', async () => {
    const { session, microphone, settle } = createScriptedSession({ microphone: { deviceId: 'desk' } });
    await session.connect();
    const arrive = microphone.holdNext();
    const slow = codeOf(session.microphone.select({ deviceId: 'slow' }));
    microphone.failNext(new RealtimeError('microphone-missing', 'No such device.'));
    const missing = codeOf(session.microphone.select({ deviceId: 'gone' }));
    arrive();
    await settle();
    expect([await slow, await missing]).toEqual(['aborted', 'microphone-missing']);
    expect(session.store.getState()).toMatchObject({ microphone: 'on', microphoneId: 'desk' });
    expect(microphone.opened - microphone.closed).toBe(1);
  });

  it('end with none when the session is closed', async () => {
    const { session, microphone, settle } = createScriptedSession({ microphone: { deviceId: 'desk' } });
    await session.connect();
    const arrive = microphone.holdNext();
    const slow = codeOf(session.microphone.select({ deviceId: 'slow' }));
    await session.close();
    arrive();
    await settle();
    expect([await slow, microphone.isOpen]).toEqual(['aborted', false]);
    await session.connect();
    expect(microphone.lastOptions?.deviceId).toBe('desk');
  });
});

describe('a choice while the session is being opened', () => {
  it('takes the place of the first one, and the connection waits for it', async () => {
    const { session, microphone, settle } = createScriptedSession();
    const first = microphone.holdNext();
    const connecting = session.connect();
    const arrive = microphone.holdNext();
    const chosen = codeOf(session.microphone.select({ deviceId: 'headset' }));
    await settle();
    expect(session.store.getState()).toMatchObject({ status: 'connecting', microphone: 'opening' });
    arrive();
    await connecting;
    first();
    await settle();
    expect(await chosen).toBe('taken');
    expect(session.store.getState()).toMatchObject({ microphone: 'on', microphoneId: 'headset' });
    expect(microphone.opened - microphone.closed).toBe(1);
  });

  it('to have none goes live without one', async () => {
    const { session, microphone, settle } = createScriptedSession();
    const arrive = microphone.holdNext();
    const connecting = session.connect();
    await session.microphone.select(false);
    await connecting;
    arrive();
    await settle();
    expect(session.store.getState()).toMatchObject({ status: 'live', microphone: 'off' });
    expect(microphone.isOpen).toBe(false);
  });
});

it('does not open a microphone that was refused in the next conversation', async () => {
  const { session, microphone } = createScriptedSession({ microphone: { deviceId: 'good' } });
  await session.connect();
  microphone.failNext(new RealtimeError('microphone-missing', 'No such device.'));
  expect(await codeOf(session.microphone.select({ deviceId: 'bad' }))).toBe('microphone-missing');
  await session.close();
  await session.connect();
  expect([microphone.lastOptions?.deviceId, session.store.getState().microphoneId]).toEqual(['good', 'good']);
});

it('leaves a choice that is being opened alone when the one before is pulled out', async () => {
  const { session, microphone, settle } = createScriptedSession({ microphone: { deviceId: 'desk' } });
  session.on('error', () => {});
  await session.connect();
  const arrive = microphone.holdNext();
  const chosen = codeOf(session.microphone.select({ deviceId: 'headset' }));
  microphone.lose();
  arrive();
  await settle();
  expect([await chosen, microphone.opened]).toEqual(['taken', 2]);
  expect(session.store.getState()).toMatchObject({ microphone: 'on', microphoneId: 'headset' });
});

it('says that the system has taken the microphone, and that it is back', async () => {
  const { session, microphone } = createScriptedSession();
  const states: string[] = [];
  session.on('microphone-changed', (event) => states.push(`${event.previous} > ${event.microphone}`));
  await session.connect();
  microphone.interrupt();
  expect(session.store.getState().microphone).toBe('interrupted');
  microphone.endInterruption();
  expect(session.store.getState().microphone).toBe('on');
  expect(states).toEqual(['off > opening', 'opening > on', 'on > interrupted', 'interrupted > on']);
  expect(microphone.opened).toBe(1);
});

it('opens the microphone again when it stays silent after an interruption', async () => {
  const { session, microphone, settle } = createScriptedSession({ microphone: { deviceId: 'headset' } });
  await session.connect();
  microphone.interrupt();
  microphone.endInterruption(false);
  await settle();
  expect([microphone.opened, microphone.closed, microphone.lastOptions?.deviceId]).toEqual([2, 1, 'headset']);
  expect(session.store.getState()).toMatchObject({ microphone: 'on', microphoneId: 'headset' });
});

it('stays interrupted, with an error, when the silent microphone cannot be opened again', async () => {
  const { session, microphone, settle } = createScriptedSession();
  const codes: string[] = [];
  session.on('error', ({ code }) => codes.push(code));
  await session.connect();
  microphone.interrupt();
  microphone.failNext(new RealtimeError('microphone-busy', 'A phone call holds it.'));
  microphone.endInterruption(false);
  await settle();
  expect([session.store.getState().microphone, codes]).toEqual(['interrupted', ['microphone-busy']]);
  microphone.endInterruption();
  expect(session.store.getState().microphone).toBe('on');
});

it('keeps a choice that is made during an interruption, and leaves the track of the app alone', async () => {
  const { session, microphone, settle } = createScriptedSession();
  await session.connect();
  microphone.interrupt();
  const chosen = session.microphone.select({ deviceId: 'desk' });
  microphone.endInterruption(false);
  await chosen;
  await settle();
  expect([microphone.opened, session.store.getState().microphone]).toEqual([2, 'on']);
  const own = createScriptedSession({ microphone: { track: {} as MediaStreamTrack } });
  await own.session.connect();
  own.microphone.interrupt();
  own.microphone.endInterruption(false);
  await own.settle();
  expect([own.microphone.opened, own.session.store.getState().microphone]).toEqual([1, 'on']);
});

it('takes up the microphone again that was pulled out, when it or another one is plugged in', async () => {
  const { session, microphone } = createScriptedSession();
  await session.connect();
  microphone.lose();
  expect([session.store.getState().microphone, microphone.watchers]).toEqual(['lost', 1]);
  microphone.failNext(new RealtimeError('microphone-missing', 'Not yet.'));
  microphone.plugIn();
  await Promise.resolve();
  await settle();
  expect(session.store.getState().microphone).toBe('lost');
  microphone.plugIn();
  microphone.plugIn();
  await settle();
  expect([session.store.getState().microphone, microphone.watchers, microphone.opened]).toEqual(['on', 0, 2]);
  await session.close();
});

it('waits for no microphone after the app has switched it off, or the session has ended', async () => {
  const { session, microphone } = createScriptedSession();
  await session.connect();
  microphone.lose();
  await session.microphone.select(false);
  expect(microphone.watchers).toBe(0);
  await session.microphone.select({});
  microphone.lose();
  await session.close();
  expect(microphone.watchers).toBe(0);
});

it('leaves a track of the app to the app when it ends', async () => {
  const { session, microphone } = createScriptedSession({ microphone: { track: {} as MediaStreamTrack } });
  await session.connect();
  microphone.lose();
  expect(microphone.watchers).toBe(0);
  await session.close();
});

it('has the microphone again by choosing it, after the page itself opened it elsewhere (iOS)', async () => {
  const { session, microphone, settle } = createScriptedSession();
  await session.connect();
  // A second getUserMedia mutes the track of the first one for good: it is never unmuted (WebKit bug 179363).
  microphone.interrupt();
  await settle();
  expect([session.store.getState().microphone, microphone.opened]).toEqual(['interrupted', 1]);
  await session.microphone.select({});
  expect([session.store.getState().microphone, microphone.opened, microphone.closed]).toEqual(['on', 2, 1]);
});
