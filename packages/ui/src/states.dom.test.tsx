import { cleanup, screen } from '@testing-library/react';
import { createEmptyBudgetState } from '@repartee/core';
import type { SessionState } from '@repartee/core';
import { createStaticBudget, createStaticSession } from '@repartee/core/testing';
import type { StaticSessionOptions } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { tokenBudget } from '../test/budgets.ts';
import { renderPart } from '../test/conformance.tsx';
import {
  BudgetMeter,
  ConnectButton,
  MicToggle,
  PushToTalkButton,
  SessionStatus,
  TextComposer,
} from './index.ts';
import { activityOf } from './parts/SessionStatus/activityOf.ts';

const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;
const byHand = { ...live, inputMode: 'push-to-talk' } as const;

/** The texts of the parts: the status, the button that connects, the push-to-talk button, and whether the user can write. */
function read(state: StaticSessionOptions) {
  const { container } = renderPart(
    <>
      <SessionStatus />
      <ConnectButton />
      <MicToggle />
      <PushToTalkButton />
      <TextComposer />
    </>,
    createStaticSession(state),
  );
  const text = (selector: string) => container.querySelector(selector)?.textContent;
  const shown = {
    status: text('.repartee-status-text'),
    connect: text('.repartee-connect'),
    hint: text('.repartee-push-to-talk-hint'),
    isMuted: container.querySelector('.repartee-mic')?.getAttribute('aria-pressed'),
    canWrite: !container.querySelector('textarea')?.disabled,
  };
  cleanup();
  return shown;
}

describe('the parts say', () => {
  it.each([
    ['before the start', { status: 'idle' }, 'Not connected', 'Start talking', 'Hands-free is on'],
    ['while it connects', { status: 'connecting' }, 'Connecting', 'Connecting… Cancel', 'Hands-free is on'],
    ['hands-free', live, 'Listening', 'End', 'Hands-free is on'],
    ['muted', { ...live, isMuted: true }, 'Muted', 'End', 'Hands-free is on'],
    [
      'muted during speech',
      { ...live, phase: 'user-speaking', isMuted: true },
      'Muted',
      'End',
      'Hands-free is on',
    ],
    [
      'muted while the agent speaks',
      { ...live, phase: 'speaking', isMuted: true },
      'Speaking',
      'End',
      'Hands-free is on',
    ],
    ['text only', { ...live, microphone: 'off' }, 'Ready', 'End', 'Hands-free is on'],
    ['text only, muted', { ...live, microphone: 'off', isMuted: true }, 'Ready', 'End', 'Hands-free is on'],
    [
      'opening a microphone',
      { ...live, microphone: 'opening' },
      'Opening the microphone',
      'End',
      'Hands-free is on',
    ],
    ['without a microphone', { ...live, microphone: 'lost' }, 'No microphone', 'End', 'Hands-free is on'],
    [
      'while a phone call has the microphone',
      { ...live, microphone: 'interrupted' },
      'Another app is using the microphone',
      'End',
      'Hands-free is on',
    ],
    [
      'push-to-talk, while a phone call has the microphone',
      { ...byHand, microphone: 'interrupted' },
      'Another app is using the microphone',
      'End',
      'Another app is using the microphone',
    ],
    ['push-to-talk at rest', byHand, 'Ready', 'End', 'Hold while you speak'],
    ['push-to-talk, muted', { ...byHand, isMuted: true }, 'Muted', 'End', 'Muted'],
    ['push-to-talk, lost', { ...byHand, microphone: 'lost' }, 'No microphone', 'End', 'No microphone'],
    ['push-to-talk, text only', { ...byHand, microphone: 'off' }, 'Ready', 'End', 'No microphone'],
    [
      'push-to-talk before the start',
      { inputMode: 'push-to-talk' },
      'Not connected',
      'Start talking',
      'Connect first',
    ],
    [
      'push-to-talk in a turn',
      { ...byHand, phase: 'user-speaking', isTurnOpen: true },
      'You are speaking',
      'End',
      'Hold while you speak',
    ],
    ['thinking', { ...live, phase: 'thinking' }, 'Thinking', 'End', 'Hands-free is on'],
    ['speaking', { ...live, phase: 'speaking' }, 'Speaking', 'End', 'Hands-free is on'],
    ['reconnecting', { ...live, status: 'reconnecting' }, 'Reconnecting', 'End', 'Hands-free is on'],
    ['paused', { ...live, status: 'paused', isPaused: true }, 'Paused', 'End', 'Hands-free is on'],
    ['paused, held', { ...live, isPaused: true }, 'Paused', 'End', 'Hands-free is on'],
    [
      'paused while the agent spoke',
      { ...live, phase: 'speaking', isPaused: true },
      'Paused',
      'End',
      'Hands-free is on',
    ],
    ['ending', { ...live, status: 'closing' }, 'Ending', 'Ending…', 'Hands-free is on'],
    [
      'ended by the user',
      { status: 'closed', endReason: 'user' },
      'Ended',
      'Start talking',
      'Hands-free is on',
    ],
    [
      'ended by the budget',
      { status: 'closed', endReason: 'budget' },
      'Ended: budget used up',
      'Start talking',
      'Hands-free is on',
    ],
    [
      'ended by silence',
      { status: 'closed', endReason: 'idle' },
      'Ended after a silence',
      'Start talking',
      'Hands-free is on',
    ],
    [
      'ended by the service',
      { status: 'closed', endReason: 'remote' },
      'Ended by the service',
      'Start talking',
      'Hands-free is on',
    ],
    ['failed', { status: 'failed', endReason: 'failed' }, 'Failed', 'Start talking', 'Hands-free is on'],
  ] as const)('%s', (_name, state: StaticSessionOptions, status, connect, hint) => {
    const isOver = ['closing', 'closed', 'failed'].includes(state.status ?? 'idle');
    expect(read(state)).toEqual({
      status,
      connect,
      hint,
      isMuted: String(state.isMuted ?? false),
      canWrite: !isOver,
    });
  });

  it('that the agent listens only if it can hear the user, in every combination', () => {
    const phases = ['idle', 'listening', 'user-speaking', 'thinking', 'speaking'] as const;
    const microphones = ['off', 'opening', 'on', 'interrupted', 'lost'] as const;
    const flags = [false, true];
    let count = 0;
    for (const phase of phases)
      for (const microphone of microphones)
        for (const isMuted of flags)
          for (const isTurnOpen of flags)
            for (const inputMode of ['hands-free', 'push-to-talk'] as const) {
              const state = {
                phase,
                microphone,
                isMuted,
                isTurnOpen,
                inputMode,
                isPaused: false,
                isQueued: false,
              } satisfies Partial<SessionState>;
              const isHeard = microphone === 'on' && !isMuted && (inputMode === 'hands-free' || isTurnOpen);
              const isUsers = phase === 'listening' || phase === 'user-speaking';
              const activity = activityOf(state);
              expect(activity === 'listening' || activity === 'user-speaking').toBe(isUsers && isHeard);
              expect(isUsers || activity === phase).toBe(true);
              expect(activityOf({ ...state, isPaused: true })).toBe('paused');
              expect(activityOf({ ...state, isQueued: true })).toBe('queued');
              count += 1;
            }
    expect(count).toBe(200);
  });
});

describe('the budget is', () => {
  const spent = tokenBudget(0.6);
  it.each([
    ['not limited, without a budget', null, 'Nothing used yet', 'No limit', null],
    ['not limited, before any use', createEmptyBudgetState(), 'Nothing used yet', 'No limit', null],
    [
      'limited before the conversation',
      createEmptyBudgetState({ minutes: 5 }),
      'Not measured yet',
      'Limit set',
      null,
    ],
    [
      'limited in money before it is priced',
      createEmptyBudgetState({ cost: 1 }),
      'Not measured yet',
      'Limit set',
      null,
    ],
    ['in use', tokenBudget(0.2), '≈ $0.20', 'Within budget', '40%'],
    ['almost used up', tokenBudget(0.43), '≈ $0.43', 'Almost used up', '86%'],
    ['used up', spent, '≈ $0.60', 'Used up', '120%'],
  ] as const)('%s', (_name, state, sum, level, share) => {
    const budget = state && createStaticBudget(state);
    const { container } = renderPart(<BudgetMeter />, createStaticSession({ budget }));
    const text = (selector: string) => container.querySelector(selector)?.textContent ?? null;
    expect([
      text('.repartee-budget-sum'),
      text('.repartee-budget-level'),
      text('.repartee-budget-share'),
    ]).toEqual([sum, level, share]);
  });
});

it('a count of one is singular', () => {
  const state = {
    ...createEmptyBudgetState({ turns: 1 }),
    limit: { name: 'turns', used: 0, limit: 1, fraction: 0 },
    fraction: 0,
    level: 'ok',
  } as const;
  renderPart(<BudgetMeter />, createStaticSession({ budget: createStaticBudget(state) }));
  expect(screen.getByText('0 of 1 turn')).toBeTruthy();
});
