import { screen } from '@testing-library/react';
import { createMessageEntry, createStaticSession, createToolEntry } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { SessionSummary } from './SessionSummary.tsx';

const entries = [
  createMessageEntry({ id: '1', role: 'user', text: 'Hello' }),
  createMessageEntry({
    id: '2',
    text: 'Good evening',
    state: 'interrupted',
    cut: { by: 'user', heardMs: 400 },
  }),
  createToolEntry({ id: '3', name: 'look' }),
];

describeConformance('SessionSummary', {
  Part: SessionSummary as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession({ status: 'closed', entries }),
  selector: '.repartee-summary',
  state: { field: 'status', value: 'closed', attribute: 'data-status' },
  texts: ['1'],
});

it('counts what happened, after the end only', () => {
  const { unmount } = renderPart(<SessionSummary />, createStaticSession({ status: 'live', entries }));
  expect(document.querySelector('.repartee-summary')).toBeNull();
  unmount();
  renderPart(<SessionSummary summary="Greetings" />, createStaticSession({ status: 'closed', entries }));
  expect(screen.getByRole('group', { name: 'Your conversation' }).textContent).toContain('Greetings');
  expect([...document.querySelectorAll('.repartee-summary-fact')].map((fact) => fact.textContent)).toEqual([
    'Your messages1',
    'Answers1',
    'Interruptions1',
    'Tools used1',
  ]);
});
