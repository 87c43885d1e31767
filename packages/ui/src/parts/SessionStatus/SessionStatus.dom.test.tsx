import { act, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { SessionStatus } from './SessionStatus.tsx';

describe('SessionStatus', () => {
  it('announces the connection, and shows what happens', () => {
    const session = createStaticSession({ status: 'live', phase: 'listening', microphone: 'on' });
    renderPart(<SessionStatus />, session);
    const announced = screen.getByRole('status');
    expect(announced.textContent).toBe('Connected');
    expect(screen.getByText('Listening')).toBeTruthy();
    act(() => session.setState({ phase: 'thinking' }));
    expect(screen.getByText('Thinking')).toBeTruthy();
    expect(announced.textContent).toBe('Connected');
    act(() => session.setState({ status: 'reconnecting' }));
    expect(announced.textContent).toBe('Reconnecting');
  });

  it('says who ended the conversation', () => {
    renderPart(<SessionStatus />, createStaticSession({ status: 'closed', endReason: 'remote' }));
    expect(screen.getByRole('status').textContent).toBe('Ended by the service');
  });
});
