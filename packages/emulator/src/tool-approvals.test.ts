import { listEntries } from '@repartee/core';
import type { ToolEntry } from '@repartee/core';
import { expect, it } from 'vitest';
import type { Kit } from '../test/continuity/kit.ts';
import { VirtualKit } from '../test/continuity/virtual-kit.ts';

/* A tool that needs approval with every vendor, whether its model waits for the result or goes on. */

const found = import.meta.glob<{ readonly kits: readonly Kit[] }>('../test/continuity/kits/*.ts', {
  eager: true,
});
const kits = Object.values(found).flatMap((module) => module.kits.filter(({ hasTools }) => hasTools));

it.each(kits)('$name waits for consent, and is told of both answers', { timeout: 60_000 }, async (kit) => {
  const world = await VirtualKit.create({ kit, tool: { needsApproval: true } });
  const calls = () =>
    listEntries(world.state.transcript).filter((entry): entry is ToolEntry => entry.kind === 'tool');
  const ask = async () => {
    world.speak('the weather in paris');
    const isAsked = () => calls().at(-1)?.state === 'awaiting-approval' && world.state.phase === 'listening';
    expect(await world.until(isAsked)).toBe(true);
    await world.pass(500);
    expect([isAsked(), world.state.status, world.lives]).toEqual([true, 'live', 1]);
    return calls().at(-1)?.id ?? '';
  };
  const told = () =>
    world.emulator.sessions.some(({ frames }) =>
      frames.some(
        ({ direction, frame }) => direction === 'in' && JSON.stringify(frame).includes('tool-declined'),
      ),
    );
  await world.connect();
  await world.untilQuiet();

  world.session.tools.answerApproval(await ask(), { approved: true });
  await world.untilQuiet();
  expect([world.toolRuns, calls().at(-1)?.state, world.isAnswered, told()]).toEqual([
    1,
    'succeeded',
    true,
    false,
  ]);

  world.session.tools.answerApproval(await ask(), { approved: false });
  await world.untilQuiet();
  expect([world.toolRuns, calls().at(-1)?.state, world.isAnswered, told()]).toEqual([
    1,
    'declined',
    true,
    true,
  ]);
  expect([world.errors, await world.close()]).toEqual([[], []]);
});
