import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { AudioUnlockPrompt } from './AudioUnlockPrompt.tsx';

describe('AudioUnlockPrompt', () => {
  it('appears while the browser blocks sound, and turns it on', async () => {
    const session = createStaticSession();
    renderPart(<AudioUnlockPrompt />, session);
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => session.setState({ isPlaybackBlocked: true }));
    expect(screen.getByRole('alert').textContent).toContain('needs a click');
    await userEvent.click(screen.getByRole('button', { name: 'Turn sound on' }));
    expect(session.commands.map((entry) => entry.name)).toEqual(['speaker.resume']);
    act(() => session.setState({ isPlaybackBlocked: false }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
