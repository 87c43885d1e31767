import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { MessageEntry } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { TranscriptRoot } from '../Transcript/TranscriptRoot.tsx';
import { MessageActions } from './MessageActions.tsx';

const cut = createMessageEntry({
  id: 'a',
  text: 'Once upon a time',
  state: 'interrupted',
  receivedMs: 2_000,
  cut: { by: 'user', heardMs: 1_000 },
});

describeConformance('MessageActions', {
  Part: MessageActions as unknown as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession(),
  selector: '.repartee-actions',
  state: { field: 'feedback', value: 'good', attribute: 'data-feedback' },
  props: { entry: cut, feedback: 'good', onFeedback: () => {} },
});

it('copies what the user heard, tells what the user thinks, and takes it back', async () => {
  const user = userEvent.setup();
  const onFeedback = vi.fn<(feedback: unknown, entry: MessageEntry) => void>();
  renderPart(<MessageActions entry={cut} onFeedback={onFeedback} />, createStaticSession());
  await user.click(screen.getByTitle('Copy'));
  expect(await navigator.clipboard.readText()).toBe('Once upon');
  expect((await screen.findByText('Copied')).role).toBe('status');
  await user.click(screen.getByTitle('Good answer'));
  await user.click(screen.getByTitle('Bad answer'));
  expect(screen.getByTitle('Good answer').ariaPressed).toBe('false');
  await user.click(screen.getByTitle('Bad answer'));
  expect(onFeedback.mock.calls.map(([said]) => said)).toEqual(['good', 'bad', null]);
});

it('stands below finished messages of a transcript, and asks about answers only', () => {
  const actions = (entry: MessageEntry) => <MessageActions entry={entry} onFeedback={() => {}} />;
  const entries = [
    createMessageEntry({ id: 'u', role: 'user', text: 'Hello' }),
    createMessageEntry({ id: 'b', text: 'Hi' }),
    createMessageEntry({ id: 'c', text: 'And', state: 'streaming' }),
  ];
  renderPart(<TranscriptRoot actions={actions} />, createStaticSession({ entries }));
  expect(screen.getAllByTitle('Copy')).toHaveLength(2);
  expect(screen.getAllByTitle('Good answer')).toHaveLength(1);
});
