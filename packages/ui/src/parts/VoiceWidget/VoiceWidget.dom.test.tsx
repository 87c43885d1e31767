import { act, fireEvent, screen } from '@testing-library/react';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { LIVE } from '../../../test/conversations.ts';
import { stubDialogs } from '../../../test/stubDialogs.ts';
import { loadParts } from '../../../test/loadParts.ts';
import { VoiceWidget } from './VoiceWidget.tsx';

loadParts();

let isSmall = false;
let modes: readonly ('beside' | 'over')[] = [];

stubDialogs((isModal) => {
  modes = [...modes, isModal ? 'over' : 'beside'];
});

beforeEach(() => {
  isSmall = false;
  modes = [];
  vi.stubGlobal('matchMedia', () => ({ matches: isSmall, addEventListener() {}, removeEventListener() {} }));
});

// By text: a search by role computes the names of all elements.
const button = (text: string) => screen.getByText(text).closest('button') as HTMLButtonElement;
const widget = () => document.querySelector('.repartee-widget') as HTMLElement;
const isOpen = () => 'open' in widget().dataset;
const open = () => fireEvent.click(button('Talk to Ada'));
const escape = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });

describe('VoiceWidget', () => {
  it('opens beside the page with the focus on the button that begins, and Escape gives the focus back', () => {
    const session = createStaticSession();
    renderPart(<VoiceWidget name="Ada" />, session);
    expect(document.querySelector('.repartee-panel')).toBeNull();
    open();
    expect([isOpen(), modes, document.activeElement]).toEqual([true, ['beside'], button('Start talking')]);
    escape();
    expect([isOpen(), document.activeElement]).toEqual([false, button('Talk to Ada')]);
    expect(session.commands).toEqual([]);
  });

  it('covers a small window, unless the app says never, and never gives the focus to the button that ends', () => {
    isSmall = true;
    const { unmount } = renderPart(<VoiceWidget name="Ada" />, createStaticSession(LIVE));
    open();
    expect([modes, document.activeElement]).toEqual([
      ['over'],
      document.querySelector('.repartee-controls .repartee-mic'),
    ]);
    unmount();
    renderPart(<VoiceWidget name="Ada" fullScreen="never" />, createStaticSession());
    open();
    expect(modes).toEqual(['over', 'beside']);
  });

  it('leaves Escape to what is open inside it, and to an app that prevents the default', () => {
    renderPart(
      <VoiceWidget name="Ada" onKeyDown={(event) => event.altKey && event.preventDefault()}>
        <div popover="auto">
          <button type="button">Inside</button>
        </div>
      </VoiceWidget>,
      createStaticSession(),
    );
    open();
    fireEvent.keyDown(button('Inside'), { key: 'Escape' });
    fireEvent.keyDown(button('Minimize'), { key: 'Escape', altKey: true });
    expect(isOpen()).toBe(true);
    fireEvent.keyDown(button('Minimize'), { key: 'Escape' });
    expect(isOpen()).toBe(false);
  });

  it('counts what was neither heard nor read while it is closed, and says it', () => {
    const entries = [createMessageEntry({ id: 'a', text: 'Hello' })];
    const session = createStaticSession({ ...LIVE, entries });
    renderPart(<VoiceWidget name="Ada" />, session);
    const written = createMessageEntry({ id: 'b', modality: 'text', text: 'A link' });
    const spoken = createMessageEntry({ id: 'c', text: 'Anything else?' });
    act(() => session.setState({ entries: [...entries, written, spoken, { ...written, id: 'd' }] }));
    expect(widget().dataset['unread']).toBe('2');
    expect(screen.getByText('2 new messages').role).toBe('status');
    open();
    expect(widget().dataset['unread']).toBeUndefined();
    escape();
    expect(widget().dataset['unread']).toBeUndefined();
  });

  it.each([
    ['continue', []],
    ['end', ['close']],
    ['pause', ['pause', 'resume']],
  ] as const)('closed with “%s”, and opened again, gives the commands %j', (whenClosed, commands) => {
    const session = createStaticSession(LIVE);
    renderPart(<VoiceWidget name="Ada" whenClosed={whenClosed} />, session);
    open();
    escape();
    expect(isOpen()).toBe(false);
    open();
    expect(session.commands.map(({ name }) => name)).toEqual(commands);
  });

  it('starts the conversation by the click that opens it, if asked, and once', () => {
    const session = createStaticSession();
    renderPart(<VoiceWidget name="Ada" whenOpened="connect" />, session);
    open();
    act(() => session.setState({ status: 'live' }));
    escape();
    open();
    expect(session.commands.map(({ name }) => name)).toEqual(['connect']);
  });

  it('is open if the app says so, and tells what the user wants', () => {
    const wanted = vi.fn<(isOpen: boolean) => void>();
    renderPart(<VoiceWidget name="Ada" open={false} onOpenChange={wanted} />, createStaticSession());
    open();
    expect([wanted.mock.calls, isOpen()]).toEqual([[[true]], false]);
  });
});
