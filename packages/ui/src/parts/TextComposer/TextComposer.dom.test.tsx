import { StrictMode, useState } from 'react';
import { act, createEvent, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createStaticSession } from '@repartee/core/testing';
import type { ChosenImage } from '@repartee/hooks';
import { describe, expect, it, vi } from 'vitest';
import { refusingBudget } from '../../../test/budgets.ts';
import { renderPart } from '../../../test/conformance.tsx';
import { TextComposer } from './TextComposer.tsx';

const createLive = () => createStaticSession({ status: 'live', phase: 'listening' });
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Write a message' });

describe('TextComposer', () => {
  it('sends with Enter and empties itself', async () => {
    const session = createLive();
    const onSend = vi.fn();
    renderPart(<TextComposer onSend={onSend} />, session);
    await userEvent.type(field(), '  Hello  {Enter}');
    expect(session.commands).toEqual([{ name: 'sendText', args: ['Hello'] }]);
    expect(onSend).toHaveBeenCalledExactlyOnceWith('Hello');
    expect(field().value).toBe('');
  });

  it('starts a line with Shift and Enter', async () => {
    const session = createLive();
    renderPart(<TextComposer />, session);
    await userEvent.type(field(), 'a{Shift>}{Enter}{/Shift}b');
    expect(session.commands).toEqual([]);
    expect(field().value).toBe('a\nb');
  });

  it('returns the focus to the field after a click on the button', async () => {
    const session = createLive();
    renderPart(<TextComposer />, session);
    await userEvent.type(field(), 'Hello');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(session.commands).toHaveLength(1);
    expect(document.activeElement).toBe(field());
  });

  it.each([{ keyCode: 229 }, { isComposing: true }])(
    'does not send the Enter that ends a composition: %o',
    async (init) => {
      const session = createLive();
      renderPart(<TextComposer />, session);
      await userEvent.type(field(), 'にほん');
      const event = createEvent.keyDown(field(), { key: 'Enter', ...init });
      fireEvent(field(), event);
      expect(session.commands).toEqual([]);
      expect(event.defaultPrevented).toBe(false);
    },
  );

  it('does not send an empty message, nor after the end of the conversation', async () => {
    const session = createLive();
    renderPart(<TextComposer />, session);
    await userEvent.type(field(), '   {Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(session.commands).toEqual([]);
    act(() => session.setState({ status: 'closed' }));
    expect(field().disabled).toBe(true);
  });

  it('keeps the words where the budget refuses the start, and sends them once when it allows one', async () => {
    const budget = refusingBudget();
    const session = createStaticSession({ budget });
    const onSend = vi.fn();
    renderPart(<TextComposer onSend={onSend} />, session);
    await userEvent.type(field(), 'Hello{Enter}');
    expect(session.commands.map(({ name }) => name)).toEqual(['connect']);
    expect([field().value, onSend.mock.calls]).toEqual(['Hello', []]);
    budget.extend({ cost: 1 });
    await userEvent.type(field(), '{Enter}');
    expect(session.commands.map(({ name }) => name)).toEqual(['connect', 'connect', 'sendText']);
    expect([field().value, onSend.mock.calls]).toEqual(['', [['Hello']]]);
  });

  it('keeps a draft when the conversation ends', async () => {
    const session = createLive();
    renderPart(<TextComposer defaultValue="Half a" />, session);
    await userEvent.type(field(), ' word');
    act(() => session.setState({ status: 'failed' }));
    expect(field().value).toBe('Half a word');
  });

  it('works with an app that holds the draft', async () => {
    const session = createLive();
    function Shouting() {
      const [value, setValue] = useState('');
      return <TextComposer value={value} onValueChange={(next) => setValue(next.toUpperCase())} />;
    }
    renderPart(
      <StrictMode>
        <Shouting />
      </StrictMode>,
      session,
    );
    await userEvent.type(field(), 'hey{Enter}');
    expect(session.commands).toEqual([{ name: 'sendText', args: ['HEY'] }]);
    expect(field().value).toBe('');
  });

  it('is disabled where the vendor takes no text', () => {
    renderPart(<TextComposer />, createStaticSession({ capabilities: { canSendText: false } }));
    expect(field().disabled).toBe(true);
  });

  it('passes props to its field, and calls its key handler first', async () => {
    const session = createLive();
    renderPart(
      <TextComposer fieldProps={{ maxLength: 5, onKeyDown: (event) => event.preventDefault() }} />,
      session,
    );
    expect(field().maxLength).toBe(5);
    await userEvent.type(field(), 'x{Enter}');
    expect(session.commands).toEqual([]);
  });

  it('gives the words back where their images were not sent', async () => {
    let refuse: (error: Error) => void = () => {};
    const send = vi.fn(() => new Promise<string>((_, reject) => (refuse = reject)));
    const ready = { id: 'a', state: 'ready' } as ChosenImage;
    const images = { canAdd: true, images: [ready], isPreparing: false, send, dropProps: {} } as never;
    renderPart(<TextComposer images={images} />, createLive());
    await userEvent.type(field(), 'What is this?{Enter}');
    expect([send.mock.calls, field().value]).toEqual([[['What is this?']], '']);
    await act(async () => refuse(new Error('No.')));
    expect(field().value).toBe('What is this?');
  });
});
