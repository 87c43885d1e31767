import { act } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { createBudget } from '@repartee/core/budget';
import { conversation, createStaticBudget, createStaticSession } from '@repartee/core/testing';

import { createRenderCounts } from '../test/count-renders.tsx';
import { renderStrict } from '../test/render-strict.tsx';
import { useTokenBudget } from './index.ts';
import type { UseTokenBudgetOptions, TokenBudgetView } from './index.ts';

function createProbe(options: () => UseTokenBudgetOptions = () => ({})) {
  const seen: TokenBudgetView[] = [];
  function Meter() {
    seen.push(useTokenBudget(options()));
    return null;
  }
  return { seen, Meter };
}

it('is unmetered in a session without a budget', () => {
  const { seen, Meter } = createProbe();
  renderStrict(<Meter />, createStaticSession());
  expect(seen.at(-1)).toMatchObject({ hasBudget: false, level: 'unmetered', cost: null, byTurn: [] });
  expect(() => seen.at(-1)?.extend({ cost: 1 })).not.toThrow();
});

it('shows the account, and extends it', () => {
  const limit = { name: 'cost', used: 0.42, limit: 0.5, fraction: 0.84 } as const;
  const budget = createStaticBudget({ cost: 0.42, level: 'near', limit, fraction: 0.84 });
  const { seen, Meter } = createProbe();
  renderStrict(<Meter />, createStaticSession({ budget }));
  expect(seen.at(-1)).toMatchObject({ hasBudget: true, cost: 0.42, level: 'near', fraction: 0.84, limit });
  seen.at(-1)?.extend({ cost: 1 });
  expect(budget.extensions).toEqual([{ cost: 1 }]);
  act(() => budget.setState({ cost: 0.6, level: 'over' }));
  expect(seen.at(-1)).toMatchObject({ cost: 0.6, level: 'over', imageShare: 0 });
  const { usage } = budget.store.getState();
  act(() => budget.setState({ usage: { ...usage, input: { text: 100, audio: 500, image: 200 } } }));
  expect(seen.at(-1)?.imageShare).toBe(0.25);
});

it('calls the latest callbacks, once for each event also below StrictMode', () => {
  const budget = createStaticBudget();
  const calls: string[] = [];
  let name = 'first';
  const { Meter } = createProbe(() => {
    const by = name;
    return {
      onThreshold: ({ limit, at }) => calls.push(`${by}: ${limit} ${at}`),
      onAction: ({ action, veto }) => {
        calls.push(`${by}: ${action}`);
        veto();
      },
    };
  });
  const view = renderStrict(<Meter />, createStaticSession({ budget }));
  name = 'second';
  view.rerender(<Meter />);
  const place = { limit: 'cost', at: 0.8, fraction: 0.9 } as const;
  const veto = vi.fn<() => void>();
  budget.emit('threshold-reached', { ...place, actions: ['warn'] });
  budget.emit('action-requested', { ...place, action: 'warn', veto });
  expect(calls).toEqual(['second: cost 0.8', 'second: warn']);
  expect(veto).toHaveBeenCalledOnce();
  view.unmount();
  budget.emit('threshold-reached', { ...place, actions: ['warn'] });
  expect(calls).toHaveLength(2);
});

it('renders once a frame while an answer streams', async () => {
  const frames: (() => void)[] = [];
  const scheduleFrame = (callback: () => void) => {
    frames.push(callback);
    return () => {};
  };
  const paint = () => act(() => frames.splice(0).forEach((frame) => frame()));
  const prices = {
    currency: 'USD',
    tariffs: [],
    metering: { unit: 'tokens', inputMsPerToken: 100, outputMsPerToken: 50 },
  } as const;
  const world = await conversation({ budget: createBudget({ prices }), ports: { scheduleFrame } }).connect();
  const { seen, Meter } = createProbe();
  const { of, reset, Counted } = createRenderCounts();
  renderStrict(
    <Counted name="meter">
      <Meter />
    </Counted>,
    world.session,
  );
  paint();
  reset();
  await act(
    async () => void (await conversation(world).user.says('Hello').agent.says('One two three four.')),
  );
  expect(of('meter')).toBe(0);
  paint();
  expect(of('meter')).toBe(1);
  expect(seen.at(-1)).toMatchObject({ usage: { output: { audio: 16 } }, cost: null });
});
