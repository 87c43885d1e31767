import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../support/sources.ts';

/** The measurements of the room. */
export interface Figures {
  /** From the end of the user's words to the first sound of the answer. */
  firstSoundMs?: number;
  /** From the first sound of the user's voice over the agent to the silence of the agent. */
  silenceMs?: number;
  /** Gaps in the agent's sound, because its queue ran empty. */
  gapsMs?: number;
  /** The share of the agent's longer words that a recogniser understood, in percent. */
  understood?: number;
}

/** One row of the table in `docs/browsers.md`. */
export interface Row {
  readonly engine: string;
  readonly version: string;
  readonly vendor: string;
  readonly transport: string;
  /** The steps that passed, the one that failed, or the code of the error that was told before anything was asked for. */
  readonly steps: string;
  readonly figures: Figures;
}

const folder = path.join(root, 'node_modules/.cache/repartee-browsers');

/** The rows of an engine that were kept, by vendor and transport. */
export function readRows(engine: string): Readonly<Record<string, Row>> {
  const file = path.join(folder, `${engine}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Row>) : {};
}

/** Keeps a row for `npm run browsers:table`. */
export function keepRow(row: Row): void {
  const rows = { ...readRows(row.engine), [`${row.vendor} ${row.transport}`]: row };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${row.engine}.json`), `${JSON.stringify(rows, null, 2)}\n`);
}
