import { parseArgs } from 'node:util';
import { createEmulator } from './create-emulator.ts';
import { FAULT_KINDS, FAULT_MOMENTS } from './faults/fault-kinds.ts';
import type { FaultPlan } from './faults/fault.ts';
import { parseFault } from './faults/parse-fault.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import { canRecognize } from './recognizer/pocketsphinx.ts';
import type { ResumeRules, UsageReports } from './vendor.ts';

const DEFAULT_PORT = 4010;

/** The width of a list in the help, in letters. */
const WIDTH = 90;

const HELP = `Usage: repartee-emulator [options]

Speaks the realtime voice vendors' protocols on loopback, with real audio and no key.
Prints one JSON line with its origin when it is ready.

  --port <number>      port to listen on, 0 for any free port (default ${DEFAULT_PORT})
  --latency <ms>       time from the end of a turn to the answer (default 150)
  --jitter <ms>        largest random delay between chunks (default 10)
  --pace <factor>      audio speed as a multiple of real time (default 8)
  --session-cap <ms>   time after which sessions end (default: the vendor's own cap)
  --usage <how>        usage reports: prompt, late, pieces or missing (default prompt)
  --resume <rules>     how sessions are resumed: strict or lenient (default lenient)
  --seed <number>      seed of all randomness: the same seed gives the same run (default 1)
  --replay <file>      serves a recording in place of the agent, at --pace times its own (default 1)
  --record <folder>    writes a recording of each connection into a folder
  --fault <fault>      something that goes wrong; may be given several times
  --help               prints this

A fault has the form kind[:value,field=value…][@moment[+ms]], or is JSON. For example:
  --fault drop@speaking                    the socket breaks in mid-answer, once
  --fault drop:reset,times=always@speaking+300
  --fault refuse:429,retryAfterS=2,times=3 three upgrades are refused
  --fault session-cap:30,times=always      every session ends after 30 s
  --fault credential:rejected@mint         a request for a credential is refused
  --fault packet-loss:20,vendor=<vendor>   a fifth of a call's packets is lost
The fields times (a number or always), connection (a number or every) and vendor say how often and where.
Kinds:${wrap(Object.keys(FAULT_KINDS))}
Moments:${wrap(FAULT_MOMENTS)}
The README of the package describes them.
`;

/** Lists names, several a line. */
function wrap(names: readonly string[]): string {
  const lines = [''];
  for (const name of names) {
    if ((lines.at(-1) ?? '').length + name.length > WIDTH) lines.push('');
    lines.push(`${lines.pop() ?? ''} ${name}`);
  }
  return lines.map((line) => `\n  ${line.trim()}`).join('');
}

const FLAGS = {
  port: { type: 'string' },
  latency: { type: 'string' },
  jitter: { type: 'string' },
  pace: { type: 'string' },
  'session-cap': { type: 'string' },
  seed: { type: 'string' },
  usage: { type: 'string' },
  resume: { type: 'string' },
  replay: { type: 'string' },
  record: { type: 'string' },
  fault: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

const FIELDS = {
  port: 'port',
  latency: 'latencyMs',
  jitter: 'jitterMs',
  pace: 'pace',
  'session-cap': 'sessionCapMs',
  seed: 'seed',
} as const satisfies Record<string, keyof EmulatorOptions>;

/** The part of a Node process that the command uses. */
export interface CliProcess {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  exitCode?: number | string | null | undefined;
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): unknown;
}

/**
 * Runs the command until its process receives SIGINT or SIGTERM. Wrong arguments or a port in use end it with code 2 and a
 * message.
 */
export async function runCli(argv: readonly string[], own: CliProcess = process): Promise<void> {
  try {
    const options = readOptions(argv);
    if (options === 'help') return void own.stdout.write(HELP);
    const emulator = await createEmulator(options);
    const { origin, port, vendors } = emulator;
    const baseUrls = Object.fromEntries(vendors.map((vendor) => [vendor, emulator.baseUrl(vendor)]));
    const ready = { origin, port, vendors, baseUrls, canRecognize: canRecognize() };
    own.stdout.write(`${JSON.stringify(ready)}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      own.once(signal, () => void emulator.close().finally(() => own.exit(0)));
    }
  } catch (error) {
    own.stderr.write(`${explain(error)}\n`);
    own.exitCode = 2;
  }
}

function readOptions(argv: readonly string[]): EmulatorOptions | 'help' {
  const { values } = parseArgs({ args: [...argv], options: FLAGS });
  if (values.help) return 'help';
  const given = Object.entries(FIELDS).flatMap(([flag, field]) => {
    const text = values[flag as keyof typeof FIELDS];
    return text === undefined ? [] : [[field, readNumber(flag, text)] as const];
  });
  // `createEmulator` checks the value with the other options.
  const usage = values.usage === undefined ? {} : { usageReports: values.usage as UsageReports };
  const rules = values.resume === undefined ? {} : { resumeRules: values.resume as ResumeRules };
  const tapes = {
    ...(values.replay !== undefined && { replay: values.replay }),
    ...(values.record !== undefined && { record: values.record }),
  };
  const faults = (values.fault ?? []).map(readFault) as unknown as FaultPlan;
  return { port: DEFAULT_PORT, ...usage, ...rules, ...tapes, faults, ...Object.fromEntries(given) };
}

/** Reads a fault in either form. `createEmulator` checks what it means. @throws RangeError */
function readFault(text: string): unknown {
  if (!text.startsWith('{')) return parseFault(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError(`The fault “${text}” begins like JSON, and is not.`);
  }
}

function readNumber(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value))
    throw new RangeError(`--${flag} needs a number, but got “${text}”.`);
  return value;
}

/** Explains an error: by its message if the user can fix it, with its stack if it is a fault of the emulator. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `${error.message}. The port is in use: choose another with --port, or 0 for any free port.`;
  if (code === 'ENOENT') return `${error.message}. Is the name of the file right?`;
  if (code === 'EACCES') return `${error.message}. This port needs more rights: choose another with --port.`;
  const isOurs = !(error instanceof RangeError) && !code?.startsWith('ERR_PARSE_ARGS');
  return isOurs ? (error.stack ?? error.message) : `${error.message}\n\n${HELP}`;
}
