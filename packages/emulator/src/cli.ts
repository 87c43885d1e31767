import { parseArgs } from 'node:util';
import { createEmulator } from './create-emulator.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import { canRecognize } from './recognizer/pocketsphinx.ts';
import type { UsageReports } from './vendor.ts';

const DEFAULT_PORT = 4010;

const HELP = `Usage: repartee-emulator [options]

Speaks the realtime voice vendors' protocols on loopback, with real audio and no key.
Prints one JSON line with its origin when it is ready.

  --port <number>      port to listen on, 0 for any (default ${DEFAULT_PORT})
  --latency <ms>       from the end of a turn to the answer (default 150)
  --jitter <ms>        random delay between chunks, at most (default 10)
  --pace <factor>      how many times faster than real time audio is sent (default 8)
  --session-cap <ms>   ends sessions after this long (default: the vendor's own cap)
  --usage <how>        how usage is reported: prompt, late, pieces or missing (default prompt)
  --seed <number>      seed of all chance: the same gives the same run (default 1)
  --help               prints this
`;

const FLAGS = {
  port: { type: 'string' },
  latency: { type: 'string' },
  jitter: { type: 'string' },
  pace: { type: 'string' },
  'session-cap': { type: 'string' },
  seed: { type: 'string' },
  usage: { type: 'string' },
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

/** Runs the command until it is told to stop. Wrong arguments and a port that is taken end it with code 2 and a message. */
export async function runCli(argv: readonly string[]): Promise<void> {
  try {
    const options = readOptions(argv);
    if (options === 'help') return void process.stdout.write(HELP);
    const emulator = await createEmulator(options);
    const { origin, port, vendors } = emulator;
    process.stdout.write(`${JSON.stringify({ origin, port, vendors, canRecognize: canRecognize() })}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void emulator.close().finally(() => process.exit(0)));
    }
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 2;
  }
}

function readOptions(argv: readonly string[]): EmulatorOptions | 'help' {
  const { values } = parseArgs({ args: [...argv], options: FLAGS });
  if (values.help) return 'help';
  const given = Object.entries(FIELDS).flatMap(([flag, field]) => {
    const text = values[flag as keyof typeof FIELDS];
    return text === undefined ? [] : [[field, readNumber(flag, text)] as const];
  });
  // What it may be is checked with the other options.
  const usage = values.usage === undefined ? {} : { usageReports: values.usage as UsageReports };
  return { port: DEFAULT_PORT, ...usage, ...Object.fromEntries(given) };
}

function readNumber(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value))
    throw new RangeError(`--${flag} wants a number, and “${text}” is none.`);
  return value;
}

/** What is told of an error: its message where the user can do something, all of it where it is ours. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `${error.message}. The port is taken: choose another with --port, or 0 for any.`;
  if (code === 'EACCES') return `${error.message}. This port needs more rights: choose another with --port.`;
  const isOurs = !(error instanceof RangeError) && !code?.startsWith('ERR_PARSE_ARGS');
  return isOurs ? (error.stack ?? error.message) : `${error.message}\n\n${HELP}`;
}
