import { expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScope } from '../util/scope.ts';
import { OutputRoute } from './output-route.ts';

function routeThatFails(cause: unknown): OutputRoute {
  const context = { setSinkId: () => Promise.reject(cause) };
  return new OutputRoute({ context } as unknown as AudioNode, createScope());
}

it('passes on an error of another copy of the kit as it is', async () => {
  // Two copies of the package in one bundle have two classes with one marker.
  const foreign = Object.defineProperties(new Error('Choose another.'), {
    code: { value: 'unsupported-capability' },
    ...Object.getOwnPropertyDescriptors(
      Object.fromEntries(
        Object.getOwnPropertySymbols(new RealtimeError('aborted', 'x')).map((marker) => [marker, true]),
      ),
    ),
  });
  await expect(routeThatFails(foreign).setDevice('a', () => {})).rejects.toBe(foreign);
});

it('explains an error of the browser', async () => {
  const missing = new DOMException('gone', 'NotFoundError');
  await expect(routeThatFails(missing).setDevice('a', () => {})).rejects.toMatchObject({
    code: 'speaker-missing',
    cause: missing,
  });
});
