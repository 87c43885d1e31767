import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import { createStaticBudget, createStaticSession } from '@repartee/core/testing';
import type { StaticSession, StaticSessionOptions } from '@repartee/core/testing';
import { expect, it } from 'vitest';
import { tokenBudget } from '../../../test/budgets.ts';
import { renderPart } from '../../../test/conformance.tsx';
import { stubDialogs } from '../../../test/stubDialogs.ts';
import { BudgetExceeded } from './BudgetExceeded.tsx';

stubDialogs();

const ENDED = { status: 'closed', endReason: 'budget' } as const;
const isShown = () => screen.queryByRole('dialog') !== null;
const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));

function show(state: StaticSessionOptions): StaticSession {
  const session = createStaticSession({ ...state, budget: createStaticBudget(tokenBudget(0.52)) });
  renderPart(<BudgetExceeded extendBy={{ cost: 1 }} />, session);
  return session;
}

const fail = (session: StaticSession, code: 'budget-exceeded' | 'tool-failed') =>
  act(() => session.emit('error', new RealtimeError(code, 'Refused.')));

it('comes back when the budget refuses another start after it was dismissed', async () => {
  const session = show(ENDED);
  await click('Dismiss');
  expect(isShown()).toBe(false);
  fail(session, 'tool-failed');
  expect(isShown()).toBe(false);
  fail(session, 'budget-exceeded');
  expect(isShown()).toBe(true);
  await click('Dismiss');
  expect(isShown()).toBe(false);
});

it.each(['idle', 'paused'] as const)(
  'shows a refusal to a session that is %s, and goes on',
  async (status) => {
    const session = show({ status });
    expect(isShown()).toBe(false);
    fail(session, 'budget-exceeded');
    await click('Add more and continue');
    expect(isShown()).toBe(false);
    expect(session.commands.map(({ name }) => name)).toEqual(['connect']);
  },
);

it('goes when a pause ends in another way', () => {
  const session = show({ status: 'paused' });
  fail(session, 'budget-exceeded');
  expect(isShown()).toBe(true);
  const change = { status: 'reconnecting', previous: 'paused', endReason: null } as const;
  act(() => session.emit('status-changed', change));
  expect(isShown()).toBe(false);
});
