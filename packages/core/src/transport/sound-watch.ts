import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';

/** The interval at which the packets of the agent's sound are counted, in milliseconds. */
const LOOK_MS = 500;

/** Sound that came in so many looks one after the other comes all the time; so many without any are a silence. */
const STEADY_LOOKS = 4;
const QUIET_LOOKS = 2;

/** A look that is so late was held up, as in a hidden page, and so was the sound; in milliseconds. */
const LATE_MS = 1_500;

export interface SoundWatchOptions {
  readonly clock: Clock;
  /** Ends the watch. */
  readonly scope: Scope;
  /** The number of packets of sound since the call began. */
  readonly readPackets: () => Promise<number>;
  /** Sound that came all the time has stopped, since `sinceMs` on the clock; or it has come back (`null`). */
  readonly onChange: (sinceMs: number | null) => void;
}

/**
 * Watches the agent's sound in a call. A vendor sends it in silence, too, so its end is the first sign that the path is gone:
 * the browser itself needs about seven seconds more.
 */
export function watchSound({ clock, scope, readPackets, onChange }: SoundWatchOptions): void {
  let packets = 0;
  let steady = 0;
  let missed = 0;
  let heardAtMs = clock.now();
  let lookedAtMs = heardAtMs;
  const judge = (count: number, now: number) => {
    const isLate = now - lookedAtMs > LATE_MS;
    lookedAtMs = now;
    const hasCome = count > packets;
    // A reading that failed is 0: it must not make the next one look like sound that came back.
    packets = Math.max(packets, count);
    if (hasCome) {
      if (missed >= QUIET_LOOKS) onChange(null);
      steady = isLate ? 0 : steady + 1;
      missed = 0;
      heardAtMs = now;
    } else if (isLate || steady < STEADY_LOOKS) {
      steady = 0;
    } else {
      missed += 1;
      if (missed === QUIET_LOOKS) onChange(heardAtMs);
    }
  };
  const look = () => {
    void readPackets().then((count) => {
      if (scope.isDisposed) return;
      judge(count, clock.now());
      scope.timeout(clock, look, LOOK_MS);
    });
  };
  scope.timeout(clock, look, LOOK_MS);
}
