import type { Clock } from '@repartee/core/server';
import type { EmulatedAgent } from './agent/agent.ts';
import type { FaultPlan } from './faults/fault.ts';
import type { Recognizer } from './recognizer/recognizer.ts';
import type { ResumeRules, Timing, UsageReports } from './vendor.ts';
import type { Voice } from './voice/voice.ts';

/** Options of an emulator. All have defaults that suit a demo. */
export interface EmulatorOptions {
  /** Port on the loopback interface. @default 0, any free one */
  readonly port?: number;
  /** The agent that answers. @default the one of `createDefaultAgent` */
  readonly agent?: EmulatedAgent;
  /** The agent's voice. The caller closes a voice that it passes in. @default the one of `createFliteVoice` */
  readonly voice?: Voice;
  /** Transcribes the user's speech. The caller closes a recogniser that it passes in. @default the one of `createRecognizer` */
  readonly recognizer?: Recognizer;
  /** From the end of a turn to the first event of the answer, in milliseconds. @default 150 */
  readonly latencyMs?: number;
  /** The largest random delay between two chunks, in milliseconds. @default 10 */
  readonly jitterMs?: number;
  /** The speed at which the vendor sends audio, as a multiple of real time; `Infinity` for no pacing. @default 8 */
  readonly pace?: number;
  /** Seed of all randomness: ids, jitter and the delays of transcripts. @default 1 */
  readonly seed?: number;
  /** The clock of all timers. @default the platform's */
  readonly clock?: Clock;
  /** The time of day at which the clock showed 0, in milliseconds since 1970. @default so that it is now */
  readonly epochMs?: number;
  /** The vendor ends a session after this time, in milliseconds. @default the vendor's own cap */
  readonly sessionCapMs?: number;
  /**
   * The reports of vendors that report usage:
   * - `prompt`: at the vendor's own time
   * - `late`: a second after the answer
   * - `pieces`: a part first, the whole later
   * - `missing`: never
   *
   * @default 'prompt'
   */
  readonly usageReports?: UsageReports;
  /**
   * The resumption of sessions, with vendors that can resume them:
   * - `lenient`: at once, unless another connection has the session
   * - `strict`: as was measured. A session that was idle when its connection ended is refused for a second, and refusals
   *   take half a second. One that spoke is resumed at once.
   *
   * @default 'lenient'
   */
  readonly resumeRules?: ResumeRules;
  /**
   * The faults and their moments. More can be added with `emulator.addFaults`.
   *
   * @default nothing
   */
  readonly faults?: FaultPlan;
  /**
   * A recording that is served in place of the agent: a `.repartee` file, or lines of JSON with `dir` (`c2s`, `s2c`) and `event`. The
   * vendor's frames come in their order, at the recorded pace times `pace` (here by default 1), and wait for the client where it had sent
   * something. What the recorder left out of a frame is silence.
   */
  readonly replay?: string;
  /** A folder in which each connection over a WebSocket is recorded as a `.repartee` file, with its audio. It is made if needed. */
  readonly record?: string;
  /** Accepted API keys. @default every key that has the shape of the vendor's */
  readonly apiKeys?: readonly string[];
}

const RULES: readonly (readonly [keyof EmulatorOptions, string, (value: number) => boolean])[] = [
  [
    'port',
    'a whole number from 0 to 65535',
    (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
  ],
  ['latencyMs', 'a number of milliseconds, 0 or more', (value) => Number.isFinite(value) && value >= 0],
  ['jitterMs', 'a number of milliseconds, 0 or more', (value) => Number.isFinite(value) && value >= 0],
  ['pace', 'a number above 0', (value) => value > 0],
  ['seed', 'a whole number', Number.isInteger],
  ['sessionCapMs', 'a number of milliseconds above 0', (value) => Number.isFinite(value) && value > 0],
];

const USAGE_REPORTS: readonly UsageReports[] = ['prompt', 'late', 'pieces', 'missing'];

/** Checks the options. @throws RangeError that names the option, its value and the allowed values. */
export function checkOptions(options: EmulatorOptions): void {
  const { usageReports = 'prompt', resumeRules = 'lenient' } = options;
  if (resumeRules !== 'strict' && resumeRules !== 'lenient')
    throw new RangeError(
      `The option resumeRules is ${String(resumeRules)}, but it must be strict or lenient.`,
    );
  if (!USAGE_REPORTS.includes(usageReports)) {
    throw new RangeError(
      `The option usageReports is ${usageReports}, but it must be one of ${USAGE_REPORTS.join(', ')}.`,
    );
  }
  for (const [name, rule, isRight] of RULES) {
    const value = options[name];
    if (value === undefined || (typeof value === 'number' && isRight(value))) continue;
    throw new RangeError(`The option ${name} is ${String(value)}, but it must be ${rule}.`);
  }
}

export function readTiming(options: EmulatorOptions): Timing {
  const { latencyMs = 150, jitterMs = 10, pace = 8, sessionCapMs = null } = options;
  return { latencyMs, jitterMs, pace, sessionCapMs };
}
