import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { MicToggle } from './MicToggle.tsx';

describe('MicToggle', () => {
  it('keeps its name and shows the state as pressed', async () => {
    renderPart(<MicToggle />, createStaticSession({ microphone: 'on' }));
    const button = screen.getByRole('button', { name: 'Mute' });
    expect(button.getAttribute('aria-pressed')).toBe('false');
    await userEvent.click(button);
    expect(button.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('button', { name: 'Mute', description: '' })).toBe(button);
  });

  it('mutes and unmutes by keyboard, and hands the next value on', async () => {
    const session = createStaticSession({ microphone: 'on' });
    const onMutedChange = vi.fn();
    renderPart(<MicToggle onMutedChange={onMutedChange} />, session);
    await userEvent.tab();
    await userEvent.keyboard(' {Enter}');
    expect(onMutedChange.mock.calls).toEqual([[true], [false]]);
    expect(session.commands.map((entry) => entry.args)).toEqual([[true], [false]]);
  });

  it('does not take back a mute of the budget', async () => {
    const session = createStaticSession({ microphone: 'on', isMuted: true, mutedBy: ['budget'] });
    const onMutedChange = vi.fn();
    renderPart(<MicToggle onMutedChange={onMutedChange} />, session);
    const button = screen.getByRole('button', { name: 'Mute' });
    expect([button.ariaPressed, button.ariaDisabled]).toEqual(['true', 'true']);
    await userEvent.click(button);
    expect([session.commands, onMutedChange.mock.calls]).toEqual([[], []]);
  });

  it('measures nothing while the microphone is off or muted', () => {
    const requests = vi.spyOn(globalThis, 'requestAnimationFrame');
    renderPart(<MicToggle />, createStaticSession());
    renderPart(<MicToggle />, createStaticSession({ microphone: 'on', isMuted: true }));
    expect(requests).not.toHaveBeenCalled();
    renderPart(<MicToggle />, createStaticSession({ microphone: 'on' }));
    expect(requests).toHaveBeenCalled();
    requests.mockRestore();
  });
});
