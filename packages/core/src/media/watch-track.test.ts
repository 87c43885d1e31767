import { afterEach, describe, expect, it, vi } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScope } from '../util/scope.ts';
import { watchTrack } from './watch-track.ts';

/** A microphone's track under the control of a test. */
function watch() {
  const devices = new EventTarget();
  vi.stubGlobal('navigator', { mediaDevices: devices });
  const clock = createManualClock();
  const scope = createScope();
  const world = { level: 0.1, sampleRate: 48_000, reports: [] as string[] };
  const track = Object.assign(new EventTarget(), { getSettings: () => ({ sampleRate: world.sampleRate }) });
  watchTrack({
    context: { state: 'running' } as AudioContext,
    track: track as unknown as MediaStreamTrack,
    level: { level: () => world.level, bands: (into) => into },
    scope,
    clock,
    onInterruption: (interruption) => world.reports.push(interruption),
  });
  return { world, clock, scope, track, devices };
}

afterEach(() => vi.unstubAllGlobals());

describe('headphones that change their profile', () => {
  it('are opened again when they go on in silence', () => {
    const { world, clock, devices } = watch();
    world.sampleRate = 16_000;
    world.level = 0;
    devices.dispatchEvent(new Event('devicechange'));
    clock.advance(2_500);
    expect(world.reports).toEqual(['silent']);
  });

  it('are kept when there is sound', () => {
    const { world, clock, devices } = watch();
    world.sampleRate = 16_000;
    devices.dispatchEvent(new Event('devicechange'));
    clock.advance(2_500);
    expect(world.reports).toEqual(['resumed']);
  });

  it('are not the reason for every change of the devices', () => {
    const { world, clock, devices, scope } = watch();
    world.level = 0;
    devices.dispatchEvent(new Event('devicechange'));
    clock.advance(2_500);
    scope.dispose();
    world.sampleRate = 16_000;
    devices.dispatchEvent(new Event('devicechange'));
    expect([world.reports, clock.pendingTimers]).toEqual([[], 0]);
  });
});

describe('a phone call', () => {
  it('interrupts the microphone, whatever devices come and go, until there is sound again', () => {
    const { world, clock, track, devices } = watch();
    track.dispatchEvent(new Event('mute'));
    world.sampleRate = 16_000;
    devices.dispatchEvent(new Event('devicechange'));
    clock.advance(5_000);
    expect(world.reports).toEqual(['interrupted']);
    track.dispatchEvent(new Event('unmute'));
    clock.advance(100);
    expect(world.reports).toEqual(['interrupted', 'resumed']);
  });
});
