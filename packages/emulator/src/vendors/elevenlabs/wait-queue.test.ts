import { listEntries } from '@repartee/core';
import { expect, it } from 'vitest';
import { kits } from '../../../test/continuity/kits/elevenlabs.ts';
import type { Kit } from '../../../test/continuity/kit.ts';
import { isMessage, VirtualKit } from '../../../test/continuity/virtual-kit.ts';

it('words from the wait queue are heard when it is over, and the queue is no dead path', async () => {
  const faults = [{ kind: 'wait-queue', waitMs: 20_000, vendor: 'elevenlabs' }] as const;
  const world = await VirtualKit.create({ kit: kits[0] as Kit, faults });
  expect(await world.connect()).toBeNull();
  await world.until(() => world.state.isQueued);
  // Without any answer, so much speech is taken for a dead path.
  world.speak('my name is ann tell me a story the weather in paris');
  expect(await world.until(() => !world.state.isQueued, 25_000)).toBe(true);
  await world.untilQuiet();
  const rows = listEntries(world.state.transcript).filter(isMessage);
  const said = rows.filter(({ role }) => role === 'user').map(({ text }) => text.toLowerCase());
  expect(said.join(' ')).toContain('my name is ann tell me a story the weather in paris');
  expect([world.continuities, world.lives, world.state.status]).toEqual([[], 1, 'live']);
  expect(await world.close()).toEqual([]);
});
