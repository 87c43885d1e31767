import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import {
  createApprovalEntry,
  createMessageEntry,
  createRemoteToolEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import type { TranscriptEntry } from '@repartee/core';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { Transcript } from './Transcript.ts';

const live = { status: 'live', phase: 'listening' } as const;
const rows = () => screen.getAllByRole('listitem').map((row) => row.textContent);
const show = (...entries: readonly TranscriptEntry[]) => {
  const session = createStaticSession({ ...live, entries });
  renderPart(<Transcript.Root />, session);
  return session;
};

describe('Transcript', () => {
  it('shows messages with their authors, in order, with tools between them', () => {
    show(
      createMessageEntry({ id: '1', role: 'user', text: 'Weather?' }),
      createToolEntry({ id: '2', name: 'get_weather', argumentsText: '{"place":"Paris"}', output: 'sunny' }),
      createMessageEntry({ id: '3', text: 'It is sunny.' }),
    );
    expect(rows()).toEqual([
      'YouWeather?',
      expect.stringContaining('get_weatherParisDone'),
      'AgentIt is sunny.',
    ]);
  });

  it('sets apart the text of an interrupted answer that the user did not hear', () => {
    const cut = { by: 'user', heardMs: 1_000 } as const;
    const text = 'Once upon a time';
    show(createMessageEntry({ id: '1', text, state: 'interrupted', receivedMs: 2_000, cut }));
    expect(screen.getByText('Interrupted after 1.0 s')).toBeTruthy();
    const unheard = document.querySelector('.repartee-row-unheard');
    expect(unheard?.textContent).toBe(' Not heard: a time');
    expect(rows()[0]).toContain('Once upon');
  });

  it.each([
    ['speaking', 'Listening to you…'],
    ['transcribing', 'Transcribing…'],
    ['failed', 'Not transcribed'],
    ['done', 'Not transcribed'],
  ] as const)('shows a placeholder for the user’s words while they are %s', (state, words) => {
    show(createMessageEntry({ id: '1', role: 'user', state }));
    expect(rows()).toEqual([`You${words}`]);
  });

  it('opens a tool by keyboard and shows its arguments and result', async () => {
    show(createToolEntry({ id: '1', name: 'look', argumentsText: '{"at":"sky"}', output: 'blue' }));
    const details = screen.getByRole('group');
    await userEvent.tab();
    await userEvent.tab();
    expect(document.activeElement).toBe(details.querySelector('summary'));
    await userEvent.click(document.activeElement as Element);
    expect(details).toHaveProperty('open', true);
    expect(within(details).getByText('{ "at": "sky" }')).toBeTruthy();
    expect(within(details).getByText('blue')).toBeTruthy();
  });

  it.each(['null', '[1', '"x"', '{"a":{"b":1}}', ''])('shows any arguments: %s', (argumentsText) => {
    show(createToolEntry({ id: '1', name: 'odd', argumentsText, state: 'running' }));
    expect(rows()[0]).toMatch(/^oddRunning/);
  });

  it('shows the server of a remote tool, and its result or error', () => {
    show(
      createRemoteToolEntry({ id: '1', name: 'search', serverLabel: 'library', output: 'two books' }),
      createRemoteToolEntry({ id: '2', name: 'search', state: 'failed', errorMessage: 'It is shut.' }),
    );
    expect(rows()[0]).toContain('on library');
    expect(rows()[0]).toContain('two books');
    expect(rows()[1]).toContain('It is shut.');
  });

  it('asks for approval and keeps the focus at the question', async () => {
    const question = createApprovalEntry({ id: 'q', name: 'delete_note', serverLabel: 'notes' });
    const session = show(question);
    await userEvent.click(screen.getByRole('button', { name: 'Decline' }));
    expect(session.commands.at(-1)).toEqual({
      name: 'tools.answerApproval',
      args: ['q', { approved: false }],
    });
    act(() => session.setState({ entries: [{ ...question, state: 'declined' }] }));
    expect(screen.queryByRole('button')).toBeNull();
    expect(document.activeElement?.getAttribute('aria-label')).toContain('delete note');
    expect(rows()[0]).toContain('Declined');
  });

  it('renders text with a function of the app', () => {
    const entries = [createMessageEntry({ id: '1', text: '*Hi*' })];
    renderPart(
      <Transcript.Root>
        {(id) => <Transcript.Item id={id} renderText={(text) => <em>{text.replaceAll('*', '')}</em>} />}
      </Transcript.Root>,
      createStaticSession({ ...live, entries }),
    );
    expect(screen.getByText('Hi').tagName).toBe('EM');
  });

  it('shows the content of the app while it is empty', () => {
    renderPart(<Transcript.Root empty={<b>Say hello</b>} />, createStaticSession());
    expect(screen.getByText('Say hello')).toBeTruthy();
  });

  it('marks the row that is audible', () => {
    const session = show(
      createMessageEntry({ id: '1', text: 'A' }),
      createMessageEntry({ id: '2', text: 'B' }),
    );
    act(() => session.setState({ speakingItemId: '2' }));
    const audible = screen.getAllByRole('listitem').map((row) => row.dataset['audible']);
    expect(audible).toEqual([undefined, '']);
  });
});

describe('an answer that is audible', () => {
  it('shows the word that is heard and those to come, and becomes plain text at its end', () => {
    const entry = createMessageEntry({
      id: 'a',
      text: 'Once upon a time',
      state: 'streaming',
      wordTimes: ['Once', 'upon', 'a', 'time'].map((text, at) => ({
        text,
        startMs: at * 100,
        endMs: at * 100 + 100,
      })),
    });
    const playhead = { itemId: 'a', heardMs: 190, receivedMs: 400 };
    const session = createStaticSession({ ...live, entries: [entry], speakingItemId: 'a', playhead });
    renderPart(<Transcript.Root />, session);
    const text = (name: string) => document.querySelector(`.repartee-row-${name}`)?.textContent?.trim();
    expect([text('word'), text('later')]).toEqual(['upon', 'a time']);
    act(() => session.setState({ speakingItemId: null, entries: [{ ...entry, state: 'done' }] }));
    expect([text('word'), rows()]).toEqual([undefined, ['AgentOnce upon a time']]);
  });
});
