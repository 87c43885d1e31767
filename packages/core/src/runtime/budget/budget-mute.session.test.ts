import { expect, it } from 'vitest';
import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import { conversation } from '../../testing/conversation.ts';
import { createBudget } from './create-budget.ts';

function limited(policy: BudgetPolicy) {
  const budget = createBudget(policy);
  return { budget, connected: conversation({ budget }).connect() };
}

const MINUTE = { limits: { minutes: 1 }, goodbyeInstructions: false } as const;

it('unmutes when the limit is raised after the graceful close, and with the next conversation', async () => {
  const { budget, connected } = limited(MINUTE);
  const world = await connected.wait(61_000);
  const { session } = world;
  expect(session.store.getState()).toMatchObject({ status: 'closed', isMuted: false, mutedBy: [] });
  budget.extend({ minutes: 10 });
  await conversation(world).connect();
  expect(session.store.getState()).toMatchObject({ status: 'live', isMuted: false, mutedBy: [] });
  expect(world.microphone.isMuted).toBe(false);
});

it('unmutes when the user ends a conversation that the budget paused', async () => {
  const thresholds = [{ at: 0.5, actions: ['pause'] }] as const;
  const { connected } = limited({ limits: { minutes: 4 }, thresholds });
  const world = await connected.wait(121_000);
  expect(world.session.store.getState()).toMatchObject({ status: 'live', mutedBy: ['budget'] });
  await conversation(world).close();
  expect(world.session.store.getState()).toMatchObject({ isMuted: false, mutedBy: [] });
});

it('stays paused when only the graceful close is called off', async () => {
  const thresholds = [
    { at: 0.5, actions: ['pause'] },
    { at: 1, actions: ['end'] },
  ] as const;
  const { budget, connected } = limited({ limits: { minutes: 1 }, thresholds });
  const world = await connected.user
    .says('Hello')
    .agent.says('One two three four five six seven eight nine.')
    .wait(61_000);
  budget.extend({ minutes: 0.5 });
  await world.settle();
  expect(budget.store.getState().actions).toEqual(['pause']);
  expect(world.session.store.getState()).toMatchObject({ status: 'live', mutedBy: ['budget'] });
});

it('keeps the mute of the user apart from that of the budget', async () => {
  const thresholds = [{ at: 0.5, actions: ['pause'] }] as const;
  const { budget, connected } = limited({ limits: { minutes: 4 }, thresholds });
  const world = await connected;
  const { microphone, store } = world.session;
  microphone.setMuted(true);
  await world.advance(121_000);
  expect(store.getState().mutedBy).toEqual(['user', 'budget']);
  microphone.setMuted(false);
  expect([store.getState().isMuted, world.microphone.isMuted]).toEqual([true, true]);
  microphone.setMuted(true);
  budget.extend({ minutes: 10 });
  await world.settle();
  expect(store.getState()).toMatchObject({ isMuted: true, mutedBy: ['user'] });
  await conversation(world).close().connect();
  expect([store.getState().mutedBy, world.microphone.isMuted]).toEqual([['user'], true]);
});

it('keeps the mute of the app apart from that of the user', async () => {
  const world = await conversation().connect();
  const { microphone, store } = world.session;
  microphone.setMuted(true, { by: 'app' });
  microphone.setMuted(true);
  microphone.setMuted(false);
  expect(store.getState()).toMatchObject({ isMuted: true, mutedBy: ['app'] });
  microphone.setMuted(false, { by: 'app' });
  expect(store.getState()).toMatchObject({ isMuted: false, mutedBy: [] });
});
