import { listEntries } from '@repartee/core';
import { expect, it } from 'vitest';
import { faultsOfState } from '../../../core/test/session-invariants.ts';
import { describe as describeRow } from './fault-cell.ts';
import type { Kit } from './kit.ts';
import { isMessage, VirtualKit } from './virtual-kit.ts';

const PHASES = ['user-speaking', 'thinking', 'speaking'] as const;

/** The times between the drops, in milliseconds: before, while and after the next connection opens. */
const APART_MS = [20, 100, 300, 900];

async function dropTwice(kit: Kit, phase: (typeof PHASES)[number], apartMs: number) {
  const world = await VirtualKit.create({ kit });
  const problems: string[] = [];
  world.session.store.subscribe((state) => problems.push(...faultsOfState(state)));
  const drop = () => world.emulator.sessions.findLast(({ isOpen }) => isOpen)?.inject({ kind: 'drop' });
  const interrupt = () => world.session.interrupt();
  expect(await world.connect()).toBeNull();
  await world.untilQuiet();
  world.speak('my name is ann tell me a story');
  if (phase !== 'user-speaking') await world.until(() => world.state.phase === phase);
  await world.pass(300);
  for (const act of [drop, interrupt, drop, interrupt]) {
    act();
    await world.pass(apartMs / 2);
  }
  await world.untilQuiet();
  world.speak('who am i');
  await world.untilQuiet();
  const rows = listEntries(world.state.transcript);
  const last = rows.findLast(isMessage);
  const asked = rows.filter(isMessage).findLast(({ role }) => role === 'user');
  const end = [world.state.status, last?.role, asked?.text.toLowerCase().includes('who am i')];
  problems.push(...(await world.close()));
  return { end, problems, rows: rows.map(describeRow) };
}

/** Tests connections that break one after the other, while the user stops the agent. `npm run test:long` runs it. */
export function testTwoDrops(kit: Kit): void {
  const isLong = process.env['REPARTEE_MATRIX'] === 'all';
  const cells = isLong ? PHASES.flatMap((phase) => APART_MS.map((ms) => [phase, ms] as const)) : [];
  for (const [phase, apartMs] of cells)
    it(`${kit.name}: two drops ${apartMs} ms apart from ${phase}`, { timeout: 120_000 }, async () => {
      const { end, problems, rows } = await dropTwice(kit, phase, apartMs);
      expect({ end, problems }, rows.join('\n')).toEqual({ end: ['live', 'agent', true], problems: [] });
    });
}
