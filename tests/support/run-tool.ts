import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'vitest';
import { root } from './sources.ts';

/** Runs one of the workspace's tools, or the tool of an absolute path, and expects it to be content; what it says is shown when it is not. */
export function expectContent(
  tool: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): string {
  const bin = path.resolve(root, 'node_modules/.bin', tool);
  const result = spawnSync(bin, args, {
    cwd: options.cwd ?? root,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', CI: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const said = `${result.stdout}\n${result.stderr}`.trim().slice(-6_000);
  expect(result.status, `${tool} ${args.join(' ')} said:\n${said}`).toBe(0);
  return result.stdout;
}
