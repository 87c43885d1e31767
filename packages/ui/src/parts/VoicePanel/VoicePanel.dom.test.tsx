import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createVision } from '@repartee/core';
import { createFakeVideo, createScriptedSession, createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { loadParts } from '../../../test/loadParts.ts';
import { VoicePanel } from './VoicePanel.tsx';

loadParts();

// By text: a search by role computes the names of all elements of the panel.
const button = (name: string) => screen.getByText(name).closest('button') as HTMLButtonElement;

describe('VoicePanel', () => {
  it('shows the presence with captions, and the conversation in writing by a button', async () => {
    renderPart(<VoicePanel />, createStaticSession());
    expect(screen.getByLabelText('The agent is at rest')).toBeTruthy();
    expect(document.querySelector('textarea')).toBeNull();
    expect(button('Conversation').ariaPressed).toBe('false');
    await userEvent.click(button('Conversation'));
    expect(button('Conversation').ariaPressed).toBe('true');
    expect(document.querySelector('textarea')).toBeTruthy();
    expect(document.activeElement).toBe(button('Conversation'));
  });

  it('hides the captions by a button', async () => {
    renderPart(<VoicePanel />, createStaticSession());
    expect(screen.getByLabelText('Captions')).toBeTruthy();
    await userEvent.click(button('Captions'));
    expect(screen.queryByLabelText('Captions')).toBeNull();
  });

  it('has the button to hold instead of the one that mutes with push-to-talk', () => {
    renderPart(<VoicePanel />, createStaticSession({ status: 'live', inputMode: 'push-to-talk' }));
    expect(screen.queryByText('Mute')).toBeNull();
    expect(document.querySelector('.repartee-controls > .repartee-push-to-talk')).toBeTruthy();
  });

  it('lets the user show what `images` allows, and the agent ask for a look', async () => {
    const { session, clock, server } = createScriptedSession();
    createVision(session, { video: createFakeVideo(), clock });
    await session.connect();
    renderPart(<VoicePanel images={['files', 'camera']} defaultView="transcript" />, session);
    expect(button('Turn the camera on')).toBeTruthy();
    expect(screen.queryByText('Share a screen')).toBeNull();
    expect(screen.getByTitle('Add images')).toBeTruthy();
    await userEvent.click(button('Turn the camera on'));
    expect(button('Show it to the agent')).toBeTruthy();
    const declared = server.commandsOf('configure').flatMap(({ config }) => config.tools ?? []);
    expect(declared.map(({ name }) => name)).toEqual(['look']);
  });

  it('shows nothing of it by default, and where the vendor sees nothing', () => {
    const capabilities = { vision: false, canSendImages: false } as const;
    renderPart(<VoicePanel images={['files', 'camera', 'screen']} />, createStaticSession({ capabilities }));
    renderPart(<VoicePanel defaultView="transcript" />, createStaticSession());
    expect(screen.queryByText('Turn the camera on')).toBeNull();
    expect(screen.queryByTitle('Add images')).toBeNull();
  });
});
