import { describe, expect, it } from 'vitest';
import type { SignsOfLife } from '../protocol/capabilities.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import type { Clock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import { PathWatch } from './path-watch.ts';
import type { PathFailure } from './path-watch.ts';

/** A clock of a device that sleeps: what falls due meanwhile runs when it wakes. */
function createSleepyClock() {
  const timers = new Map<object, () => void>();
  let nowMs = 0;
  return {
    now: () => nowMs,
    setTimeout(callback: () => void) {
      const id = {};
      timers.set(id, callback);
      return id;
    },
    clearTimeout: (id: unknown) => void timers.delete(id as object),
    sleep(ms: number) {
      nowMs += ms;
      const due = [...timers.values()];
      timers.clear();
      for (const callback of due) callback();
    },
  };
}

interface Setup {
  readonly clock?: Clock;
  readonly signs?: SignsOfLife;
  readonly hasProbe?: boolean;
}

function watchPath({ signs = {}, hasProbe = false, clock: given }: Setup = {}) {
  const clock = createManualClock();
  const scope = createScope();
  const world = {
    bufferedBytes: 0,
    isDetecting: true,
    isHearing: false,
    isAnswering: false,
    isWaiting: false,
    probes: 0,
    deaths: [] as PathFailure[],
    suspicions: [] as (number | null)[],
  };
  const path = new PathWatch({
    signs,
    clock: given ?? clock,
    scope,
    bufferedBytes: () => world.bufferedBytes,
    probe: hasProbe ? () => void (world.probes += 1) : null,
    isVendorDetecting: () => world.isDetecting,
    isVendorHearing: () => world.isHearing,
    isVendorAnswering: () => world.isAnswering,
    isVendorWaiting: () => world.isWaiting,
    onDead: (failure) => {
      world.deaths.push(failure);
      scope.dispose();
    },
    onSuspected: (sinceMs) => void world.suspicions.push(sinceMs),
  });
  /** The user speaks, in chunks of 20 ms. */
  const speak = (ms: number, isVoiced = true, passing = clock) => {
    for (let chunk = 0; chunk < ms / 20; chunk += 1) {
      path.speak(20, isVoiced);
      passing.advance(20);
    }
  };
  return { path, clock, scope, world, speak };
}

const PROBED: Setup = {
  signs: {
    whileUserSpeaksMs: 4_000,
    afterUserSpeechMs: 4_000,
    afterRequestMs: 4_000,
    whileAnsweringMs: 3_000,
  },
  hasProbe: true,
};
const DETECTING: Setup = { signs: { whileUserSpeaksMs: 9_000, afterUserSpeechMs: 9_000 } };
const LATE: Setup = { signs: { afterUserSpeechMs: 10_000, afterRequestMs: 10_000 } };

describe('a path on which nothing is owed', () => {
  for (const setup of [{}, PROBED, DETECTING, LATE, { signs: { hasHeartbeat: true } }]) {
    it(`is never cut, however quiet (${JSON.stringify(setup)})`, () => {
      const { path, clock, world, speak } = watchPath(setup);
      path.send(100);
      path.receive();
      for (let minute = 0; minute < 30; minute += 1) {
        speak(100, false);
        clock.advance(60_000);
      }
      expect([world.deaths, world.probes, clock.pendingTimers]).toEqual([[], 0, 0]);
    });
  }

  it('is not made suspicious by noises that come now and then', () => {
    const { clock, world, speak } = watchPath(LATE);
    for (let second = 0; second < 600; second += 1) {
      speak(100);
      clock.advance(2_000);
    }
    expect(world.deaths).toEqual([]);
  });
});

describe('a vendor that can be probed', () => {
  it('is probed when speech gets no answer, and dead within 10 s of speech', () => {
    const { world, speak } = watchPath(PROBED);
    speak(3_980);
    expect(world.probes).toBe(0);
    speak(1_000);
    expect(world.probes).toBe(1);
    speak(3_980);
    expect(world.deaths).toEqual([]);
    speak(1_000);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('is kept when the path comes back after 8 s, and was suspected meanwhile', () => {
    const { path, world, speak, clock } = watchPath(PROBED);
    path.receive();
    speak(8_000);
    expect(world.suspicions).toEqual([0]);
    path.receive();
    clock.advance(60_000);
    expect(world.deaths).toEqual([]);
    expect(world.suspicions).toEqual([0, null]);
  });

  it.each([
    ['in the same frame, since the first of them', false, 0],
    ['in two frames, since the last of them', true, 10],
  ])('is suspected behind two signs of life %s', (_, isFrameOver, sinceMs) => {
    const { path, clock, world, speak } = watchPath(PROBED);
    path.receive();
    clock.advance(10);
    if (isFrameOver) path.endFrame();
    path.receive();
    speak(8_000);
    expect(world.suspicions).toEqual([sinceMs]);
  });

  it('was well until the watch began, which may be behind its connection', () => {
    const clock = createManualClock();
    clock.advance(90_000);
    const { world, speak } = watchPath({ ...PROBED, clock });
    speak(8_000, true, clock);
    expect(world.suspicions).toEqual([90_000]);
  });

  it('is suspected when the sound of a call has stopped and no answer comes within a second, once', () => {
    const { path, clock, world } = watchPath(PROBED);
    clock.advance(1_000);
    path.missSound(0);
    clock.advance(900);
    path.receive();
    clock.advance(60_000);
    // The vendor answers, and sends no sound in silence.
    expect([world.probes, world.suspicions]).toEqual([1, []]);
    path.missSound(61_000);
    clock.advance(1_000);
    path.missSound(61_000);
    path.suspect(62_000);
    clock.advance(60_000);
    expect([world.probes, world.suspicions, world.deaths]).toEqual([2, [61_000], []]);
    path.trust();
    expect(world.suspicions).toEqual([61_000, null]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is kept through a monologue in which it answers probes alone', () => {
    const { path, world, speak } = watchPath(PROBED);
    for (let second = 0; second < 60; second += 1) {
      speak(1_000);
      if (world.probes > 0) {
        path.receive();
        world.probes = 0;
      }
    }
    expect([world.deaths, world.suspicions]).toEqual([[], []]);
  });

  it('is suspected only where a probe is not answered within a second, whatever is overdue', () => {
    const overdue = [
      ({ speak }) => speak(4_000),
      ({ path, clock }) => (path.request(), clock.advance(4_000)),
      ({ path, clock, world }) => ((world.isAnswering = true), path.answer(), clock.advance(3_000)),
    ] satisfies ((watched: ReturnType<typeof watchPath>) => unknown)[];
    for (const wait of overdue) {
      const watched = watchPath(PROBED);
      const { path, clock, world } = watched;
      wait(watched);
      clock.advance(900);
      expect([world.probes, world.suspicions]).toEqual([1, []]);
      path.receive();
      world.isAnswering = false;
      clock.advance(60_000);
      expect([world.suspicions, clock.pendingTimers]).toEqual([[], 0]);
    }
  });

  it('is dead when a request gets no answer', () => {
    const { path, clock, world } = watchPath(PROBED);
    path.request();
    clock.advance(8_999);
    expect([world.deaths, world.probes]).toEqual([[], 1]);
    clock.advance(1);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('is dead when an answer stops in its middle', () => {
    const { path, clock, world } = watchPath(PROBED);
    world.isAnswering = true;
    path.receive();
    path.answer();
    for (let delta = 0; delta < 100; delta += 1) {
      clock.advance(100);
      path.receive();
    }
    expect([world.deaths, world.probes]).toEqual([[], 0]);
    clock.advance(11_000);
    expect([world.deaths, world.probes]).toEqual([['unheard'], 1]);
  });

  it('is kept while a model thinks in the middle of its answer, and owes nothing after the end', () => {
    const { path, clock, world } = watchPath(PROBED);
    world.isAnswering = true;
    path.answer();
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1_000);
      if (world.probes > 0) path.receive();
      world.probes = 0;
    }
    expect(world.deaths).toEqual([]);
    world.isAnswering = false;
    clock.advance(60_000);
    expect([world.deaths, world.probes, clock.pendingTimers]).toEqual([[], 0, 0]);
  });

  it('is asked once when the network changes, and dead when nothing comes', () => {
    const { path, clock, world } = watchPath(PROBED);
    path.ask();
    path.ask();
    expect(world.probes).toBe(1);
    clock.advance(5_000);
    expect(world.deaths).toEqual(['unheard']);
  });

  it.each(['ask', 'wake'] as const)('is suspected a second after %s, unless it answers', (probe) => {
    const { path, clock, world } = watchPath(PROBED);
    clock.advance(60_000);
    path[probe]();
    clock.advance(999);
    path.receive();
    clock.advance(60_000);
    expect([world.probes, world.suspicions]).toEqual([1, []]);
    const askedAtMs = clock.now();
    path[probe]();
    clock.advance(999);
    expect(world.suspicions).toEqual([]);
    clock.advance(1);
    expect(world.suspicions).toEqual([askedAtMs]);
    path.receive();
    clock.advance(60_000);
    expect([world.suspicions, world.deaths, clock.pendingTimers]).toEqual([[askedAtMs, null], [], 0]);
  });
});

describe('a vendor that reports the beginning of speech', () => {
  it('is dead when it reports none', () => {
    const { world, speak } = watchPath(DETECTING);
    speak(8_900);
    expect(world.deaths).toEqual([]);
    speak(1_000);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('owes nothing more while the user goes on speaking, and the end of the turn after that', () => {
    const { path, clock, world, speak } = watchPath(DETECTING);
    speak(1_000);
    path.receive();
    world.isHearing = true;
    speak(60_000);
    expect(world.deaths).toEqual([]);
    clock.advance(8_900);
    expect(world.deaths).toEqual([]);
    clock.advance(1_000);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('owes nothing where turns are made by hand', () => {
    const { clock, world, speak } = watchPath(DETECTING);
    world.isDetecting = false;
    speak(30_000);
    clock.advance(60_000);
    expect(world.deaths).toEqual([]);
  });

  it('says nothing about a network that changes, so it is kept', () => {
    const { path, clock, world } = watchPath(DETECTING);
    path.ask();
    clock.advance(60_000);
    expect(world.deaths).toEqual([]);
  });
});

describe('a vendor that is silent until the user has spoken', () => {
  it('is kept through a long monologue, and dead 10 s after it', () => {
    const { clock, world, speak } = watchPath(LATE);
    speak(60_000);
    clock.advance(9_900);
    expect(world.deaths).toEqual([]);
    clock.advance(200);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('is kept when it answers', () => {
    const { path, clock, world, speak } = watchPath(LATE);
    speak(3_000);
    clock.advance(9_000);
    path.receive();
    clock.advance(60_000);
    expect(world.deaths).toEqual([]);
  });
});

describe('a vendor with a heartbeat', () => {
  it('is dead when it misses beats, by the interval that was learnt', () => {
    const { path, clock, world } = watchPath({ signs: { hasHeartbeat: true } });
    const beat = (everyMs: number) => {
      clock.advance(everyMs);
      path.receive(true);
    };
    for (let count = 0; count < 10; count += 1) beat(5_000);
    clock.advance(12_499);
    expect(world.deaths).toEqual([]);
    clock.advance(1);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('is not judged before three beats', () => {
    const { path, clock, world } = watchPath({ signs: { hasHeartbeat: true } });
    path.receive(true);
    clock.advance(2_000);
    path.receive(true);
    clock.advance(600_000);
    expect(world.deaths).toEqual([]);
  });
});

describe('a vendor that is heard from and does not hear', () => {
  const DEAF: Setup = { signs: { hasHeartbeat: true, afterUserSpeechMs: 9_000, unheardSpeechMs: 1_500 } };

  function watchDeafPath() {
    const world = watchPath(DEAF);
    const beatFor = (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        world.path.receive(true);
        world.clock.advance(1_000);
      }
    };
    return { ...world, beatFor };
  }

  it('is dead nine seconds after speech that adds up, although its pings come', () => {
    const { world, speak, beatFor } = watchDeafPath();
    speak(800);
    beatFor(20);
    expect(world.deaths).toEqual([]);
    speak(800);
    beatFor(8);
    expect(world.deaths).toEqual([]);
    beatFor(2);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('is kept when it reacts, through noises, and while it waits for a tool', () => {
    const { path, world, speak, beatFor } = watchDeafPath();
    speak(800);
    path.receive();
    speak(800);
    beatFor(20);
    for (let noise = 0; noise < 60; noise += 1) {
      speak(100);
      beatFor(2);
    }
    world.isWaiting = true;
    speak(3_000);
    beatFor(60);
    expect(world.deaths).toEqual([]);
  });
});

describe('a path that takes nothing more', () => {
  it('is dead after nine seconds, whatever arrives', () => {
    const { path, clock, world } = watchPath();
    for (let second = 0; second < 9; second += 1) {
      world.bufferedBytes += 1_000;
      path.send(1_000);
      path.receive();
      clock.advance(1_000);
    }
    expect(world.deaths).toEqual(['stalled']);
  });

  it('is kept while it takes anything at all', () => {
    const { path, clock, world } = watchPath();
    for (let second = 0; second < 120; second += 1) {
      world.bufferedBytes += second % 8 === 0 ? 900 : 1_000;
      path.send(1_000);
      clock.advance(1_000);
    }
    expect(world.deaths).toEqual([]);
  });

  it('is kept when the queue has been emptied since the last frame', () => {
    const { path, clock, world } = watchPath();
    world.bufferedBytes = 1_000;
    path.send(1_000);
    world.bufferedBytes = 0;
    clock.advance(60_000);
    expect([world.deaths, clock.pendingTimers]).toEqual([[], 0]);
  });
});

describe('the world around it', () => {
  it('is dead when the device stays offline and nothing comes', () => {
    const { path, clock, world } = watchPath();
    path.goOffline();
    clock.advance(8_999);
    expect(world.deaths).toEqual([]);
    clock.advance(1);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('is kept when something comes, whatever the browser says', () => {
    const { path, clock, world } = watchPath();
    path.goOffline();
    clock.advance(8_000);
    path.receive();
    clock.advance(60_000);
    expect(world.deaths).toEqual([]);
  });

  it('gives a device that has slept a short time to be heard from', () => {
    const { path, clock, world } = watchPath(LATE);
    path.wake();
    clock.advance(4_999);
    path.receive();
    clock.advance(60_000);
    expect(world.deaths).toEqual([]);
    path.wake();
    clock.advance(5_000);
    // The silence of a vendor that cannot be asked says nothing before.
    expect([world.deaths, world.suspicions]).toEqual([['unheard'], []]);
  });

  it('does not take a timer that was held up for a silence', () => {
    const clock = createSleepyClock();
    const { path, world } = watchPath({ ...LATE, clock });
    path.request();
    clock.sleep(3_600_000);
    expect(world.deaths).toEqual([]);
    path.receive();
    clock.sleep(5_000);
    expect(world.deaths).toEqual([]);
    path.request();
    clock.sleep(3_600_000);
    clock.sleep(5_000);
    expect(world.deaths).toEqual(['unheard']);
  });

  it('holds no timer once its scope has ended', () => {
    const { path, clock, scope } = watchPath(PROBED);
    path.request();
    path.wake();
    scope.dispose();
    expect(clock.pendingTimers).toBe(0);
    path.receive();
    path.request();
    expect(clock.pendingTimers).toBe(0);
  });
});
