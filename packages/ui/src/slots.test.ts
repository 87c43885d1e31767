import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

it('the names of the elements are current (node scripts/slots.mjs writes them)', () => {
  const script = path.join(import.meta.dirname, '../../../scripts/slots.mjs');
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});
