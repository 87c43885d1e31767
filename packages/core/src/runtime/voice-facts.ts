import type { InternalState } from '../session/internal-state.ts';
import { effectiveConfig } from '../session/vendor-config.ts';
import type { Clock } from '../util/clock.ts';
import type { VoiceFacts } from './connection.ts';
import type { Devices } from './devices.ts';

/** A chunk is of a voice that was last heard within this time, in milliseconds. */
const VOICED_MS = 20;

/** Reads what is known of the user's voice from the devices and the state. */
export function createVoiceFacts(
  devices: Devices,
  clock: Clock,
  readInternalState: () => InternalState,
): VoiceFacts {
  return {
    // The agent's echo at the microphone is not speech that the vendor reacts to.
    isVoiced: () =>
      readInternalState().public.speakingItemId === null &&
      clock.now() - (devices.lastVoicedAtMs ?? -Infinity) < VOICED_MS,
    isVendorDetecting: () =>
      !readInternalState().public.isQueued &&
      effectiveConfig(readInternalState()).turnDetection?.mode !== 'off',
    isVendorHearing: () => readInternalState().turn.userItemId !== null,
    isVendorAnswering: () => readInternalState().responses.active.size > 0,
    isVendorWaiting: () => readInternalState().tools.pending.size > 0,
  };
}
