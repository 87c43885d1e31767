import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { VENDORS } from '../../apps/demo/src/vendors.ts';
import { readRows } from '../browsers/support/figures.ts';
import type { Figures, Row } from '../browsers/support/figures.ts';
import { root } from './sources.ts';

const WAYS = VENDORS.flatMap(({ name: vendor, transports = ['websocket'] }) =>
  transports.map((transport) => ({ vendor, transport })),
);

/** The page with the tables. */
export const BROWSERS_PAGE = path.join(root, 'docs/browsers.md');

/** The columns with figures. */
const COLUMNS = {
  firstSoundMs: 'first sound, ms',
  silenceMs: 'silence after barge-in, ms',
  gapsMs: 'gaps, ms',
  understood: 'understood, %',
} as const satisfies Record<keyof Figures, string>;

const FIGURES = Object.keys(COLUMNS) as (keyof Figures)[];

/** The first lines of each table. */
export const TABLE_HEAD = [
  `| vendor | transport | what passed | ${Object.values(COLUMNS).join(' | ')} |`,
  `|---|---|---|${FIGURES.map(() => '---:|').join('')}`,
] as const;

/** The marks around the table of an engine. */
export const marksOf = (engine: string) => [`<!-- ${engine} -->`, `<!-- end of ${engine} -->`] as const;

/** Whether a row tells what an engine cannot do, that it failed, or that it was not measured. */
export function isWithoutFigures(steps: string): boolean {
  return steps.startsWith('`') || steps.startsWith('failed: ') || steps === 'not measured';
}

function renderTable(kept: Readonly<Record<string, Row>>): string {
  const lines = WAYS.map(({ vendor, transport }) => {
    const { steps = 'not measured', figures = {} } = kept[`${vendor} ${transport}`] ?? {};
    const cells = FIGURES.map((name) => (isWithoutFigures(steps) ? '–' : String(figures[name] ?? '–')));
    return `| ${[vendor, transport, steps, ...cells].join(' | ')} |`;
  });
  const [version = '–'] = Object.values(kept).map((row) => row.version);
  return [`Version: ${version}`, '', ...TABLE_HEAD, ...lines].join('\n');
}

/** Writes the tables of the engines that were measured; those of others stay. */
export function writeBrowserTables(): void {
  let page = readFileSync(BROWSERS_PAGE, 'utf8');
  for (const engine of ['firefox', 'webkit', 'chromium']) {
    const kept = readRows(engine);
    if (Object.keys(kept).length === 0) continue;
    const [begin, end] = marksOf(engine);
    const [before = '', rest = ''] = page.split(begin);
    page = `${before}${begin}\n\n${renderTable(kept)}\n\n${end}${rest.split(end)[1] ?? ''}`;
  }
  writeFileSync(BROWSERS_PAGE, page);
}
