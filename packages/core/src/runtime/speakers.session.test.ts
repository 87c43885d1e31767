import { expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';

const MISSING = new RealtimeError('speaker-missing', 'No such speaker.');

it('plays on the speaker that was chosen, from the first word on', async () => {
  const { session, speaker } = createScriptedSession({ speaker: { deviceId: 'desk' } });
  expect(session.store.getState().speakerId).toBe('desk');
  await session.connect();
  expect(speaker.deviceId).toBe('desk');
});

it('changes it before there is a connection, in the middle of a talk, and back to the system’s', async () => {
  const { session, speaker, transport } = createScriptedSession();
  expect(session.store.getState().speakerId).toBeNull();
  await session.setSpeaker({ deviceId: 'desk' });
  expect(session.store.getState().speakerId).toBe('desk');
  await session.connect();
  expect(speaker.deviceId).toBe('desk');
  await session.setSpeaker({ deviceId: 'headset' });
  expect([speaker.deviceId, session.store.getState().speakerId]).toEqual(['headset', 'headset']);
  await session.setSpeaker({});
  expect([speaker.deviceId, session.store.getState().speakerId]).toEqual(['', null]);
  expect([speaker.opened, transport.connections.length]).toEqual([1, 1]);
});

it('keeps the choice for the next conversation', async () => {
  const { session, speaker } = createScriptedSession();
  await session.connect();
  await session.setSpeaker({ deviceId: 'headset' });
  await session.close();
  await session.connect();
  expect([speaker.opened, speaker.deviceId]).toEqual([2, 'headset']);
});

it('is heard where it was when another one cannot be had', async () => {
  const { session, speaker } = createScriptedSession({ speaker: { deviceId: 'desk' } });
  await session.connect();
  speaker.refuseDevices(MISSING);
  await expect(session.setSpeaker({ deviceId: 'gone' })).rejects.toBe(MISSING);
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
  await session.setSpeaker({ deviceId: 'headset' });
  speaker.unplug();
  expect(session.store.getState()).toMatchObject({ status: 'live', speakerId: null });
  expect(codes).toEqual(['speaker-missing']);
});
