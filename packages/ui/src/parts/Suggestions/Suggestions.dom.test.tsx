import { fireEvent, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { refusingBudget } from '../../../test/budgets.ts';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { TranscriptRoot } from '../Transcript/TranscriptRoot.tsx';
import { Suggestions } from './Suggestions.tsx';

describeConformance('Suggestions', {
  Part: Suggestions as unknown as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession({ status: 'closed' }),
  selector: '.repartee-suggestions',
  state: { field: 'isDisabled', value: true, attribute: 'data-disabled' },
  props: { suggestions: ['⟦Hello⟧'] },
});

it.each([
  ['idle', ['connect', 'sendText']],
  ['live', ['sendText']],
  ['closed', []],
] as const)('in a transcript that is %s, a click gives the commands %j', (status, commands) => {
  const session = createStaticSession({ status });
  renderPart(<TranscriptRoot suggestions={['Where is my order?']} />, session);
  fireEvent.click(screen.getByText('Where is my order?'));
  expect(session.commands.map(({ name }) => name)).toEqual(commands);
});

it('sends nothing where the budget refuses the start', () => {
  const session = createStaticSession({ budget: refusingBudget() });
  const onSend = vi.fn();
  renderPart(<Suggestions suggestions={['Where is my order?']} onSend={onSend} />, session);
  fireEvent.click(screen.getByText('Where is my order?'));
  expect([session.commands.map(({ name }) => name), onSend.mock.calls]).toEqual([['connect'], []]);
});
