import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, root, run } from './shell.mjs';

/** The oldest Node that the tools run on: package.json's `engines`. */
const MIN_NODE = [20, 19];

/** Ends with a clear message where Node is too old to run anything of this. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  fail(
    `Repartee needs Node ${MIN_NODE.join('.')} or newer; this is ${process.versions.node}. Install a newer Node.`,
  );
}

/** Installs the workspace with the pnpm that package.json pins, when the lockfile has changed since the last time. */
export function installDependencies() {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const pnpm = manifest.packageManager.split('+')[0];
  const lock = readFileSync(path.join(root, 'pnpm-lock.yaml'));
  const digest = createHash('sha256').update(lock).update(process.version).digest('hex');
  const stamp = path.join(root, 'node_modules', '.repartee-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  process.stderr.write('Installing dependencies…\n');
  // Standard output belongs to the command that was asked for: the emulator prints one JSON line there.
  const stdio = ['ignore', 2, 2];
  run('npx', ['--yes', '--loglevel=error', pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], {
    stdio,
  });
  writeFileSync(stamp, digest);
}
