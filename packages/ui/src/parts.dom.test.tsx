import { Profiler } from 'react';
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import type { RealtimeErrorCode, SessionStatus as Status } from '@repartee/core';
import { createMessageEntry, createStaticSession, createToolEntry } from '@repartee/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { renderPart } from '../test/conformance.tsx';
import { ConnectButton, englishLabels, ErrorNotice, LabelsProvider, MicToggle } from './index.ts';
import { SessionStatus, TextComposer, Transcript } from './index.ts';

const live = { status: 'live', phase: 'listening' } as const;

describe('ConnectButton', () => {
  it.each([
    ['idle', 'Start talking', 'connect'],
    ['failed', 'Start talking', 'connect'],
    ['connecting', 'Connecting…', 'close'],
    ['live', 'End', 'close'],
  ] as const)('when %s says “%s” and calls %s', async (status, name, command) => {
    const session = createStaticSession({ status });
    renderPart(<ConnectButton />, session);
    await userEvent.click(screen.getByRole('button', { name }));
    expect(session.commands.map((entry) => entry.name)).toEqual([command]);
  });

  it('leaves the session alone when the app prevents it', async () => {
    const session = createStaticSession();
    renderPart(<ConnectButton onClick={(event) => event.preventDefault()} />, session);
    await userEvent.click(screen.getByRole('button'));
    expect(session.commands).toEqual([]);
  });
});

describe('MicToggle', () => {
  it('keeps one name and tells the state as pressed', async () => {
    const session = createStaticSession({ microphone: 'on' });
    renderPart(<MicToggle />, session);
    const button = screen.getByRole('button', { name: 'Mute' });
    expect(button).toHaveProperty('ariaPressed', 'false');
    await userEvent.click(button);
    expect(button.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('button', { name: 'Mute' })).toBe(button);
  });
});

describe('SessionStatus', () => {
  it('announces the connection, and shows the talk', () => {
    const session = createStaticSession(live);
    renderPart(<SessionStatus />, session);
    expect(screen.getByRole('status').textContent).toBe('Live');
    expect(screen.getByText('Listening')).toBeTruthy();
    act(() => session.setState({ status: 'reconnecting' as Status }));
    expect(screen.getByRole('status').textContent).toBe('Reconnecting');
  });
});

describe('TextComposer', () => {
  it('sends with Enter and empties itself', async () => {
    const session = createStaticSession(live);
    const onSend = vi.fn();
    renderPart(<TextComposer onSend={onSend} />, session);
    await userEvent.type(screen.getByRole('textbox'), '  Hello  {Enter}');
    expect(session.commands).toEqual([{ name: 'sendText', args: ['Hello'] }]);
    expect(onSend).toHaveBeenCalledExactlyOnceWith('Hello');
    expect(screen.getByRole('textbox')).toHaveProperty('value', '');
  });

  it('does not send what a composition is ended with', async () => {
    const session = createStaticSession(live);
    renderPart(<TextComposer />, session);
    const field = screen.getByRole('textbox');
    await userEvent.type(field, 'にほん');
    act(() => {
      field.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }),
      );
    });
    expect(session.commands).toEqual([]);
  });

  it('sends nothing that is empty, and nothing when the conversation is over', async () => {
    const session = createStaticSession(live);
    renderPart(<TextComposer />, session);
    await userEvent.type(screen.getByRole('textbox'), '   {Enter}');
    expect(session.commands).toEqual([]);
    act(() => session.setState({ status: 'closed' }));
    expect(screen.getByRole('textbox')).toHaveProperty('disabled', true);
  });
});

describe('ErrorNotice', () => {
  it.each(Object.keys(englishLabels.errors) as RealtimeErrorCode[])('has plain words for %s', (code) => {
    renderPart(
      <ErrorNotice />,
      createStaticSession({ status: 'failed', error: new RealtimeError(code, 'Raw.') }),
    );
    if (code === 'aborted') expect(screen.queryByRole('alert')).toBeNull();
    else expect(screen.getByRole('alert').textContent).toContain(englishLabels.errors[code]);
  });
});

describe('Transcript', () => {
  const rows = () => screen.getAllByRole('listitem').map((row) => row.textContent);

  it('shows who said what, in order, with tools between', () => {
    const session = createStaticSession({
      ...live,
      entries: [
        createMessageEntry({ id: '1', role: 'user', text: 'Weather?' }),
        createToolEntry({
          id: '2',
          name: 'get_weather',
          argumentsText: '{"place":"Paris"}',
          output: 'sunny',
        }),
        createMessageEntry({ id: '3', text: 'It is sunny.' }),
      ],
    });
    renderPart(<Transcript.Root />, session);
    expect(rows()).toEqual([
      'YouWeather?',
      expect.stringContaining('get_weatherParisDone'),
      'AgentIt is sunny.',
    ]);
  });

  it('marks where an answer was cut', () => {
    const cut = { by: 'user', heardMs: 2_300 } as const;
    const entries = [createMessageEntry({ id: '1', text: 'Once upon', state: 'interrupted', cut })];
    renderPart(<Transcript.Root />, createStaticSession({ ...live, entries }));
    expect(screen.getByText('Interrupted after 2.3 s')).toBeTruthy();
  });

  it('announces finished words once, and not what was heard aloud', () => {
    const session = createStaticSession(live);
    const { container } = renderPart(<Transcript.Root />, session);
    const spoken = () => container.querySelector('[aria-live="polite"]')?.textContent;
    act(() => session.emit('entry-settled', createMessageEntry({ id: 'u', role: 'user', text: 'Hello' })));
    expect(spoken()).toBe('You: Hello');
    act(() =>
      session.emit('entry-settled', createMessageEntry({ id: 'a', modality: 'audio', text: 'Hi, aloud' })),
    );
    expect(spoken()).toBe('You: Hello');
    act(() =>
      session.emit('entry-settled', createMessageEntry({ id: 'b', modality: 'text', text: 'In writing' })),
    );
    expect(spoken()).toBe('Agent: In writing');
  });

  it('renders one row for a delta, whatever the length of the talk', () => {
    const entries = Array.from({ length: 100 }, (_, n) =>
      createMessageEntry({ id: `m${n}`, text: `Row ${n}` }),
    );
    const session = createStaticSession({ ...live, entries });
    const rendered: string[] = [];
    renderPart(
      <Transcript.Root>
        {(id) => (
          <Profiler id={id} onRender={(profiled) => void rendered.push(profiled)}>
            <Transcript.Item id={id} />
          </Profiler>
        )}
      </Transcript.Root>,
      session,
    );
    rendered.length = 0;
    const { transcript } = session.store.getState();
    const last = createMessageEntry({ id: 'm99', text: 'Row 99 and more', state: 'streaming' });
    act(() =>
      session.setState({ transcript: { ...transcript, live: new Map(transcript.live).set('m99', last) } }),
    );
    expect(rows().at(-1)).toContain('Row 99 and more');
    expect([...new Set(rendered)]).toEqual(['m99']);
  });

  it('speaks another language where it is given one', () => {
    renderPart(
      <LabelsProvider labels={{ emptyTranscript: 'Hier erscheint, was gesagt wird.' }}>
        <Transcript.Root />
        <ConnectButton />
      </LabelsProvider>,
      createStaticSession(),
    );
    expect(screen.getByText('Hier erscheint, was gesagt wird.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Start talking' })).toBeTruthy();
  });
});
