import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../test/start-emulator.ts';

const command = fileURLToPath(new URL('../../../scripts/emulator.mjs', import.meta.url));

interface Run {
  readonly output: string;
  readonly errors: string;
  readonly code: number | null;
}

/** Runs the command; `onLine` gets what it prints and may end it. */
function run(
  args: readonly string[],
  onLine: (line: string, stop: () => void) => unknown = () => {},
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

/** Node and Vite start for every run. */
describe('the command', { timeout: 60_000 }, () => {
  it('prints one JSON line when it is ready, serves, and ends when it is told to', async () => {
    let status = 0;
    const { output, errors, code } = await run(['--port', '0'], async (line, stop) => {
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
    });
    expect({ errors, code }).toEqual({ errors: '', code: 0 });
  });

  it.each([
    [['--port', 'x'], '--port wants a number'],
    [['--pace', '0'], 'The option pace is 0'],
    [['--speed', '2'], "Unknown option '--speed'"],
  ])('explains the wrong arguments %j, with code 2 and no stack', async (args, message) => {
    const { output, errors, code } = await run(args);
    expect({ output, code }).toEqual({ output: '', code: 2 });
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/^\s+at /m);
  });

  it('explains a port that is taken, with code 2 and no stack', async () => {
    const { port } = await startEmulator();
    const { output, errors, code } = await run(['--port', String(port)]);
    expect({ output, code }).toEqual({ output: '', code: 2 });
    expect(errors).toContain('The port is taken');
    expect(errors).not.toMatch(/^\s+at /m);
  });
});
