import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORPUS_FOLDER } from '../corpus/clips.ts';
import type { Trail } from './fit-model.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** The sources that a trail depends on, beside the corpus. Weights and thresholds are what is fitted. */
const SOURCES = [
  'packages/core/src/audio',
  'packages/core/src/session/barge-in',
  'packages/core/src/detectors/neural',
  'tests/barge-in/support',
  'tests/barge-in/corpus',
];
const FITTED = /interruption-weights|words|test\.ts$|report/;
const FILE = path.join(CORPUS_FOLDER, 'trails.json');

/** The trails of the built-in detector and of the neural one. */
export interface Trails {
  readonly builtIn: readonly Trail[];
  readonly chosen: readonly Trail[];
}

/** The trails as they were played last, while nothing has changed that they depend on: then a fit takes seconds. */
export function readTrails(): Trails | null {
  if (!existsSync(FILE)) return null;
  const { key, trails } = JSON.parse(readFileSync(FILE, 'utf8')) as { key: string; trails: Trails };
  return key === keyOf() ? trails : null;
}

export function keepTrails(trails: Trails): void {
  const round = (_: string, value: unknown) =>
    value === Infinity ? 1e9 : typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value;
  writeFileSync(FILE, JSON.stringify({ key: keyOf(), trails }, round));
}

function keyOf(): string {
  const hash = createHash('sha1');
  for (const folder of SOURCES)
    for (const name of readdirSync(path.join(ROOT, folder), { recursive: true }).map(String).toSorted())
      if (name.endsWith('.ts') && !FITTED.test(name))
        hash.update(readFileSync(path.join(ROOT, folder, name)));
  hash.update(readFileSync(path.join(CORPUS_FOLDER, 'clips.json')));
  return hash.digest('hex');
}
