import { act, cleanup } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { defineTool } from '@repartee/core';
import {
  conversation,
  createApprovalEntry,
  createMessageEntry,
  createScriptedSession,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import type { StaticSession, StaticSessionOptions } from '@repartee/core/testing';

import { createRenderCounts } from '../test/count-renders.tsx';
import { renderStrict } from '../test/render-strict.tsx';
import { useSpokenApproval, useToolApproval, useToolApprovals } from './index.ts';
import type { ToolApprovalsView, ToolApprovalView } from './index.ts';

const counts = createRenderCounts();
let all: ToolApprovalsView;
let one: ToolApprovalView;

function Probe() {
  const current = [useToolApprovals(), useToolApproval('t')] as const;
  useLayoutEffect(() => {
    [all, one] = current;
  });
  return null;
}

function show(options: StaticSessionOptions): StaticSession {
  const session = createStaticSession({ status: 'live', ...options });
  renderStrict(
    <counts.Counted name="probe">
      <Probe />
    </counts.Counted>,
    session,
  );
  counts.reset();
  return session;
}

const answered = (session: StaticSession) => session.commands.map(({ args }) => args);

describe('useToolApprovals', () => {
  beforeEach(() => void vi.useFakeTimers());

  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it('lists what waits, of the app and of remote servers, and answers it', () => {
    const waiting = createToolEntry({ id: 't', state: 'awaiting-approval' });
    const remote = createApprovalEntry({ id: 'r' });
    const words = createMessageEntry({ id: 'm' });
    const done = createToolEntry({ id: 'd' });
    const session = show({ entries: [words, waiting, done, remote] });
    expect(all.approvals).toEqual([waiting, remote]);
    act(() => session.setState({ entries: [{ ...words, text: 'More.' }, waiting, done, remote] }));
    expect(counts.of('probe')).toBe(0);
    all.approve('r');
    one.approve({ scope: 'session' });
    one.decline({ reason: 'Too dear.' });
    expect(answered(session)).toEqual([
      ['r', { approved: true, scope: 'call' }],
      ['t', { approved: true, scope: 'session' }],
      ['t', { approved: false, reason: 'Too dear.' }],
    ]);
  });

  it('counts down while it waits, and runs nothing afterwards', async () => {
    const waiting = createToolEntry({
      id: 't',
      state: 'awaiting-approval',
      approvalEndsAtMs: performance.now() + 3_500,
    });
    const session = show({ entries: [waiting] });
    expect(one).toMatchObject({ isOpen: true, timeLeftMs: 4_000, canApproveSession: true });
    await act(() => vi.advanceTimersByTimeAsync(500));
    expect(one.timeLeftMs).toBe(3_000);
    act(() => session.setState({ entries: [createToolEntry({ id: 't', state: 'running' })] }));
    expect(one).toMatchObject({ isOpen: false, timeLeftMs: null });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('useSpokenApproval', () => {
  const WORDS = { approve: ['yes', 'yes, please'], decline: ['no', 'stop'] };

  /** The agent has asked for as many orders. What the user says before and after that. */
  async function hear(orders: readonly number[], before: string, after: string, disabled = false) {
    const execute = vi.fn(() => 'Cancelled.');
    const tool = defineTool({ name: 'cancel_order', needsApproval: true, execute });
    const world = createScriptedSession({ tools: [tool] });
    const onAnswer = vi.fn();
    function Listener() {
      useSpokenApproval({ ...WORDS, disabled, onAnswer });
      return null;
    }
    renderStrict(<Listener />, world.session);
    await act(async () => {
      await world.session.connect();
      await conversation(world)
        .user.says(before)
        .agent.callsAll(orders.map((order) => ({ name: 'cancel_order', args: { order } })))
        .user.says(after);
    });
    await act(() => world.settle());
    const approved = onAnswer.mock.calls.map(([answer]) => answer.approved);
    const ran = execute.mock.calls.length;
    await act(() => world.session.close());
    cleanup();
    return { approved, ran };
  }

  it.each([
    ['Yes!', [true], 1],
    ['  YES please. ', [true], 1],
    ['No.', [false], 0],
  ])('%s answers', async (words, approved, ran) => {
    expect(await hear([7], 'Cancel it', words)).toEqual({ approved, ran });
  });

  it.each(['Yes, but not this one', 'Yesterday', 'Cancel it', ''])('%s leaves it open', async (words) => {
    expect(await hear([7], 'yes', words)).toEqual({ approved: [], ran: 0 });
  });

  it('leaves open what is not the only request, and everything while it is off', async () => {
    expect(await hear([7, 8], 'Cancel them', 'yes')).toEqual({ approved: [], ran: 0 });
    expect(await hear([7], 'Cancel it', 'yes', true)).toEqual({ approved: [], ran: 0 });
  });
});
