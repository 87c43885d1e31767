import { describe, expect, it } from 'vitest';
import { settle } from '../testing/settle.ts';
import { Latest } from './latest.ts';

interface Device {
  readonly name: string;
  isClosed: boolean;
  close(): void;
}

function createDevice(name: string): Device {
  return {
    name,
    isClosed: false,
    close() {
      this.isClosed = true;
    },
  };
}

/** An opening that a test ends by hand. */
function createOpening(latest: Latest<Device>, name: string) {
  const device = createDevice(name);
  let succeed = () => {};
  let fail = () => {};
  let signal: AbortSignal | null = null;
  const outcome = latest
    .replace((given) => {
      signal = given;
      return new Promise((resolve, reject) => {
        succeed = () => resolve(device);
        fail = () => reject(new Error(`${name} failed`));
      });
    })
    .then(
      ({ name: opened }) => opened,
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
  return { device, outcome, succeed: () => succeed(), fail: () => fail(), isAborted: () => signal?.aborted };
}

/** Every order in which the openings of a list can end. */
function orders<Item>(items: readonly Item[]): (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, at) =>
    orders(items.filter((_other, index) => index !== at)).map((rest) => [item, ...rest]),
  );
}

const outcomes = (['succeed', 'fail'] as const).flatMap((a) =>
  (['succeed', 'fail'] as const).flatMap((b) =>
    (['succeed', 'fail'] as const).map((c) => [a, b, c] as const),
  ),
);
const cases = orders([0, 1, 2]).flatMap((order) => outcomes.map((ends) => [order, ends] as const));

describe('three choices that overlap', () => {
  it.each(cases)(
    'arriving in the order %j with the outcomes %j: the last one decides',
    async (order, ends) => {
      const latest = new Latest<Device>('The device');
      const before = createDevice('before');
      await latest.replace(() => Promise.resolve(before));
      const openings = ['a', 'b', 'c'].map((name) => createOpening(latest, name));
      for (const index of order) {
        openings[index]?.[ends[index] ?? 'fail']();
        await settle();
      }
      const told = await Promise.all(openings.map(({ outcome }) => outcome));
      const hasLast = ends[2] === 'succeed';
      expect(told).toEqual(['aborted', 'aborted', hasLast ? 'c' : 'c failed']);
      expect(latest.current?.name).toBe(hasLast ? 'c' : 'before');
      expect(before.isClosed).toBe(hasLast);
      openings.slice(0, 2).forEach(({ device, isAborted }, index) => {
        expect(isAborted()).toBe(true);
        expect(device.isClosed).toBe(ends[index] === 'succeed');
      });
      expect(openings[2]?.device.isClosed).toBe(false);
    },
  );
});

describe('clear', () => {
  it('closes the current resource, and whatever arrives later', async () => {
    const latest = new Latest<Device>('The device');
    const before = createDevice('before');
    await latest.replace(() => Promise.resolve(before));
    const late = createOpening(latest, 'late');
    latest.clear();
    late.succeed();
    expect(await late.outcome).toBe('aborted');
    await settle();
    expect([latest.current, before.isClosed, late.device.isClosed]).toEqual([null, true, true]);
  });

  it('does not keep a later choice from being opened', async () => {
    const latest = new Latest<Device>('The device');
    const late = createOpening(latest, 'late');
    latest.clear();
    const next = createOpening(latest, 'next');
    next.succeed();
    await settle();
    late.succeed();
    expect([await late.outcome, await next.outcome, latest.current?.name]).toEqual([
      'aborted',
      'next',
      'next',
    ]);
  });
});

describe('settled', () => {
  it('waits for the newest choice, and not for a superseded one', async () => {
    const latest = new Latest<Device>('The device');
    void createOpening(latest, 'slow');
    const settled = latest.settled();
    const next = createOpening(latest, 'next');
    next.succeed();
    expect((await settled)?.name).toBe('next');
  });

  it('rejects with what the newest choice failed with', async () => {
    const latest = new Latest<Device>('The device');
    const only = createOpening(latest, 'only');
    const settled = latest.settled();
    only.fail();
    await expect(settled).rejects.toThrow('only failed');
  });

  it('resolves when everything was cleared meanwhile', async () => {
    const latest = new Latest<Device>('The device');
    void createOpening(latest, 'slow');
    const settled = latest.settled();
    latest.clear();
    expect(await settled).toBeNull();
  });
});

it('forgets a resource that ended by itself, and no other', async () => {
  const latest = new Latest<Device>('The device');
  const [first, second] = [createDevice('first'), createDevice('second')];
  await latest.replace(() => Promise.resolve(first));
  await latest.replace(() => Promise.resolve(second));
  expect([latest.forget(first), latest.current]).toEqual([false, second]);
  expect([latest.forget(second), latest.current, second.isClosed]).toEqual([true, null, false]);
});

it('takes a throw inside the call for a failure', async () => {
  const latest = new Latest<Device>('The device');
  const broken = () => {
    throw new Error('no device');
  };
  await expect(latest.replace(broken)).rejects.toThrow('no device');
  expect(latest.isOpening).toBe(false);
});
