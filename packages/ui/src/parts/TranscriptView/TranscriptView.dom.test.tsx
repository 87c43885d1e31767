import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import {
  createApprovalEntry,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../../test/conformance.tsx';
import { TranscriptView } from './TranscriptView.tsx';

const saved = createStaticSession({
  entries: [
    createMessageEntry({ id: '1', role: 'user', text: 'Is (a+b) in Paris?' }),
    createToolEntry({
      id: '2',
      name: 'look',
      state: 'declined',
      error: new RealtimeError('tool-declined', 'No.'),
    }),
    createApprovalEntry({ id: '3', name: 'delete_note' }),
    createMessageEntry({
      id: '4',
      text: 'Once upon a time',
      state: 'interrupted',
      receivedMs: 2_000,
      cut: { by: 'user', heardMs: 1_000 },
    }),
  ],
}).serialize();

const rows = () => screen.queryAllByRole('listitem').map((row) => row.textContent);

describe('TranscriptView', () => {
  it('shows what was saved as JSON, without a session and without anything to answer', () => {
    render(<TranscriptView conversation={JSON.parse(JSON.stringify(saved))} />);
    expect(rows()).toEqual([
      'YouIs (a+b) in Paris?',
      expect.stringMatching(/^lookDeclined/),
      expect.stringContaining('No longer needed'),
      'AgentOnce upon Not heard: a timeInterrupted after 1.0 s',
    ]);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows plain messages and entries, and the times where they are wanted and known', () => {
    const { rerender } = render(<TranscriptView times conversation={[{ role: 'user', text: 'Hello' }]} />);
    expect(rows()).toEqual(['YouHello']);
    const entry = createMessageEntry({ id: 'a', text: 'Hi', createdAtMs: Date.UTC(2026, 0, 1, 12, 30) });
    rerender(<TranscriptView times conversation={[entry]} />);
    expect(document.querySelector('time')?.dateTime).toBe('2026-01-01T12:30:00.000Z');
  });

  it('finds words as they are written, in any case, and marks them', async () => {
    render(<TranscriptView conversation={saved} searchable />);
    const field = screen.getByRole('searchbox', { name: 'Search the conversation' });
    await userEvent.type(field, '(A+B)');
    expect(rows()).toEqual(['YouIs (a+b) in Paris?']);
    expect(document.querySelector('mark')?.textContent).toBe('(a+b)');
    expect(screen.getByRole('status').textContent).toBe('1 match');
    await userEvent.clear(field);
    await userEvent.type(field, 'nothing');
    expect([rows(), screen.getByRole('status').textContent]).toEqual([[], '0 matches']);
    await userEvent.clear(field);
    expect([rows().length, document.querySelector('mark')]).toEqual([4, null]);
  });
});

describeConformance('TranscriptView', {
  Part: TranscriptView as unknown as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession(),
  selector: '.repartee-transcript',
  state: { field: 'isEmpty', value: true, attribute: 'data-empty' },
  props: { conversation: [], searchable: true },
});
