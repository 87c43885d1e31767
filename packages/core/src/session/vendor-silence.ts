import { RealtimeError } from '../errors/realtime-error.ts';
import { finishOutput } from './playouts.ts';
import { endUnfinished } from './reduce-response.ts';
import { abandonResponses, isGateWaiting } from './silent-gate.ts';
import type { Step } from './step.ts';
import { acknowledgeConfig } from './vendor-config.ts';

/**
 * The longest wait for the vendor's next event of an answer, in milliseconds. Vendors acknowledge a request within a
 * second and generate faster than they speak; the longest pauses come from models that reason before they answer.
 */
export const VENDOR_SILENCE_MS = 30_000;

/** Starts the timer when the kit begins to wait for the vendor, and stops it when nothing is waited for. */
export function watchVendor(step: Step): void {
  const isDue = step.isLive && isWaiting(step);
  if (isDue === step.state.watch.isWatching) return;
  step.update('watch', { isWatching: isDue, lastOutputAtMs: null });
  if (isDue) step.do({ type: 'set-timer', timer: 'vendor-silence', afterMs: VENDOR_SILENCE_MS });
  else step.do({ type: 'clear-timer', timer: 'vendor-silence' });
}

function isWaiting(step: Step): boolean {
  const { configuration, responses } = step.state;
  return configuration.pending !== null || isGateWaiting(responses.gate);
}

/** The timer has fired. */
export function checkSilence(step: Step, atMs: number): void {
  const { isWatching, lastOutputAtMs } = step.state.watch;
  if (!isWatching) return;
  const silentMs = lastOutputAtMs === null ? VENDOR_SILENCE_MS : atMs - lastOutputAtMs;
  if (silentMs >= VENDOR_SILENCE_MS) giveUp(step);
  if (!isWaiting(step)) return;
  const afterMs = silentMs >= VENDOR_SILENCE_MS ? VENDOR_SILENCE_MS : VENDOR_SILENCE_MS - silentMs;
  step.update('watch', { lastOutputAtMs: silentMs >= VENDOR_SILENCE_MS ? null : lastOutputAtMs });
  step.do({ type: 'set-timer', timer: 'vendor-silence', afterMs });
}

/** An event of the vendor was lost, or the vendor has failed. What was waited for is given up, so that the rest can go on. */
function giveUp(step: Step): void {
  const { gate } = step.state.responses;
  const seconds = VENDOR_SILENCE_MS / 1_000;
  step.emit(
    'error',
    new RealtimeError(
      'response-timeout',
      `The vendor sent nothing of the answer for ${seconds} seconds, so it was given up. The conversation goes on; ask again.`,
    ),
  );
  endUnfinished(step, `The vendor sent nothing for ${seconds} seconds.`);
  // The end of a response has opened the gate. Without one, the request is what was lost.
  if (step.state.responses.gate === gate) step.passGate(abandonResponses(gate));
  if (step.state.configuration.pending) acknowledgeConfig(step);
  finishOutput(step);
}
