import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const demo = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

/** Keys that no page may contain. They begin as real ones do. */
const KEYS = {
  OPENAI_API_KEY: 'sk-canary-openai',
  GEMINI_API_KEY: 'AIza-canary-gemini',
  ELEVENLABS_API_KEY: 'sk_canary_elevenlabs',
  CARTESIA_API_KEY: 'sk_car_canary',
};

/** Builds the demo, once for all end-to-end tests. */
export function setup(project: TestProject): () => void {
  const dist = mkdtempSync(path.join(tmpdir(), 'repartee-demo-dist-'));
  const args = [vite, 'build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'];
  // Vitest sets NODE_ENV=test, which would build React for development.
  const env = { ...process.env, ...KEYS, NODE_ENV: 'production' };
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: demo, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The demo could not be built: ${stderr}`);
  project.provide('demoDist', dist);
  return () => rmSync(dist, { recursive: true, force: true });
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the built demo. */
    readonly demoDist: string;
  }
}
