import { expect, it, onTestFinished } from 'vitest';
import { expectNothingLeft, shareDrawings } from '../../../test/video-cycles.ts';
import { createVideo } from '../../media/video/video.ts';
import { createScriptedSession } from '../../testing/scripted-session.ts';
import { createVision } from './create-vision.ts';

it('a share that the user ends in the browser ends at once, without an error', async () => {
  const { session, server } = createScriptedSession();
  onTestFinished(() => session.close());
  const vision = createVision(session, { video: createVideo() });
  await session.connect();
  const shared = shareDrawings();
  await vision.start('screen');
  await expect.poll(() => vision.store.getState().usage.images).toBe(1);
  const before = server.commands.length;
  // The effect of the browser's own button: no page can press it.
  shared[0]?.stop();
  shared[0]?.dispatchEvent(new Event('ended'));
  expect(vision.store.getState()).toMatchObject({
    view: null,
    screen: { state: 'off', stream: null, error: null },
  });
  expect(server.commands.length).toBe(before);
});

it('a camera and a screen leave nothing when they are closed', async () => {
  await expectNothingLeft('camera', 1);
  await expectNothingLeft('screen', 1);
});
