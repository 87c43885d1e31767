import { parseArgs } from 'node:util';
import { createEmulator } from './create-emulator.ts';
import type { EmulatorOptions } from './create-emulator.ts';

const HELP = `Usage: repartee-emulator [options]

Speaks the realtime voice vendors' protocols on loopback, with real audio and no key.
Prints one JSON line with its origin when it is ready.

  --port <number>      port to listen on, 0 for any (default 4010)
  --latency <ms>       from the end of a turn to the answer (default 120)
  --jitter <ms>        random delay between chunks, at most (default 0)
  --pace <factor>      how many times faster than real time audio is sent (default 6)
  --session-cap <ms>   ends sessions after this long (default 3600000)
  --seed <number>      seed of ids and jitter (default 1)
  --help               prints this
`;

const OPTIONS = {
  port: { type: 'string' },
  latency: { type: 'string' },
  jitter: { type: 'string' },
  pace: { type: 'string' },
  'session-cap': { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const FIELDS = {
  port: 'port',
  latency: 'latencyMs',
  jitter: 'jitterMs',
  pace: 'pace',
  'session-cap': 'sessionCapMs',
  seed: 'seed',
} as const;

/** Runs the command until it is told to stop. Wrong arguments end it with code 2, a taken port with code 1. */
export async function runCli(argv: readonly string[]): Promise<void> {
  const parsed = parse(argv);
  if (parsed === 'help') return void process.stdout.write(HELP);
  try {
    const emulator = await createEmulator({ port: 4010, ...parsed });
    const { origin, vendors } = emulator;
    process.stdout.write(`${JSON.stringify({ origin, vendors })}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void emulator.close().then(() => process.exit(0)));
    }
  } catch (error) {
    const isTaken = (error as { readonly code?: unknown }).code === 'EADDRINUSE';
    if (!isTaken) throw error;
    end(1, `Port ${parsed.port ?? 4010} is taken. Choose another with --port, or 0 for any.`);
  }
}

function parse(
  argv: readonly string[],
): (Partial<Record<(typeof FIELDS)[keyof typeof FIELDS], number>> & EmulatorOptions) | 'help' {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    if (values.help) return 'help';
    const entries = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).flatMap((name) => {
      const text = values[name];
      return text === undefined ? [] : [[FIELDS[name], readNumber(name, text)] as const];
    });
    return Object.fromEntries(entries);
  } catch (error) {
    return end(2, `${(error as Error).message}\n\n${HELP}`);
  }
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || (name === 'pace' && value === 0)) {
    throw new Error(`--${name} wants a number, and “${text}” is none.`);
  }
  if (name === 'port' && (!Number.isInteger(value) || value > 65_535)) {
    throw new Error(`--port wants a whole number from 0 to 65535, and ${text} is none.`);
  }
  return value;
}

function end(code: number, message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
