import type { Clock } from '../util/clock.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { Scope } from '../util/scope.ts';
import type { MicrophoneInterruption } from './microphone-port.ts';

/** The interval at which a microphone that the system gave back is checked for sound, in milliseconds. */
const CHECK_MS = 100;

/** After this many checks without a sample that is not zero the track counts as silent. Real microphones have noise. */
const MAX_CHECKS = 20;

interface TrackWatchOptions {
  readonly context: AudioContext;
  readonly track: MediaStreamTrack;
  /** The level of the track, muted by the user or not. */
  readonly level: LevelSource;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly onInterruption: (interruption: MicrophoneInterruption) => void;
}

/**
 * Reports when the system mutes a microphone's track, as for a phone call or another app, and whether there is sound again
 * after it has unmuted the track: Safari may give back a track that stays silent. The same holds for headphones that
 * changed their profile.
 */
export function watchTrack({ context, track, level, scope, clock, onInterruption }: TrackWatchOptions): void {
  let isInterrupted = false;
  let cancelCheck = () => {};

  const check = (left: number): void => {
    if (level.level() > 0) {
      isInterrupted = false;
      return onInterruption('resumed');
    }
    if (left === 0) return onInterruption('silent');
    // While the context is suspended nothing can be measured. Its own watch reports that.
    const isMeasured = context.state === 'running';
    cancelCheck = scope.timeout(clock, () => check(isMeasured ? left - 1 : left), CHECK_MS);
  };

  const listen = () => {
    cancelCheck();
    cancelCheck = scope.timeout(clock, () => check(MAX_CHECKS), CHECK_MS);
  };

  // Headphones that change from music to speech go on at another rate, and some of them in silence.
  let rateHz = track.getSettings().sampleRate;
  const devices = globalThis.navigator?.mediaDevices;
  if (devices)
    scope.listen(devices, 'devicechange', () => {
      const { sampleRate } = track.getSettings();
      if (sampleRate === rateHz) return;
      rateHz = sampleRate;
      if (!isInterrupted) listen();
    });
  scope.listen(track, 'mute', () => {
    cancelCheck();
    isInterrupted = true;
    onInterruption('interrupted');
  });
  scope.listen(track, 'unmute', () => {
    // Some browsers deliver a new track muted and unmute it with its first sample.
    if (isInterrupted) listen();
    else cancelCheck();
  });
}
