import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the worklets: browser tests load the built files, which must match the sources. */
export function setup(): void {
  const script = fileURLToPath(new URL('../../scripts/build-worklets.mjs', import.meta.url));
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
}
