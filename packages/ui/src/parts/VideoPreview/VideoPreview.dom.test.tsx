import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createVision, RealtimeError } from '@repartee/core';
import { createFakeVideo, createScriptedSession, createStaticSession } from '@repartee/core/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { CameraPreview } from './CameraPreview.tsx';
import { ScreenPreview } from './ScreenPreview.tsx';

const button = (name: string) => screen.getByRole('button', { name });

function createWorld() {
  const { session, server, clock } = createScriptedSession();
  const video = createFakeVideo();
  createVision(session, { video, clock });
  return { session, server, video };
}

it('turns the camera on, shows it, says that the agent sees it, and shows what was sent', async () => {
  const { session, video } = createWorld();
  await session.connect();
  const { container } = renderPart(<CameraPreview />, session);
  expect(screen.getByText('The camera is off')).toBeTruthy();
  await userEvent.click(button('Turn the camera on'));
  expect(screen.getByRole('status').textContent).toBe('Only you see this');
  expect(container.querySelector('video')?.dataset['mirrored']).toBe('true');
  await userEvent.click(button('Show it to the agent'));
  expect(screen.getByRole('status').textContent).toBe('The agent sees this');
  expect(screen.getByRole('img', { name: 'What the agent saw last' })).toBeTruthy();
  await userEvent.click(button('Turn the camera off'));
  expect(video.opened.every(({ isClosed }) => isClosed)).toBe(true);
});

it('says why there is no camera', async () => {
  const { session, video } = createWorld();
  video.failNext(new RealtimeError('camera-denied', 'No.'));
  renderPart(<CameraPreview />, session);
  await userEvent.click(button('Turn the camera on'));
  expect(screen.getByText('The camera is blocked')).toBeTruthy();
});

it('notices at once that the user has stopped to share', async () => {
  const { session, video } = createWorld();
  await session.connect();
  renderPart(<ScreenPreview />, session);
  await userEvent.click(button('Share a screen'));
  await userEvent.click(button('Show it to the agent'));
  act(() => video.opened.at(-1)?.end());
  expect(screen.getByText('No screen is shared')).toBeTruthy();
});

it('is not there where the vendor sees nothing', () => {
  const { capabilities } = createStaticSession();
  const { container } = renderPart(
    <CameraPreview />,
    createStaticSession({ capabilities: { ...capabilities, vision: false } }),
  );
  expect(container.querySelector('.repartee-video')).toBeNull();
});

it('shows one picture, which the agent answers, while the conversation is live', async () => {
  const { session, server, video } = createWorld();
  renderPart(<CameraPreview />, session);
  await userEvent.click(button('Turn the camera on'));
  expect(screen.queryByRole('button', { name: 'Show one picture' })).toBeNull();
  await act(() => session.connect());
  await userEvent.click(button('Show one picture'));
  expect(server.commandsOf('create-item')[0]?.item).toMatchObject({ content: [{ type: 'image' }] });
  expect(video.opened.map(({ isClosed }) => isClosed)).toEqual([false]);
});

it('chooses among several cameras while one is open, and says why a choice failed', async () => {
  const found = ['front', 'back'].map((deviceId) => ({ kind: 'videoinput', deviceId, label: deviceId }));
  const mediaDevices = Object.assign(new EventTarget(), { enumerateDevices: () => Promise.resolve(found) });
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator) as Navigator, { mediaDevices }));
  onTestFinished(() => void vi.unstubAllGlobals());
  const { session, video } = createWorld();
  renderPart(<CameraPreview />, session);
  await screen.findByRole('button', { name: 'Turn the camera on' });
  expect(screen.queryByRole('combobox')).toBeNull();
  await userEvent.click(button('Turn the camera on'));
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Camera' }), 'back');
  await waitFor(() => expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('back'));
  expect(video.opened.map(({ options, isClosed }) => [options.deviceId, isClosed])).toEqual([
    [undefined, true],
    ['back', false],
  ]);
  video.failNext(new RealtimeError('camera-busy', 'Held.'));
  await userEvent.selectOptions(screen.getByRole('combobox'), 'front');
  await waitFor(() => expect(screen.getByRole('alert').textContent).not.toBe(''));
  expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('back');
});

it('puts the picture into the browser’s own small window, and takes it back when the part goes', async () => {
  const exit = vi.fn(() => Promise.resolve());
  const request = vi.fn(() => Promise.resolve());
  Object.assign(document, { pictureInPictureEnabled: true, exitPictureInPicture: exit });
  Object.assign(HTMLVideoElement.prototype, { requestPictureInPicture: request });
  onTestFinished(() => {
    for (const key of ['pictureInPictureEnabled', 'exitPictureInPicture', 'pictureInPictureElement'])
      Reflect.deleteProperty(document, key);
    Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestPictureInPicture');
  });
  const { session } = createWorld();
  const { container, unmount } = renderPart(<CameraPreview />, session);
  await userEvent.click(button('Turn the camera on'));
  await userEvent.click(button('Picture in picture'));
  expect(request).toHaveBeenCalledOnce();
  const picture = container.querySelector('video');
  act(() => void picture?.dispatchEvent(new Event('enterpictureinpicture')));
  expect(button('Picture in picture').ariaPressed).toBe('true');
  await userEvent.click(button('Picture in picture'));
  expect(exit).toHaveBeenCalledOnce();
  Object.assign(document, { pictureInPictureElement: picture });
  unmount();
  expect(exit).toHaveBeenCalledTimes(2);
});
