import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from './cli.ts';
import type { CliProcess } from './cli.ts';
import { startEmulator } from '../test/start-emulator.ts';

const command = fileURLToPath(new URL('../../../scripts/emulator.mjs', import.meta.url));

interface Run {
  readonly output: string;
  readonly errors: string;
  readonly code: number | null;
}

/** Runs the command in a process of its own; `onLine` gets what it prints and may end it. */
function spawnCommand(
  args: readonly string[],
  onLine: (line: string, stop: () => void) => unknown,
): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--no-warnings', command, ...args]);
    let output = '';
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      onLine(output, () => child.kill('SIGTERM'));
    });
    child.once('close', (code) => resolve({ output, errors, code }));
  });
}

/** Runs the command in this process, until it has printed what it has to say. `stop` sends it a signal. */
async function run(args: readonly string[]): Promise<Run & { readonly stop: () => Promise<unknown> }> {
  const printed = { output: '', errors: '' };
  const signals = new EventEmitter();
  const ended = new Promise((resolve) => signals.once('exit', resolve));
  const own: CliProcess = {
    stdout: { write: (text) => (printed.output += text) },
    stderr: { write: (text) => (printed.errors += text) },
    once: (signal, listener) => signals.once(signal, listener),
    exit: (code) => signals.emit('exit', code),
  };
  await runCli(args, own);
  const stop = () => {
    signals.emit('SIGTERM');
    return ended;
  };
  return { ...printed, code: Number(own.exitCode ?? 0), stop };
}

describe('the command', { timeout: 60_000 }, () => {
  it('prints one JSON line when it is ready, serves, and ends on a signal', async () => {
    let status = 0;
    const { output, errors, code } = await spawnCommand(['--port', '0'], async (line, stop) => {
      const { origin } = JSON.parse(line) as { readonly origin: string };
      const response = await fetch(`${origin}/v1/realtime/client_secrets`, { method: 'POST' });
      status = response.status;
      stop();
    });
    expect(status).toBe(401);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(output)).toMatchObject({
      origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      vendors: readdirSync(new URL('./vendors/', import.meta.url)).toSorted(),
      baseUrls: { openai: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/) },
    });
    expect({ errors, code }).toEqual({ errors: '', code: 0 });
  });

  it.each([
    [['--port', 'x'], '--port needs a number'],
    [['--pace', '0'], 'The option pace is 0'],
    [['--speed', '2'], "Unknown option '--speed'"],
    [['--fault', 'drop@noon'], 'Fault 1 (drop): the field trigger.at is "noon"'],
    [['--fault', '{"kind":'], 'begins like JSON, and is not'],
  ])('explains the wrong arguments %j, with code 2 and no stack', async (args, message) => {
    const { output, errors, code } = await run(args);
    expect({ output, code }).toEqual({ output: '', code: 2 });
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/^\s+at /m);
  });

  it('takes faults, in either form', async () => {
    const faults = ['--fault', 'drop:reset@speaking+300', '--fault', '{"kind":"quota"}'];
    const { output, stop } = await run(['--port', '0', ...faults]);
    const { origin } = JSON.parse(output) as { readonly origin: string };
    const { plan } = (await (await fetch(`${origin}/__faults`)).json()) as { readonly plan: unknown };
    expect(await stop()).toBe(0);
    expect(plan).toEqual([
      { fault: { kind: 'drop', how: 'reset', trigger: { at: 'speaking', afterMs: 300 } }, left: 1 },
      { fault: { kind: 'quota' }, left: 1 },
    ]);
  });

  it('explains a port that is in use, with code 2 and no stack', async () => {
    const { port } = await startEmulator();
    const { output, errors, code } = await run(['--port', String(port)]);
    expect({ output, code }).toEqual({ output: '', code: 2 });
    expect(errors).toContain('The port is in use');
    expect(errors).not.toMatch(/^\s+at /m);
  });
});
