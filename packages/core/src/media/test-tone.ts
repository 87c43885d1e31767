import { aborted } from '../errors/aborted.ts';
import { systemClock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import { createContextPool } from './context-pool.ts';
import { createOutputDevice } from './output-device.ts';
import { resumeContext } from './resume-context.ts';
import { untilAborted } from './until-aborted.ts';

/** Frequencies in hertz of the notes: a major chord, upwards. */
const NOTES = [392, 493.88, 587.33, 783.99];

const NOTE_SECONDS = 0.22;

/** The time that the last note rings on, in seconds. */
const RING_SECONDS = 0.7;

/** Gain of the tone, 0 to 1: about as loud as a voice. */
const VOLUME = 0.22;

/** The options of `playTestTone`. */
export interface TestToneOptions {
  /** A speaker by the browser's id. @default the system default */
  readonly deviceId?: string;
  /** Stops the tone. */
  readonly signal: AbortSignal;
}

/**
 * Plays a chord of one and a half seconds on a speaker, so that the user can hear whether it is the right one. Call it inside a user
 * gesture. Resolves when it has been played.
 *
 * @throws RealtimeError `speaker-missing`, `unsupported-capability` where the browser cannot select a speaker,
 * `playback-blocked`, or `aborted` when the signal aborts.
 */
export async function playTestTone({ deviceId, signal }: TestToneOptions): Promise<void> {
  if (signal.aborted) throw aborted('The test tone');
  const scope = createScope();
  signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
  try {
    const lease = createContextPool().acquire();
    const { context } = lease;
    scope.add(() => lease.release());
    const output = new GainNode(context, { gain: VOLUME });
    output.connect(context.destination);
    await resumeContext(context, scope, systemClock);
    if (deviceId) await createOutputDevice(output, scope)(deviceId, () => scope.dispose());
    if (scope.isDisposed) throw aborted('The test tone');
    await untilAborted(playNotes(output), scope.signal, () => aborted('The test tone'));
  } catch (error) {
    throw signal.aborted ? aborted('The test tone') : error;
  } finally {
    scope.dispose();
  }
}

/** Resolves when the last note has ended. */
function playNotes(output: GainNode): Promise<void> {
  const { context } = output;
  const first = context.currentTime + 0.05;
  return new Promise((resolve) => {
    NOTES.forEach((frequency, index) => {
      const from = first + index * NOTE_SECONDS;
      const note = new OscillatorNode(context, { frequency, type: 'triangle' });
      const envelope = new GainNode(context, { gain: 0 });
      envelope.gain.setTargetAtTime(0.6, from, 0.01);
      envelope.gain.setTargetAtTime(0, from + NOTE_SECONDS * 0.6, 0.14);
      note.connect(envelope).connect(output);
      note.start(from);
      note.stop(from + NOTE_SECONDS + RING_SECONDS);
      if (index === NOTES.length - 1) note.addEventListener('ended', () => resolve());
    });
  });
}
