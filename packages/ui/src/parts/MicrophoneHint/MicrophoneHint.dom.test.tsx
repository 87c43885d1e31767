import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createBargeInState, createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { MicrophoneHint } from './MicrophoneHint.tsx';

describe('MicrophoneHint', () => {
  it('appears while the user speaks into a muted microphone, and unmutes it', async () => {
    const session = createStaticSession({ isMuted: true, bargeIn: createBargeInState() });
    renderPart(<MicrophoneHint />, session);
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => session.setState({ bargeIn: createBargeInState({ isSpeakingWhileMuted: true }) }));
    expect(screen.getByRole('alert').textContent).toContain('muted');
    await userEvent.click(screen.getByRole('button', { name: 'Unmute' }));
    expect(session.commands).toEqual([{ name: 'microphone.setMuted', args: [false] }]);
  });

  it('offers no button while the budget mutes', () => {
    const bargeIn = createBargeInState({ isSpeakingWhileMuted: true });
    renderPart(<MicrophoneHint />, createStaticSession({ isMuted: true, mutedBy: ['budget'], bargeIn }));
    expect(screen.getByRole('alert').textContent).toContain('muted');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('suggests headphones, and says if the agent does not hear the user while it speaks', () => {
    const session = createStaticSession({ bargeIn: createBargeInState({ suggestsHeadphones: true }) });
    renderPart(<MicrophoneHint />, session);
    expect(screen.getByRole('alert').dataset['hint']).toBe('headphones');
    act(() => session.setState({ bargeIn: createBargeInState({ isHalfDuplex: true }) }));
    expect(screen.getByRole('alert').dataset['hint']).toBe('half-duplex');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('renders nothing in a session without barge-in', () => {
    renderPart(<MicrophoneHint />, createStaticSession({ isMuted: true }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
