import type { Clock } from '@repartee/core';
import type { EmulatedAgent } from './agent/agent.ts';
import type { Recognizer } from './recognizer/recognizer.ts';
import type { Timing, UsageReports } from './vendor.ts';
import type { Voice } from './voice/voice.ts';

/** How an emulator is made. Everything has a default that suits a demo. */
export interface EmulatorOptions {
  /** Port on the loopback interface. @default 0, any free one */
  readonly port?: number;
  /** Who answers. @default the one of `createDefaultAgent` */
  readonly agent?: EmulatedAgent;
  /** Who speaks; whoever passes one in closes it. @default the one of `createFliteVoice` */
  readonly voice?: Voice;
  /** Who writes down what the user says; whoever passes one in closes it. @default the one of `createRecognizer` */
  readonly recognizer?: Recognizer;
  /** From the end of a turn to the first event of the answer, in milliseconds. @default 150 */
  readonly latencyMs?: number;
  /** Up to this much is added to the time between chunks, by chance, in milliseconds. @default 10 */
  readonly jitterMs?: number;
  /** How many times faster than real time audio is sent; `Infinity` for as fast as it can. @default 8 */
  readonly pace?: number;
  /** Seed of all chance: ids, jitter, and how late a transcript comes. @default 1 */
  readonly seed?: number;
  /** Time. @default the platform's */
  readonly clock?: Clock;
  /** The time of day at which the clock showed 0, in milliseconds since 1970. @default so that it is now */
  readonly epochMs?: number;
  /** After this long a session is ended, in milliseconds. @default the vendor's own cap */
  readonly sessionCapMs?: number;
  /**
   * How usage is reported, by the vendors that report any:
   * - `prompt`: as the vendor does
   * - `late`: a second after the answer
   * - `pieces`: a part of it first, the whole later
   * - `missing`: never
   *
   * @default 'prompt'
   */
  readonly usageReports?: UsageReports;
  /** API keys that are accepted. @default any that is shaped like the vendor's */
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

/** Checks the options. @throws RangeError naming the option, what it is and what it must be. */
export function checkOptions(options: EmulatorOptions): void {
  const { usageReports = 'prompt' } = options;
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

/** The times among the options. */
export function readTiming(options: EmulatorOptions): Timing {
  const { latencyMs = 150, jitterMs = 10, pace = 8, sessionCapMs = null } = options;
  return { latencyMs, jitterMs, pace, sessionCapMs };
}
