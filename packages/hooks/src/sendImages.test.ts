import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';

import { RealtimeError } from '@repartee/core';
import type { PreparedImage } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';

import { createImageList } from './createImageList.ts';
import { sendImages } from './sendImages.ts';

const image = { url: 'data:image/png;base64,AA==' } as PreparedImage;

it('keeps the images of a message that the session refuses, and sends them with the next try', async () => {
  const list = createImageList(() => ({ maxImages: 4, prepare: () => Promise.resolve(image) }));
  list.add([new File(['x'], 'a')]);
  await setImmediate();
  const session = createStaticSession({ capabilities: { canSendImages: true } });
  vi.spyOn(session, 'sendMessage').mockImplementationOnce(() => {
    throw new RealtimeError('invalid-state', 'The session is closed.');
  });
  await expect(sendImages(session, list, 'Look')).rejects.toMatchObject({ code: 'invalid-state' });
  expect(list.read()).toMatchObject([{ state: 'failed', image, error: { code: 'invalid-state' } }]);
  await sendImages(session, list, 'Look');
  expect(list.read()).toEqual([]);
  const content = [
    { type: 'image', url: image.url },
    { type: 'text', text: 'Look' },
  ];
  expect(session.sendMessage).toHaveBeenLastCalledWith(content);
});

it('leaves nothing behind once the message is sent, refused images neither', async () => {
  const list = createImageList(() => ({ maxImages: 1, prepare: () => Promise.resolve(image) }));
  list.add([new File(['x'], 'a'), new File(['x'], 'one too many')]);
  await setImmediate();
  expect(list.read().map(({ state }) => state)).toEqual(['ready', 'failed']);
  await sendImages(createStaticSession({ capabilities: { canSendImages: true } }), list, 'Look');
  expect(list.read()).toEqual([]);
});
