import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSeeing } from '../../../test/seeing-session.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';

/** The number of conversations that are tried. `REPARTEE_RUNS`, with `REPARTEE_SEED=random`, is for a hunt. */
const RUNS = Number(process.env.REPARTEE_RUNS ?? 100);

type World = ReturnType<typeof createSeeing> & { isMuted: boolean; isHidden: boolean; release: () => void };

/** Commands reject where they are replaced, refused or too late: all of that is allowed, and nothing else. */
const ALLOWED = new Set(['aborted', 'invalid-state', 'camera-busy', 'budget-exceeded']);

const codes: string[] = [];
const settled = (promise: Promise<unknown>) =>
  void promise.catch((error: unknown) =>
    codes.push(error instanceof RealtimeError ? error.code : String(error)),
  );

const source = fc.constantFrom('camera' as const, 'screen' as const);

const step = (name: string, run: (world: World) => unknown) => fc.constant({ name, run });

const anyStep = fc.oneof(
  ...(['start', 'open', 'look', 'close'] as const).map((command) =>
    source.map((which) => ({
      name: `${command} ${which}`,
      run: ({ eyes }: World) => {
        const result = eyes[command](which);
        if (result) settled(result);
      },
    })),
  ),
  fc.constantFrom('a', 'b').map((deviceId) => ({
    name: `select ${deviceId}`,
    run: ({ eyes }: World) => settled(eyes.select('camera', { deviceId })),
  })),
  step('stop', ({ eyes }) => eyes.stop()),
  step('send', ({ eyes }) =>
    settled(eyes.sendMessage([{ type: 'image', url: 'data:image/png;base64,AAAA' }])),
  ),
  fc.boolean().map((stopped) => ({
    name: `limit ${stopped}`,
    run: ({ eyes }: World) => eyes.limit(stopped ? { stopped } : null),
  })),
  fc.boolean().map((value) => ({
    name: `mute ${value}`,
    run: (world: World) => {
      world.isMuted = value;
      world.eyes.setMuted(value);
    },
  })),
  fc.boolean().map((value) => ({
    name: `mute the microphone ${value}`,
    run: ({ session }: World) => session.microphone.setMuted(value),
  })),
  fc.boolean().map((value) => ({
    name: `hide ${value}`,
    run: (world: World) => {
      world.isHidden = value;
      world.hide(value);
    },
  })),
  step('change', ({ video }) => video.change()),
  step('hold', (world) => (world.release = world.video.hold())),
  step('release', (world) => world.release()),
  step('fail', ({ video }) => video.failNext(new RealtimeError('camera-busy', 'Held.'))),
  step('end', ({ video }) => video.opened.at(-1)?.end()),
  step('drop', ({ server }) => server.drop()),
  step('pause', ({ session }) => session.pause()),
  step('resume', ({ session }) => session.resume()),
  step('settle', ({ settle }) => settle()),
  fc.constantFrom(100, 1_000, 5_000).map((ms) => ({
    name: `${ms} ms`,
    run: ({ advance }: World) => advance(ms),
  })),
);

/** Follows what the vendor is shown. */
function watchView(world: World): readonly string[] {
  const faults: string[] = [];
  const { session, state } = world;
  const send = session.sendVendorEvent;
  session.sendVendorEvent = (event) => {
    const { status, isPaused, isMuted } = session.store.getState();
    const { view } = state();
    if (status !== 'live' || isPaused) faults.push(`an image left while the session was ${status}`);
    if (world.isMuted || isMuted) faults.push('an image left while muted');
    if (!view) faults.push('an image left without a live view');
    else if (world.isHidden && view.source === 'camera')
      faults.push('an image of a camera left a hidden page');
    else if (state()[view.source].state === 'off') faults.push('an image left of what is off');
    send(event);
  };
  return faults;
}

it('whatever is shown in whatever order, nothing leaves that may not, and nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 60, size: 'max' }), async (steps) => {
      codes.length = 0;
      const world: World = Object.assign(createSeeing(), {
        isMuted: false,
        isHidden: false,
        release: () => {},
      });
      const faults = watchView(world);
      const { session, state, video } = world;
      await session.connect();
      for (const { run } of steps) {
        await run(world);
        expect(faults).toEqual([]);
        const { view } = state();
        expect(view === null || state()[view.source].state !== 'off').toBe(true);
      }
      await session.close();
      world.release();
      await world.settle();
      await world.advance(10_000);
      expect(faults).toEqual([]);
      expect(codes.filter((code) => !ALLOWED.has(code))).toEqual([]);
      expect(state()).toMatchObject({ view: null, camera: { state: 'off' }, screen: { state: 'off' } });
      expect(video.opened.filter(({ isClosed, hasEnded }) => !isClosed && !hasEnded)).toEqual([]);
      expect(world.pendingTimers()).toBe(0);
    }),
    { numRuns: RUNS },
  );
});
