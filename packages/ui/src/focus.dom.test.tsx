import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import { createBargeInState, createStaticSession } from '@repartee/core/testing';
import type { StaticSession, StaticSessionOptions } from '@repartee/core/testing';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { sessionOf, tokenBudget } from '../test/budgets.ts';
import { renderPart } from '../test/conformance.tsx';
import { stubDialogs } from '../test/stubDialogs.ts';
import {
  AudioUnlockPrompt,
  BudgetExceeded,
  ConnectButton,
  ConnectionBanner,
  ErrorNotice,
  MicrophoneHint,
  MicToggle,
  TextComposer,
} from './index.ts';

const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;

/** Mounts a part between others, clicks one of its buttons, and applies what the session does then. */
async function click(part: ReactNode, session: StaticSession, name: string, then?: StaticSessionOptions) {
  renderPart(
    <>
      <MicToggle />
      {part}
      <TextComposer />
      <ConnectButton />
    </>,
    session,
  );
  const button = screen.getByRole('button', { name });
  await userEvent.click(button);
  expect(document.activeElement === button || !button.isConnected).toBe(true);
  if (then) act(() => session.setState(then));
  expect(button.isConnected).toBe(false);
  return document.activeElement;
}

const connect = () => document.querySelector('.repartee-connect');
const microphone = () => document.querySelector('.repartee-mic');
const field = () => screen.getByRole('textbox');

stubDialogs();

describe('the focus, when a button goes away with its click, goes from', () => {
  it('“Try again” to the button that cancels', async () => {
    const error = new RealtimeError('connection-lost', 'Lost.');
    const session = createStaticSession({ status: 'failed', error });
    expect(await click(<ErrorNotice />, session, 'Try again', { status: 'connecting', error: null })).toBe(
      connect(),
    );
  });

  it('“Dismiss” to the next control', async () => {
    const session = createStaticSession(live);
    renderPart(
      <>
        <MicToggle />
        <ErrorNotice />
        <TextComposer />
      </>,
      session,
    );
    act(() => session.emit('error', new RealtimeError('send-backlog', 'Slow.')));
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(document.activeElement).toBe(field());
  });

  it('“Unmute” to the microphone’s button', async () => {
    const bargeIn = createBargeInState({ isSpeakingWhileMuted: true });
    const session = createStaticSession({ ...live, isMuted: true, bargeIn });
    const after = { bargeIn: createBargeInState() };
    expect(await click(<MicrophoneHint />, session, 'Unmute', after)).toBe(microphone());
  });

  it('“Unmute” to the microphone’s button when another hint takes its place', async () => {
    const bargeIn = createBargeInState({ isSpeakingWhileMuted: true });
    const session = createStaticSession({ ...live, isMuted: true, bargeIn });
    const after = { bargeIn: createBargeInState({ suggestsHeadphones: true }) };
    expect(await click(<MicrophoneHint />, session, 'Unmute', after)).toBe(microphone());
  });

  it('“Turn sound on” to the button that ends', async () => {
    const session = createStaticSession({ ...live, isPlaybackBlocked: true });
    const after = { isPlaybackBlocked: false };
    expect(await click(<AudioUnlockPrompt />, session, 'Turn sound on', after)).toBe(connect());
  });

  it.each([
    ['Dismiss', undefined],
    ['Add more and continue', { status: 'connecting', endReason: null }],
  ] as const)('“%s” of the budget to the button that connects', async (name, after) => {
    const session = sessionOf(tokenBudget(0.6));
    session.setState({ status: 'closed', phase: 'idle', endReason: 'budget' });
    expect(await click(<BudgetExceeded extendBy={{ cost: 1 }} />, session, name, after)).toBe(connect());
  });

  it('“Reconnect” to the button that ends', async () => {
    const error = new RealtimeError('connection-lost', 'Lost.');
    const session = createStaticSession({ status: 'failed', endReason: 'failed', error });
    const after = { status: 'connecting', error: null, endReason: null } as const;
    expect(await click(<ConnectionBanner />, session, 'Reconnect', after)).toBe(connect());
  });

  it('nowhere if it was elsewhere', () => {
    const session = createStaticSession({ ...live, isPlaybackBlocked: true });
    renderPart(
      <>
        <TextComposer />
        <AudioUnlockPrompt />
        <ConnectButton />
      </>,
      session,
    );
    field().focus();
    act(() => session.setState({ isPlaybackBlocked: false }));
    expect(document.activeElement).toBe(field());
  });
});
