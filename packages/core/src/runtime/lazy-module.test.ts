import { expect, it } from 'vitest';
import { RealtimeError, toRealtimeError } from '../errors/realtime-error.ts';
import { settle } from '../testing/settle.ts';
import { createLazy } from '../util/lazy.ts';
import { LazyModule } from './lazy-module.ts';

/** A module whose loads a test ends by hand. */
function createSlowModule() {
  const loads: { readonly resolve: (module: string) => void; readonly reject: (error: Error) => void }[] = [];
  const reports: unknown[] = [];
  const log: string[] = [];
  const source = createLazy(() => new Promise<string>((resolve, reject) => loads.push({ resolve, reject })));
  const module = new LazyModule(source, (cause) => {
    const error = toRealtimeError(cause, 'internal-error', 'It broke.');
    reports.push(error);
    return error;
  });
  const use = (name: string) =>
    module.use(
      (loaded) => log.push(`${name} ${loaded}`),
      (error) => log.push(`${name} ${error?.code ?? 'cancelled'}`),
    );
  return { module, loads, reports, log, use };
}

it('runs the uses that waited in their order, and later ones within the call', async () => {
  const { loads, log, use } = createSlowModule();
  use('first');
  use('second');
  expect([log, loads.length]).toEqual([[], 1]);
  loads[0]?.resolve('loaded');
  await settle();
  use('third');
  expect(log).toEqual(['first loaded', 'second loaded', 'third loaded']);
});

it('reports a failed load once, settles what waited, and loads again with the next use', async () => {
  const { loads, log, use, reports } = createSlowModule();
  use('first');
  use('second');
  loads[0]?.reject(new Error('offline'));
  await settle();
  expect(log).toEqual(['first module-failed', 'second module-failed']);
  expect(reports).toMatchObject([{ code: 'module-failed' }]);
  use('third');
  loads[1]?.resolve('loaded');
  await settle();
  expect([log.at(-1), reports.length]).toEqual(['third loaded', 1]);
});

it('settles a use that throws, and runs the ones behind it', async () => {
  const { module, loads, log, use, reports } = createSlowModule();
  module.use(
    () => {
      throw new RealtimeError('vendor-failed', 'It broke.');
    },
    (error) => log.push(`broken ${error?.code}`),
  );
  use('next');
  loads[0]?.resolve('loaded');
  await settle();
  expect(log).toEqual(['broken vendor-failed', 'next loaded']);
  expect(reports).toMatchObject([{ code: 'vendor-failed' }]);
});

it('cancels what waits, and nothing of it runs', async () => {
  const { module, loads, log, use } = createSlowModule();
  use('first');
  module.cancel();
  use('second');
  loads[0]?.resolve('loaded');
  await settle();
  expect(log).toEqual(['first cancelled', 'second loaded']);
});

it('keeps a use that is made by a use behind those that wait', async () => {
  const { module, loads, log, use } = createSlowModule();
  module.use(() => use('inner'));
  use('outer');
  loads[0]?.resolve('loaded');
  await settle();
  expect(log).toEqual(['outer loaded', 'inner loaded']);
});

it('runs something behind the uses that wait, and nothing where none does', async () => {
  const { module, loads, log, use } = createSlowModule();
  module.useBehind(() => log.push('alone'));
  use('first');
  module.useBehind(() => log.push('behind'));
  loads[0]?.resolve('loaded');
  await settle();
  expect([log, loads.length]).toEqual([['first loaded', 'behind'], 1]);
});
