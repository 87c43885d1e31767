import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const isWindows = process.platform === 'win32';

/** Ends with a message for people: what is wrong and what to do. */
export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** Runs a command to its end; a failure ends this process with the same code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: isWindows, ...options });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Runs a long-lived command, passes signals on to it, and ends with it. */
export function follow(command, args, options = {}) {
  // Servers of tools end with their standard input. One that is closed from the start, as in a background job, would end
  // them at once: such a child gets an input that stays open.
  const input = process.stdin.isTTY ? 'inherit' : 'pipe';
  const child = spawn(command, args, { cwd: root, stdio: [input, 'inherit', 'inherit'], ...options });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
}

/** The path of a tool's own file, so that it is run by this Node and not by whatever a shell would find. */
export function binOf(name, file) {
  return path.join(root, 'node_modules', name, file);
}
