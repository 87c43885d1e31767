import { beforeAll, expect, it } from 'vitest';
import { playCell } from './fault-cell.ts';
import type { CellReport, Phase } from './fault-cell.ts';
import { FAULT_TABLE } from './fault-table.ts';
import type { FaultRow } from './faults/fault-row.ts';
import type { Kit } from './kit.ts';

/** The rows that hold for a vendor. */
function rowsOf(kit: Kit, table: readonly FaultRow[]): readonly FaultRow[] {
  return table.filter(({ vendors }) => !vendors || vendors.includes(kit.vendor));
}

/** The number of moments of the conversation in which a fault is tried. `npm run test:long` tries all of them. */
const TRIED = process.env['REPARTEE_MATRIX'] === 'all' ? Infinity : 1;

/** The moments that a row is tried in: other ones for each row and vendor. */
function phasesOf(kit: Kit, { phases }: FaultRow, index: number): readonly Phase[] {
  const possible = phases.filter((phase) => phase !== 'tool-running' || kit.hasTools);
  const first = (index + kit.name.length) % possible.length;
  return [...possible.slice(first), ...possible.slice(0, first)].slice(0, TRIED);
}

/** The expectation of the table for a cell, in the words of `summarize`. */
function expectedOf(kit: Kit, row: FaultRow, phase: Phase): string {
  const end = row.unless?.[kit.name] ?? row.end;
  if (end !== 'renewed') return end;
  const nothing = kit.memory === 'resumed' ? 'resumed' : 'fresh';
  return `renewed ${row.memory ?? (phase === 'connecting' ? nothing : kit.memory)}`;
}

function summarize({ end, memory, problems }: CellReport): string {
  const isRenewed = end === 'renewed';
  return [isRenewed ? `renewed ${memory.at(-1)}` : end, ...problems].join('\n! ');
}

/** Tests every fault of the table against one vendor and transport. */
export function testFaultMatrix(kit: Kit, table = FAULT_TABLE): void {
  // The first conversation of a process, and its first failure, load modules while virtual time runs.
  beforeAll(async () => {
    await playCell({ kit, phase: 'tool-running' });
    await playCell({ kit, phase: 'connecting', plan: [{ kind: 'refuse', trigger: { at: 'mint' } }] });
  }, 60_000);

  const rows = rowsOf(kit, table);
  it.each(rows)(`${kit.name}: $name`, { timeout: 120_000 }, async (row) => {
    const actual: Partial<Record<Phase, string>> = {};
    const expected: Partial<Record<Phase, string>> = {};
    const conversations: string[] = [];
    const isDestructive = row.isDestructive === true || (row.isDestructive ?? []).includes(kit.name);
    for (const phase of phasesOf(kit, row, rows.indexOf(row))) {
      const report = await playCell({ ...row, kit, phase, isDestructive });
      actual[phase] = summarize(report);
      expected[phase] = expectedOf(kit, row, phase);
      if (actual[phase] !== expected[phase])
        conversations.push(
          `${phase} ${JSON.stringify(report.lost)}`,
          ...report.rows.map((text) => `  ${text}`),
        );
    }
    expect(actual, `\n${conversations.join('\n')}\n`).toEqual(expected);
  });
}
