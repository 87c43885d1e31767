import { expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';

it('takes another microphone in the middle of a talk, and lets go of the one before', async () => {
  const { session, microphone, transport } = createScriptedSession();
  await session.connect();
  await session.setMicrophone({ deviceId: 'headset' });
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
  await expect(session.setMicrophone({ deviceId: 'gone' })).rejects.toMatchObject({
    code: 'microphone-missing',
  });
  expect(session.store.getState().microphone).toBe('on');
  expect(microphone.closed).toBe(0);
});

it('begins with none, asks when one is wanted, and lets it go again', async () => {
  const { session, microphone } = createScriptedSession({ microphone: false });
  await session.connect();
  expect(microphone.opened).toBe(0);
  await session.setMicrophone({});
  expect(session.store.getState().microphone).toBe('on');
  await session.setMicrophone(false);
  expect(session.store.getState().microphone).toBe('off');
  expect(microphone.isOpen).toBe(false);
});

it('opens the one that was chosen before there was a connection, and muted where the user is', async () => {
  const { session, microphone } = createScriptedSession();
  await session.setMicrophone({ deviceId: 'desk' });
  session.setMuted(true);
  await session.connect();
  expect(microphone.lastOptions?.deviceId).toBe('desk');
  await session.setMicrophone({ deviceId: 'headset' });
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
  await session.setMicrophone({ deviceId: 'headset' });
  expect(session.store.getState().microphoneId).toBe('headset');
  microphone.failNext(new RealtimeError('microphone-missing', 'There is none.'));
  microphone.lose();
  await settle();
  expect(session.store.getState()).toMatchObject({ status: 'live', microphone: 'lost', microphoneId: null });
});
