import { act, screen } from '@testing-library/react';
import {
  createApprovalEntry,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';
import type { TranscriptEntry } from '@repartee/core';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { Transcript } from './Transcript.ts';

const told = () => [...screen.getByRole('log').children].map((line) => line.textContent);
const settle = (session: StaticSession, entry: TranscriptEntry) =>
  act(() => session.emit('entry-settled', entry));
const answer = createMessageEntry({ id: 'a', text: 'Hi, aloud' });

describe('what screen readers are told of', () => {
  it('are finished words, once each, and not what was heard aloud', () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<Transcript.Root />, session);
    expect(screen.getByRole('log').getAttribute('aria-live')).toBe('polite');
    settle(session, createMessageEntry({ id: 'u', role: 'user', text: 'Hello' }));
    settle(session, answer);
    settle(session, createMessageEntry({ id: 'b', modality: 'text', text: 'In writing' }));
    settle(session, createToolEntry({ id: 't', name: 'look', output: '{"long":"json"}' }));
    settle(session, createMessageEntry({ id: 'f', role: 'user', state: 'failed' }));
    expect(told()).toEqual([
      'You: Hello',
      'Agent: In writing',
      'look: Done',
      'You: This could not be written down.',
    ]);
  });

  it('are not the words that are still coming', () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<Transcript.Root />, session);
    const growing = createMessageEntry({ id: 'g', modality: 'text', text: 'Grow', state: 'streaming' });
    act(() => session.emit('entry-added', growing));
    act(() => session.setState({ entries: [growing] }));
    act(() => session.setState({ entries: [{ ...growing, text: 'Growing' }] }));
    expect(screen.getByText('Growing')).toBeTruthy();
    expect(told()).toEqual([]);
  });

  it('is a question as soon as it is asked', () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<Transcript.Root />, session);
    const question = createApprovalEntry({ id: 'q', name: 'delete_note', serverLabel: 'notes' });
    act(() => session.emit('entry-added', question));
    expect(told()).toEqual(['May the agent use “delete_note” of notes?']);
  });

  it('is the same line twice when it is said twice', () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<Transcript.Root />, session);
    settle(session, createMessageEntry({ id: '1', role: 'user', text: 'Yes' }));
    settle(session, createMessageEntry({ id: '2', role: 'user', text: 'Yes' }));
    expect(told()).toEqual(['You: Yes', 'You: Yes']);
  });

  it.each([
    ['all', 1, ['Agent: Hi, aloud']],
    ['unheard', 0, ['Agent: Hi, aloud']],
    ['unheard', 1, []],
    ['none', 0, []],
  ] as const)('with “%s” at volume %i is of an answer: %o', (announced, volume, lines) => {
    const session = createStaticSession({ status: 'live', volume });
    renderPart(<Transcript.Root announced={announced} />, session);
    settle(session, answer);
    expect(told()).toEqual(lines);
  });

  it('stays a few lines long', () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<Transcript.Root />, session);
    for (let turn = 1; turn <= 20; turn += 1) {
      settle(session, createMessageEntry({ id: `${turn}`, role: 'user', text: `Turn ${turn}` }));
    }
    expect(told()).toHaveLength(8);
    expect(told().at(-1)).toBe('You: Turn 20');
  });
});
