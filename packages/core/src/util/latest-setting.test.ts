import { expect, it } from 'vitest';
import { settle } from '../testing/settle.ts';
import { LatestSetting } from './latest-setting.ts';

/** A device that takes its settings when the test says so. */
function createSlowDevice(initial = 'first') {
  const waiting: {
    readonly value: string;
    readonly resolve: () => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  let inForce = initial;
  const setting = new LatestSetting('The device', initial, (value) => {
    const applied = new Promise<void>((resolve, reject) => waiting.push({ value, resolve, reject }));
    return applied.then(() => {
      inForce = value;
    });
  });
  const finish = async (isGood = true) => {
    const next = waiting.shift();
    if (isGood) next?.resolve();
    else next?.reject(new Error(`${next.value} failed`));
    await settle();
    return next?.value;
  };
  const set = (value: string) =>
    setting.set(value).then(
      () => 'applied',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
  return { setting, set, finish, waiting, inForce: () => inForce };
}

it('applies one choice at a time, skips what was superseded before it began, and ends with the last', async () => {
  const { setting, set, finish, waiting, inForce } = createSlowDevice();
  const [a, b, c] = [set('a'), set('b'), set('c')];
  await settle();
  expect(await Promise.all([a, b])).toEqual(['aborted', 'aborted']);
  expect(waiting.map(({ value }) => value)).toEqual(['c']);
  await finish();
  expect([await c, setting.current, inForce()]).toEqual(['applied', 'c', 'c']);
});

it('rejects a choice that is superseded while it is applied, and applies the later one behind it', async () => {
  const { setting, set, finish, waiting, inForce } = createSlowDevice();
  const a = set('a');
  await settle();
  const b = set('b');
  expect(await a).toBe('aborted');
  expect(waiting).toHaveLength(1);
  expect([await finish(), await finish()]).toEqual(['a', 'b']);
  expect([await b, setting.current, inForce()]).toEqual(['applied', 'b', 'b']);
});

it('goes back to the value in force when the last choice fails behind a superseded one', async () => {
  const { setting, set, finish, inForce } = createSlowDevice();
  void set('a');
  await settle();
  const b = set('b');
  await finish();
  await finish(false);
  expect(await finish()).toBe('first');
  expect([await b, setting.current, inForce()]).toEqual(['b failed', 'first', 'first']);
});

it('changes nothing when a choice fails', async () => {
  const { setting, set, finish, waiting } = createSlowDevice();
  const a = set('a');
  await settle();
  await finish(false);
  expect([await a, setting.current, waiting.length]).toEqual(['a failed', 'first', 0]);
});

it('supersedes what waits when it is cancelled, and takes the next choice', async () => {
  const { setting, set, finish } = createSlowDevice();
  const a = set('a');
  setting.cancel();
  expect(await a).toBe('aborted');
  const b = set('b');
  await settle();
  await finish();
  expect([await b, setting.current]).toEqual(['applied', 'b']);
});

it('notes a value that the platform put in force', async () => {
  const { setting, set, finish } = createSlowDevice();
  setting.record('default');
  const a = set('a');
  await settle();
  await finish(false);
  expect([await a, setting.current]).toEqual(['a failed', 'default']);
});
