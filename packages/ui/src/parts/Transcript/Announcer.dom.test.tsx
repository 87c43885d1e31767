import { act, screen } from '@testing-library/react';
import type { TranscriptEntry } from '@repartee/core';
import {
  createApprovalEntry,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { TranscriptRoot } from './TranscriptRoot.tsx';
import type { TranscriptRootProps } from './TranscriptRoot.tsx';

const announcements = () => [...screen.getByRole('log').children].map((line) => line.textContent);
const finish = (session: StaticSession, entry: TranscriptEntry) =>
  act(() => session.emit('entry-done', entry));

function mount(props: TranscriptRootProps = {}, state: Parameters<typeof createStaticSession>[0] = {}) {
  const session = createStaticSession({ status: 'live', phase: 'listening', microphone: 'on', ...state });
  renderPart(<TranscriptRoot {...props} />, session);
  return session;
}

const spoken = createMessageEntry({ id: 'a', text: 'Hi, aloud' });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a screen reader', () => {
  it('hears this of a conversation', () => {
    const session = mount();
    const script: string[] = [];
    const hear = (step: () => void) => {
      const lines = () => [...screen.getByRole('log').children];
      const before = lines();
      act(step);
      const added = lines().filter((line) => !before.includes(line));
      script.push(...added.map((line) => String(line.textContent)));
      script.push('.');
    };
    const user = createMessageEntry({ id: 'u', role: 'user', text: 'What is the weather?' });
    const tool = createToolEntry({ id: 't', name: 'get_weather', output: 'Sunny.' });
    const cut = { by: 'user', heardMs: 2_300 } as const;
    const interrupted = createMessageEntry({ id: 'i', text: 'It is sunny', state: 'interrupted', cut });
    const typed = createMessageEntry({ id: 'w', role: 'user', modality: 'text', text: 'Thanks' });
    const written = createMessageEntry({ id: 'x', modality: 'text', text: 'You are welcome.' });
    const question = createApprovalEntry({ id: 'q', name: 'delete_note', serverLabel: 'notes' });

    hear(() => session.setState({ phase: 'user-speaking' }));
    hear(() => session.emit('entry-done', user));
    hear(() => session.setState({ phase: 'thinking' }));
    hear(() => vi.advanceTimersByTime(2_000));
    hear(() => session.emit('entry-done', tool));
    hear(() => session.setState({ phase: 'speaking' }));
    hear(() => session.emit('entry-added', question));
    hear(() => {
      session.emit('entry-done', interrupted);
      session.setState({ phase: 'user-speaking' });
    });
    hear(() => session.setState({ phase: 'listening' }));
    hear(() => session.emit('entry-done', { ...question, state: 'approved' }));
    hear(() => session.emit('entry-done', typed));
    hear(() => session.emit('entry-done', written));
    expect(script.join(' | ')).toBe(
      [
        '. | . | .',
        'Thinking… | .',
        'Tool get weather: Done | .',
        '. | . | .',
        'Allow the agent to use “delete note” from notes? | Agent: Interrupted after 2.3 s | .',
        'Allowed | .',
        '.',
        'Agent: You are welcome. | .',
      ].join(' | '),
    );
  });

  it.each([
    ['silent', { phase: 'speaking' }, false],
    ['silent', { phase: 'speaking', volume: 0 }, true],
    ['silent', { phase: 'user-speaking' }, false],
    ['silent', { phase: 'listening' }, true],
    ['muted', { phase: 'listening' }, false],
    ['muted', { phase: 'listening', isMuted: true }, true],
    ['muted', { phase: 'listening', microphone: 'off' }, true],
    ['muted', { phase: 'listening', inputMode: 'push-to-talk' }, true],
    ['muted', { phase: 'listening', inputMode: 'push-to-talk', isTurnOpen: true }, false],
    ['muted', { status: 'closed', phase: 'idle' }, true],
    ['always', { phase: 'speaking' }, true],
  ] as const)('with “%s” and %o hears an announcement at once: %s', (announceWhen, state, isHeard) => {
    const session = mount({ announceWhen }, state);
    finish(session, createMessageEntry({ id: '1', modality: 'text', text: 'Written' }));
    expect(announcements()).toEqual(isHeard ? ['Agent: Written'] : []);
    act(() => session.setState({ status: 'closed', phase: 'idle' }));
    expect(announcements()).toEqual(['Agent: Written']);
  });

  it.each([
    ['all', 1, ['Agent: Hi, aloud', 'You: Hello']],
    ['unheard', 0, ['Agent: Hi, aloud', 'You: Hello']],
    ['unheard', 1, []],
    ['none', 0, []],
  ] as const)('with “%s” at volume %i hears of spoken words: %o', (announced, volume, lines) => {
    const session = mount({ announced }, { volume });
    finish(session, spoken);
    finish(session, createMessageEntry({ id: 'u', role: 'user', text: 'Hello' }));
    expect(announcements()).toEqual(lines);
  });

  it.each(['all', 'unheard'] as const)('never hears what the user typed, with “%s”', (announced) => {
    const session = mount({ announced });
    finish(session, createMessageEntry({ id: '1', role: 'user', modality: 'text', text: 'Typed' }));
    expect(announcements()).toEqual([]);
  });

  it('hears that speech could not be transcribed, and that an answer was cut before it was audible', () => {
    const session = mount();
    finish(session, createMessageEntry({ id: '1', role: 'user', state: 'failed' }));
    const cut = { by: 'app', heardMs: 0 } as const;
    finish(session, createMessageEntry({ id: '2', text: 'As I', state: 'interrupted', cut }));
    expect(announcements()).toEqual(['You: Not transcribed', 'Agent: Interrupted before it was heard']);
  });

  it('does not hear “Thinking…” before a quick answer', () => {
    const session = mount({}, { phase: 'thinking' });
    act(() => vi.advanceTimersByTime(1_900));
    act(() => session.setState({ phase: 'speaking' }));
    act(() => vi.advanceTimersByTime(5_000));
    act(() => session.setState({ phase: 'listening' }));
    expect(announcements()).toEqual([]);
  });

  it('does not hear words that are still arriving', () => {
    const session = mount();
    const growing = createMessageEntry({ id: 'g', modality: 'text', text: 'Grow', state: 'streaming' });
    act(() => session.emit('entry-added', growing));
    act(() => session.setState({ entries: [growing] }));
    act(() => session.setState({ entries: [{ ...growing, text: 'Growing' }] }));
    expect(screen.getByText('Growing')).toBeTruthy();
    expect(announcements()).toEqual([]);
  });

  it('hears equal lines as often as they come, and finds the last eight', () => {
    const session = mount();
    const say = (text: string) => finish(session, createMessageEntry({ id: text, modality: 'text', text }));
    say('Yes');
    say('Yes');
    expect(announcements()).toEqual(['Agent: Yes', 'Agent: Yes']);
    for (let turn = 1; turn <= 20; turn += 1) say(`Turn ${turn}`);
    expect(announcements()).toHaveLength(8);
    expect(announcements().at(-1)).toBe('Agent: Turn 20');
  });

  describe('that had to wait for the microphone to be muted', () => {
    const question = createApprovalEntry({ id: 'q', name: 'delete_note', serverLabel: 'notes' });
    const wait = () => {
      const session = mount({ announceWhen: 'muted' });
      act(() => session.emit('entry-added', question));
      return session;
    };
    const hearAll = (session: StaticSession) => {
      expect(announcements()).toEqual([]);
      act(() => session.setState({ isMuted: true }));
      return announcements();
    };

    it('hears the open question and the last eight of what came after it', () => {
      const session = wait();
      for (let turn = 1; turn <= 20; turn += 1)
        finish(session, createMessageEntry({ id: `${turn}`, modality: 'text', text: `Turn ${turn}` }));
      expect(hearAll(session)).toEqual([
        'Allow the agent to use “delete note” from notes?',
        ...Array.from({ length: 8 }, (_, index) => `Agent: Turn ${index + 13}`),
      ]);
    });

    it('does not hear “Thinking…” once the thinking is over', () => {
      const session = mount({ announceWhen: 'muted' }, { phase: 'thinking' });
      act(() => vi.advanceTimersByTime(2_000));
      act(() => session.setState({ phase: 'listening' }));
      expect(hearAll(session)).toEqual([]);
    });

    it('hears “Thinking…” while the agent is still thinking', () => {
      const session = mount({ announceWhen: 'muted' }, { phase: 'thinking' });
      act(() => vi.advanceTimersByTime(2_000));
      expect(hearAll(session)).toEqual(['Thinking…']);
    });

    it('hears what became of a question, and not the question', () => {
      const session = wait();
      finish(session, { ...question, state: 'approved' });
      expect(hearAll(session)).toEqual(['Allowed']);
    });
  });
});
