import { expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { SpeakerPort } from '../media/speaker-port.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';

const MISSING = new RealtimeError('speaker-missing', 'No such speaker.');

it('plays on the speaker that was chosen, from the first word on', async () => {
  const { session, speaker } = createScriptedSession({ speaker: { deviceId: 'desk' } });
  expect(session.store.getState().speakerId).toBe('desk');
  await session.connect();
  expect(speaker.deviceId).toBe('desk');
});

it('changes before there is a connection, during a conversation, and back to the system’s', async () => {
  const { session, speaker, transport } = createScriptedSession();
  expect(session.store.getState().speakerId).toBeNull();
  await session.speaker.select({ deviceId: 'desk' });
  expect(session.store.getState().speakerId).toBe('desk');
  await session.connect();
  expect(speaker.deviceId).toBe('desk');
  await session.speaker.select({ deviceId: 'headset' });
  expect([speaker.deviceId, session.store.getState().speakerId]).toEqual(['headset', 'headset']);
  await session.speaker.select({});
  expect([speaker.deviceId, session.store.getState().speakerId]).toEqual(['', null]);
  expect([speaker.opened, transport.connections.length]).toEqual([1, 1]);
});

it('keeps the choice for the next conversation', async () => {
  const { session, speaker } = createScriptedSession();
  await session.connect();
  await session.speaker.select({ deviceId: 'headset' });
  await session.close();
  await session.connect();
  expect([speaker.opened, speaker.deviceId]).toEqual([2, 'headset']);
});

it('is heard where it was when another one cannot be had', async () => {
  const { session, speaker } = createScriptedSession({ speaker: { deviceId: 'desk' } });
  await session.connect();
  speaker.refuseDevices(MISSING);
  await expect(session.speaker.select({ deviceId: 'gone' })).rejects.toBe(MISSING);
  expect([speaker.deviceId, session.store.getState().speakerId]).toEqual(['desk', 'desk']);
});

it('talks all the same when the chosen one is not there at the start, and says so', async () => {
  const { session, speaker } = createScriptedSession({ speaker: { deviceId: 'gone' } });
  const errors: RealtimeError[] = [];
  session.on('error', (error) => errors.push(error));
  speaker.refuseDevices(MISSING);
  await session.connect();
  expect(session.store.getState()).toMatchObject({ status: 'live', speakerId: null });
  expect(errors).toEqual([MISSING]);
});

it('follows the system when the chosen one is pulled out, and says so', async () => {
  const { session, speaker } = createScriptedSession();
  const codes: string[] = [];
  session.on('error', ({ code }) => codes.push(code));
  await session.connect();
  await session.speaker.select({ deviceId: 'headset' });
  speaker.unplug();
  expect(session.store.getState()).toMatchObject({ status: 'live', speakerId: null });
  expect(codes).toEqual(['speaker-missing']);
});

it('plays on the speaker that was chosen last when choices overlap', async () => {
  const { session, speaker } = createScriptedSession();
  await session.connect();
  const first = session.speaker.select({ deviceId: 'desk' }).catch((error: RealtimeError) => error.code);
  const second = session.speaker.select({ deviceId: 'headset' });
  await second;
  expect(await first).toBe('aborted');
  expect([speaker.deviceId, session.store.getState().speakerId]).toEqual(['headset', 'headset']);
});

it('opens the speaker that was chosen in the task of connect', async () => {
  const { session, speaker } = createScriptedSession();
  await Promise.all([session.speaker.select({ deviceId: 'desk' }), session.connect()]);
  expect([speaker.deviceId, session.store.getState().speakerId]).toEqual(['desk', 'desk']);
});

it('reports a speaker that cannot be opened in mid-conversation once an item', async () => {
  const world = createScriptedSession({ config: { outputModality: 'text' } });
  const errors: string[] = [];
  world.session.on('error', ({ code }) => errors.push(code));
  await world.session.connect();
  world.speaker.failNext(new RealtimeError('worklet-failed', 'CSP.'));
  const part = { responseId: 'r', itemId: 'a', contentIndex: 0 };
  world.server.emit({ type: 'response-started', responseId: 'r', isOutOfBand: false, metadata: null });
  for (let chunk = 0; chunk < 5; chunk += 1) {
    world.server.emit({ type: 'audio-delta', ...part, audio: new Uint8Array(960) });
    await world.settle();
  }
  expect([errors, world.speaker.opened]).toEqual([['worklet-failed'], 0]);
});

/** A speaker whose openings end when the test says so, in any order, and that takes no notice of its signal. */
function createSlowSpeaker() {
  const fake = createFakeSpeaker();
  const openings: { readonly succeed: () => void; readonly fail: (error: Error) => void }[] = [];
  const open: SpeakerPort['open'] = async (options) => {
    await new Promise<void>((succeed, fail) => openings.push({ succeed, fail }));
    return fake.open({ ...options, signal: new AbortController().signal });
  };
  return { openings, fake, port: { unlock: () => {}, open } };
}

/** A conversation whose speaker is still being opened while that of an attempt before, which was closed, is not there yet. */
async function connectTwice() {
  const slow = createSlowSpeaker();
  const world = createScriptedSession({ ports: { speaker: slow.port } });
  const first = world.session.connect().catch((error: RealtimeError) => error.code);
  await world.settle();
  await world.session.close();
  expect(await first).toBe('aborted');
  const connecting = world.session.connect();
  await world.settle();
  const [before, current] = slow.openings;
  if (!before || !current) throw new Error('Both attempts open a speaker.');
  return { ...world, ...slow, connecting, before, current };
}

it('keeps its speaker when that of an attempt before opens late, and closes the late one', async () => {
  const { session, fake, connecting, before, current, settle } = await connectTwice();
  current.succeed();
  await connecting;
  before.succeed();
  await settle();
  expect(session.getAudioPaths()?.speaker).not.toBeNull();
  expect([fake.opened, fake.closed]).toEqual([2, 1]);
});

it('opens one speaker when that of an attempt before fails late', async () => {
  const { session, openings, connecting, before, current, settle } = await connectTwice();
  before.fail(new Error('The device is gone.'));
  await settle();
  // What needs devices meanwhile waits for those that are being opened.
  session.pause();
  const resuming = session.resume();
  current.succeed();
  await Promise.allSettled([connecting, resuming]);
  expect(session.getAudioPaths()?.speaker).not.toBeNull();
  expect(openings).toHaveLength(2);
});

it('keeps the choice when the session is closed while the chosen one is being taken', async () => {
  const fake = createFakeSpeaker();
  let refuse: (error: Error) => void = () => {};
  const open: SpeakerPort['open'] = async (options) => {
    const speaker = await fake.open(options);
    speaker.setDevice = () => new Promise((_, reject) => (refuse = reject));
    return speaker;
  };
  const { session, settle } = createScriptedSession({
    speaker: { deviceId: 'desk' },
    ports: { speaker: { unlock: () => {}, open } },
  });
  const codes: string[] = [];
  session.on('error', ({ code }) => codes.push(code));
  const connecting = session.connect().catch((error: RealtimeError) => error.code);
  await settle();
  await session.close();
  // A context that is closed meanwhile takes no device.
  refuse(MISSING);
  await settle();
  expect(await connecting).toBe('aborted');
  expect([codes, session.store.getState().speakerId]).toEqual([[], 'desk']);
});
