import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { ConnectButton } from './ConnectButton.tsx';

describe('ConnectButton', () => {
  it.each([
    ['idle', 'Start talking', 'connect'],
    ['closed', 'Start talking', 'connect'],
    ['failed', 'Start talking', 'connect'],
    ['connecting', 'Connecting… Cancel', 'close'],
    ['live', 'End', 'close'],
    ['reconnecting', 'End', 'close'],
    ['paused', 'End', 'close'],
  ] as const)('when %s says “%s” and calls %s', async (status, name, command) => {
    const session = createStaticSession({ status });
    renderPart(<ConnectButton />, session);
    await userEvent.click(screen.getByRole('button', { name }));
    expect(session.commands.map((entry) => entry.name)).toEqual([command]);
  });

  it('keeps what it does by itself where a wrapper passes on a prop that was not given', async () => {
    const session = createStaticSession();
    renderPart(<ConnectButton onClick={undefined} type={undefined} />, session);
    const button = screen.getByRole<HTMLButtonElement>('button');
    await userEvent.click(button);
    expect([session.commands.map((entry) => entry.name), button.type]).toEqual([['connect'], 'button']);
  });

  it.each(['{Enter}', ' '])('answers to the keyboard: “%s”', async (key) => {
    const session = createStaticSession();
    renderPart(<ConnectButton />, session);
    await userEvent.tab();
    await userEvent.keyboard(key);
    expect(session.commands.map((entry) => entry.name)).toEqual(['connect']);
  });

  it('keeps the focus while it ends, and does nothing then', async () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<ConnectButton />, session);
    await userEvent.click(screen.getByRole('button'));
    act(() => session.setState({ status: 'closing' }));
    const button = screen.getByRole('button', { name: 'Ending…' });
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(button);
    expect(session.commands).toHaveLength(1);
  });

  it('does nothing if the app prevents the default', async () => {
    const session = createStaticSession();
    renderPart(<ConnectButton onClick={(event) => event.preventDefault()} />, session);
    await userEvent.click(screen.getByRole('button'));
    expect(session.commands).toEqual([]);
  });
});
