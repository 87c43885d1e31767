import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { createVision, RealtimeError } from '@repartee/core';
import { createFakeVideo, createScriptedSession, createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useCamera, useLookTool, useScreenShare } from './index.ts';
import type { VideoControls } from './index.ts';

function createProbe() {
  const seen: VideoControls[] = [];
  function Camera() {
    const camera = useCamera();
    const shared = useScreenShare();
    seen.push(camera);
    return <p>{`${camera.state} ${camera.isShown} ${shared.state} ${shared.isShown}`}</p>;
  }
  const last = () => {
    const controls = seen.at(-1);
    if (!controls) throw new Error('Nothing was rendered.');
    return controls;
  };
  return { last, Camera, text: () => screen.getByRole('paragraph').textContent };
}

it('opens nothing on mount, then opens, shows, stops and closes', async () => {
  const { session, clock } = createScriptedSession();
  const video = createFakeVideo();
  createVision(session, { video, clock });
  await session.connect();
  const { Camera, last, text } = createProbe();
  renderStrict(<Camera />, session);
  expect([text(), video.opened.length]).toEqual(['off false off false', 0]);
  const { start } = last();
  await act(() => start());
  expect([text(), last().pausedBy, last().lastImage?.width]).toEqual(['on true off false', null, 640]);
  expect(last().start).toBe(start);
  act(() => last().stop());
  expect(text()).toBe('off false off false');
  await act(() => last().open());
  expect(text()).toBe('on false off false');
  act(() => last().close());
  expect(video.opened.every(({ isClosed }) => isClosed)).toBe(true);
});

it('says why the camera is not there', async () => {
  const { session, clock } = createScriptedSession();
  const video = createFakeVideo();
  createVision(session, { video, clock });
  const { Camera, last } = createProbe();
  renderStrict(<Camera />, session);
  video.failNext(new RealtimeError('camera-denied', 'No.'));
  await act(() => expect(last().open()).rejects.toMatchObject({ code: 'camera-denied' }));
  expect(last().error?.code).toBe('camera-denied');
});

it('is not supported where the vendor sees nothing', async () => {
  const { capabilities } = createStaticSession();
  const session = createStaticSession({ capabilities: { ...capabilities, vision: false } });
  const { Camera, last } = createProbe();
  renderStrict(<Camera />, session);
  expect([last().isSupported, last().canShow]).toEqual([false, false]);
  await expect(last().look()).rejects.toMatchObject({ code: 'unsupported-capability' });
});

it('lets the agent ask for a look while it is mounted, where the vendor sees', async () => {
  const { session, server } = createScriptedSession();
  function Looking() {
    useLookTool({ sources: ['camera'] });
    return null;
  }
  const { unmount } = renderStrict(<Looking />, session);
  await act(() => session.connect());
  const toolsOf = () => server.commandsOf('configure').at(-1)?.config.tools;
  expect(toolsOf()).toMatchObject([
    { name: 'look', parameters: { properties: { source: { enum: ['camera'] } } } },
  ]);
  await act(async () => unmount());
  expect(toolsOf()).toEqual([]);
  const { capabilities } = createStaticSession();
  const blind = createStaticSession({ capabilities: { ...capabilities, vision: false } });
  renderStrict(<Looking />, blind);
  expect(blind.commands.filter(({ name }) => name === 'tools.register')).toEqual([]);
});
