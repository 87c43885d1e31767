import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VENDORS } from '../apps/demo/src/vendors.ts';
import { BROWSERS_PAGE, isWithoutFigures, marksOf, TABLE_HEAD } from './support/browser-table.ts';

const page = readFileSync(BROWSERS_PAGE, 'utf8');

const WAYS = VENDORS.flatMap(({ name, transports = ['websocket'] }) =>
  transports.map((transport) => `| ${name} | ${transport} |`),
);

/** Without the blanks by which a table is laid out. */
const plain = (line: string) => line.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').trim();

/** Whether a row has figures for what passed, and none for what the engine cannot do, failed, or was not measured. */
function isComplete(row: string): boolean {
  const [steps = '', ...figures] = row
    .split('|')
    .slice(3, -1)
    .map((cell) => cell.trim());
  return figures.every((figure) => (isWithoutFigures(steps) ? figure === '–' : /^\d+$/.test(figure)));
}

describe.each(['firefox', 'webkit', 'chromium'])('the table of %s (npm run browsers:table)', (engine) => {
  const [begin, end] = marksOf(engine);
  const [version = '', , ...table] = (page.split(begin)[1]?.split(end)[0] ?? '')
    .trim()
    .split('\n')
    .map(plain);
  const rows = table.slice(2);

  it('has the columns of the figures and a row for each vendor and transport', () => {
    expect(version).toMatch(/^Version: \S.*\d/);
    expect(table.slice(0, 2)).toEqual(TABLE_HEAD.map(plain));
    expect(rows.map((row) => row.split('|').slice(0, 3).concat('').join('|'))).toEqual(WAYS);
  });

  it('has figures for what passed', () => {
    expect(rows.filter((row) => !isComplete(row))).toEqual([]);
  });
});
