import { act, screen, waitFor } from '@testing-library/react';
import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import { expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { LazyNoticeParts } from './LazyNoticeParts.ts';
import { LazyConversationParts } from './LazyConversationParts.ts';
import { VoicePanel } from './VoicePanel.tsx';

/* No part is loaded before: each test of this file builds on what the one before it has loaded. */

function Loaded() {
  const isConversationLoaded = LazyConversationParts.useIsLoaded();
  const areNoticesLoaded = LazyNoticeParts.useIsLoaded();
  return <output>{`captions: ${isConversationLoaded}, notices: ${areNoticesLoaded}`}</output>;
}

const panel = (
  <div>
    <VoicePanel />
    <Loaded />
  </div>
);

it('loads nothing at rest, and captions but no notices while it connects', async () => {
  renderPart(panel, createStaticSession());
  await act(async () => {});
  expect(screen.getByText('captions: false, notices: false')).toBeTruthy();
  renderPart(panel, createStaticSession({ status: 'connecting' }));
  await waitFor(() => expect(screen.getAllByText('captions: true, notices: false')).toHaveLength(2));
});

it('loads the notices with an error while it connects', async () => {
  const error = new RealtimeError('microphone-denied', 'The microphone was not allowed.');
  renderPart(panel, createStaticSession({ status: 'failed', endReason: 'failed', error }));
  await waitFor(() => expect(screen.getByText('captions: true, notices: true')).toBeTruthy());
  await waitFor(() => expect(document.querySelector('.repartee-panel-notices')?.textContent).toBeTruthy());
});

it('shows an error that comes while it connects', async () => {
  const session = createStaticSession({ status: 'connecting' });
  renderPart(<VoicePanel />, session);
  act(() => session.emit('error', new RealtimeError('send-backlog', 'Slow.')));
  await waitFor(() => expect(document.querySelector('.repartee-panel-notices')?.textContent).toBeTruthy());
});
