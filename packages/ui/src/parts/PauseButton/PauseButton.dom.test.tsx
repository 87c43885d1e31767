import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { PauseButton } from './PauseButton.tsx';

describe('PauseButton', () => {
  it.each([
    ['live', false, 'Pause', 'pause'],
    ['live', true, 'Resume', 'resume'],
    ['paused', true, 'Resume', 'resume'],
    ['reconnecting', false, 'Pause', 'pause'],
  ] as const)('when %s (paused: %s) says “%s” and calls %s', async (status, isPaused, name, command) => {
    const session = createStaticSession({ status, isPaused });
    renderPart(<PauseButton />, session);
    await userEvent.click(screen.getByRole('button', { name }));
    expect(session.commands.map((entry) => entry.name)).toEqual([command]);
  });

  it.each(['idle', 'connecting', 'closing', 'closed', 'failed'] as const)(
    'does nothing without a conversation: %s',
    async (status) => {
      const session = createStaticSession({ status });
      renderPart(<PauseButton />, session);
      const button = screen.getByRole('button', { name: 'Pause' });
      expect(button.ariaDisabled).toBe('true');
      await userEvent.click(button);
      expect(session.commands).toEqual([]);
    },
  );
});
