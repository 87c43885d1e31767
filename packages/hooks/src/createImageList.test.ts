import { setImmediate } from 'node:timers/promises';
import { RealtimeError } from '@repartee/core';
import type { PreparedImage } from '@repartee/core';
import { expect, it } from 'vitest';
import { createImageList } from './createImageList.ts';

const file = (name: string) => new File(['x'], name);
const prepared = (name: string) => ({ url: `data:${name}` }) as PreparedImage;

/** A list whose images are prepared when the test says so. */
function createPatient(maxImages = 4) {
  const waiting: { name: string; finish: (error?: unknown) => void }[] = [];
  const list = createImageList(() => ({
    maxImages,
    prepare: (blob) =>
      new Promise((resolve, reject) => {
        const { name } = blob as File;
        waiting.push({
          name,
          finish: (error) => (error === undefined ? resolve(prepared(name)) : reject(error)),
        });
      }),
  }));
  const settle = async (error?: unknown) => {
    // The next image begins in a microtask after the last one.
    await setImmediate();
    waiting.shift()?.finish(error);
    await setImmediate();
  };
  return { list, waiting, settle };
}

const statesOf = (list: ReturnType<typeof createImageList>) =>
  list.read().map(({ name, state, error }) => [name, state, error?.code ?? null]);

it('prepares one image after the other, and gives those that can be sent', async () => {
  const { list, waiting, settle } = createPatient();
  list.add([file('a'), file('b')]);
  await Promise.resolve();
  expect(waiting.map(({ name }) => name)).toEqual(['a']);
  await settle();
  await settle(new RealtimeError('image-unsupported', 'No image.'));
  expect(statesOf(list)).toEqual([
    ['a', 'ready', null],
    ['b', 'failed', 'image-unsupported'],
  ]);
  expect(list.take()).toEqual([prepared('a')]);
  expect(list.read()).toEqual([]);
});

it('forgets an image that is removed while it waits or is prepared', async () => {
  const { list, waiting, settle } = createPatient();
  list.add([file('a'), file('b'), file('c')]);
  const [first, second] = list.read();
  list.remove(first?.id ?? '');
  list.remove(second?.id ?? '');
  await settle();
  await settle();
  expect(waiting).toEqual([]);
  expect(statesOf(list)).toEqual([['c', 'ready', null]]);
});

it('refuses one too many with a code, and takes it once there is room', async () => {
  const { list, settle } = createPatient(1);
  list.add([file('a'), file('b')]);
  await settle();
  expect(statesOf(list)).toEqual([
    ['a', 'ready', null],
    ['b', 'failed', 'unsupported-capability'],
  ]);
  for (const { id } of list.read()) list.remove(id);
  list.add([file('b')]);
  await settle();
  expect(statesOf(list)).toEqual([['b', 'ready', null]]);
});

it('gives a code to whatever goes wrong', async () => {
  const { list, settle } = createPatient();
  list.add([file('a')]);
  await settle(new TypeError('Out of memory'));
  expect(statesOf(list)).toEqual([['a', 'failed', 'image-unreadable']]);
});

it('keeps what is being sent until it is sent, else with the reason, and sends it again with the next', async () => {
  const { list, settle } = createPatient();
  list.add([file('a')]);
  await settle();
  let finish: (error?: Error) => void = () => {};
  const send = () =>
    list.send(
      () =>
        new Promise<string>((resolve, reject) => {
          finish = (error) => (error ? reject(error) : resolve('sent'));
        }),
    );
  const refused = send();
  expect([statesOf(list), list.take()]).toEqual([[['a', 'sending', null]], []]);
  finish(new RealtimeError('content-refused', 'No.'));
  await expect(refused).rejects.toMatchObject({ code: 'content-refused' });
  expect(statesOf(list)).toEqual([['a', 'failed', 'content-refused']]);
  list.add([file('b')]);
  await settle();
  const sent = send();
  expect(statesOf(list)).toEqual([
    ['a', 'sending', null],
    ['b', 'sending', null],
  ]);
  finish();
  expect(await sent).toBe('sent');
  expect(statesOf(list)).toEqual([]);
});
