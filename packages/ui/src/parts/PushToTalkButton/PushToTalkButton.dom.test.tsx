import { fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { PushToTalkButton } from './PushToTalkButton.tsx';

const ready = () =>
  createStaticSession({ status: 'live', phase: 'listening', inputMode: 'push-to-talk', microphone: 'on' });

const button = () => screen.getByRole('button', { name: 'Push to talk' });

describe('PushToTalkButton', () => {
  it('keeps its name, shows the state as pressed and describes what to do next', async () => {
    renderPart(<PushToTalkButton minHoldMs={0} />, ready());
    expect(screen.getByRole('button', { description: 'Hold while you speak' })).toBe(button());
    expect(button().ariaPressed).toBe('false');
    await userEvent.tab();
    await userEvent.keyboard('[Space>]');
    expect([button().ariaPressed, button().dataset['state']]).toEqual(['true', 'holding']);
    expect(screen.getByRole('button', { description: 'Release to send' })).toBe(button());
    await userEvent.keyboard('[/Space]');
  });

  it('announces how a turn ended, and nothing while the microphone is open', () => {
    renderPart(<PushToTalkButton minHoldMs={60_000} latch="off" />, ready());
    const status = screen.getByRole('status');
    const press = () => {
      fireEvent.keyDown(button(), { key: ' ', code: 'Space' });
      expect(status.textContent).toBe('');
      fireEvent.keyUp(button(), { key: ' ', code: 'Space' });
    };
    press();
    expect(status.textContent).toBe('Too short: hold while you speak');
    // The second time is announced too, because the text was empty in between.
    press();
    expect(status.textContent).toBe('Too short: hold while you speak');
    fireEvent.click(button());
    fireEvent.keyDown(button(), { key: 'Escape', code: 'Escape' });
    expect(status.textContent).toBe('Cancelled, nothing was sent');
  });

  it('stays reachable by keyboard while it is blocked, and says why', async () => {
    const session = createStaticSession({ inputMode: 'push-to-talk' });
    renderPart(<PushToTalkButton />, session);
    await userEvent.tab();
    expect(document.activeElement).toBe(button());
    expect([button().ariaDisabled, button().dataset['blockedBy']]).toEqual(['true', 'disconnected']);
    expect(screen.getByRole('button', { description: 'Connect first' })).toBe(button());
    await userEvent.keyboard(' ');
    expect(session.commands).toEqual([]);
  });

  it('calls the handlers of the app, which can prevent a turn', () => {
    const session = ready();
    const onClick = vi.fn<() => void>();
    renderPart(
      <PushToTalkButton minHoldMs={0} onClick={onClick} onKeyDown={(event) => event.preventDefault()} />,
      session,
    );
    fireEvent.keyDown(button(), { key: ' ', code: 'Space' });
    expect(session.commands).toEqual([]);
    fireEvent.click(button());
    expect([onClick.mock.calls.length, session.commands.map(({ name }) => name)]).toEqual([
      1,
      ['turn.begin'],
    ]);
  });
});
