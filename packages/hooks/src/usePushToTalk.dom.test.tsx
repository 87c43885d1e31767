import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { createStaticSession } from '@repartee/core/testing';
import type { StaticSessionOptions } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { usePushToTalk } from './index.ts';
import type { PushToTalkControls, UsePushToTalkOptions } from './index.ts';

const READY: StaticSessionOptions = {
  status: 'live',
  phase: 'listening',
  inputMode: 'push-to-talk',
  microphone: 'on',
};

function createConversation(options: UsePushToTalkOptions = {}, state: StaticSessionOptions = {}) {
  const session = createStaticSession({ ...READY, ...state });
  const seen: PushToTalkControls[] = [];
  function Talk(props: UsePushToTalkOptions) {
    const talk = usePushToTalk({ minHoldMs: 0, ...props });
    seen.push(talk);
    return (
      <>
        <button type="button" {...talk.buttonProps}>
          {`${talk.state} ${talk.outcome} ${talk.blockedBy}`}
        </button>
        <input aria-label="field" />
        <a href="#there">link</a>
      </>
    );
  }
  const view = renderStrict(<Talk {...options} />, session);
  return {
    session,
    view,
    button: screen.getByRole('button'),
    latest: () => seen.at(-1) as PushToTalkControls,
    change: (next: UsePushToTalkOptions) => view.rerender(<Talk {...next} />),
    turns: () => session.commands.map(({ name }) => name.replace('turn.', '')),
  };
}

const key = (
  type: 'keyDown' | 'keyUp',
  target: Element | Window,
  code: string,
  more: KeyboardEventInit = {},
) =>
  fireEvent[type](target, {
    code,
    key: code === 'Space' ? ' ' : code.replace('Key', '').toLowerCase(),
    ...more,
  });

describe('usePushToTalk', () => {
  it('asks for nothing on mount, nor when it goes', () => {
    const { session, view, latest } = createConversation();
    expect(latest()).toMatchObject({ state: 'idle', isTurnOpen: false, outcome: null, blockedBy: null });
    view.unmount();
    expect(session.commands).toEqual([]);
  });

  it('latches, sends and cancels by the app’s own commands, which keep their identity', () => {
    const { latest, turns } = createConversation();
    const { begin, end, cancel } = latest();
    act(begin);
    expect(latest()).toMatchObject({ state: 'latched', isTurnOpen: true });
    act(begin);
    act(end);
    expect(latest()).toMatchObject({ state: 'idle', outcome: 'sent' });
    act(begin);
    act(cancel);
    act(cancel);
    act(end);
    expect(latest().outcome).toBe('cancelled');
    expect(turns()).toEqual(['begin', 'end', 'begin', 'cancel']);
    expect([latest().begin, latest().end, latest().cancel]).toEqual([begin, end, cancel]);
  });

  it('a click without a press, as a screen reader makes it, latches and sends', () => {
    const { button, turns } = createConversation({ latch: 'off' });
    fireEvent.click(button);
    expect([button.ariaPressed, button.textContent]).toEqual(['true', 'latched null null']);
    fireEvent.click(button);
    expect([button.ariaPressed, turns()]).toEqual(['false', ['begin', 'end']]);
  });

  it('takes the options of the latest render', () => {
    const { button, change, turns } = createConversation();
    change({ minHoldMs: 60_000, latch: 'off' });
    key('keyDown', button, 'Space');
    key('keyUp', button, 'Space');
    expect([button.textContent, turns()]).toEqual(['idle too-short null', ['begin', 'cancel']]);
  });

  it.each<[string, StaticSessionOptions]>([
    ['unsupported', { capabilities: { canCommitTurns: false } }],
    ['hands-free', { inputMode: 'hands-free' }],
    ['disconnected', { status: 'closed' }],
    ['microphone', { microphone: 'lost' }],
    ['microphone-interrupted', { microphone: 'interrupted' }],
    ['muted', { isMuted: true }],
  ])('opens nothing and says why: %s', (blockedBy, state) => {
    const { button, session, latest } = createConversation({ hotkey: 'KeyT' }, state);
    expect(latest().blockedBy).toBe(blockedBy);
    expect(button.ariaDisabled).toBe('true');
    key('keyDown', button, 'Space');
    fireEvent.click(button);
    expect(key('keyDown', document.body, 'KeyT')).toBe(true);
    expect([session.commands, latest().isTurnOpen]).toEqual([[], false]);
  });

  it.each<[string, StaticSessionOptions]>([
    ['disconnect', { status: 'closed', isTurnOpen: false }],
    ['change of mode', { inputMode: 'hands-free', isTurnOpen: false }],
  ])('lets go with a %s', (_what, state) => {
    const { session, latest, turns } = createConversation();
    act(latest().begin);
    act(() => session.setState(state));
    expect(latest()).toMatchObject({ state: 'idle', outcome: 'lost' });
    expect(turns()).toEqual(['begin']);
  });

  it.each(['lost', 'interrupted'] as const)('discards the turn when the microphone is %s', (microphone) => {
    const { session, latest, turns } = createConversation();
    act(latest().begin);
    act(() => session.setState({ microphone }));
    expect([latest().outcome, turns()]).toEqual(['lost', ['begin', 'cancel']]);
  });

  it('keeps the turn through a mute, which is not its end', () => {
    const { session, latest, button } = createConversation();
    act(latest().begin);
    act(() => session.setState({ isMuted: true }));
    expect([latest().state, button.ariaDisabled]).toEqual(['latched', null]);
  });

  it('throws the turn away as it unmounts, or sends it where the app wants that', () => {
    for (const [ifLost, closing] of [
      ['cancel', 'cancel'],
      ['send', 'end'],
    ] as const) {
      const { latest, view, turns, session } = createConversation({ ifLost });
      act(latest().begin);
      view.unmount();
      expect([turns(), session.store.getState().isTurnOpen]).toEqual([['begin', closing], false]);
    }
  });

  it('says that it was refused', () => {
    const { session, latest } = createConversation();
    vi.spyOn(session.turn, 'begin').mockImplementation(() => {
      throw new Error('A turn is waiting.');
    });
    act(latest().begin);
    expect(latest()).toMatchObject({ state: 'idle', outcome: 'refused' });
  });

  it('vibrates where the device can, as the turn opens and closes, and not where the app forbids it', () => {
    const vibrate = vi.fn<(ms: number) => boolean>(() => true);
    Object.assign(navigator, { vibrate });
    onTestFinished(() => void Reflect.deleteProperty(navigator, 'vibrate'));
    const { latest, change } = createConversation();
    act(latest().begin);
    expect(vibrate).toHaveBeenCalledTimes(1);
    act(latest().end);
    expect(vibrate).toHaveBeenCalledTimes(2);
    change({ haptics: false });
    act(latest().begin);
    act(latest().end);
    expect(vibrate).toHaveBeenCalledTimes(2);
  });
});

describe('the hotkey', () => {
  it('holds from anywhere in the page, whatever else is let go', () => {
    const { button, turns } = createConversation({ hotkey: 'KeyT' });
    expect(button.getAttribute('aria-keyshortcuts')).toBe('T');
    expect(key('keyDown', document.body, 'KeyT')).toBe(false);
    expect(key('keyDown', document.body, 'KeyT', { repeat: true })).toBe(false);
    key('keyUp', document.body, 'KeyX');
    expect(turns()).toEqual(['begin']);
    key('keyUp', document.body, 'KeyT');
    expect(turns()).toEqual(['begin', 'end']);
  });

  it('is left to a field, and to a control that it works', () => {
    const { turns, change } = createConversation({ hotkey: 'KeyT' });
    expect(key('keyDown', screen.getByLabelText('field'), 'KeyT')).toBe(true);
    change({ hotkey: 'Space' });
    expect(key('keyDown', screen.getByRole('link'), 'Space')).toBe(true);
    expect(turns()).toEqual([]);
    key('keyDown', document.body, 'Space');
    key('keyUp', document.body, 'Space');
    change({ hotkey: 'KeyT' });
    key('keyDown', screen.getByRole('link'), 'KeyT');
    expect(turns()).toEqual(['begin', 'end', 'begin']);
  });

  it('wants its modifiers, and is let go with any of them', () => {
    const { button, turns } = createConversation({ hotkey: 'Shift+Alt+KeyT' });
    expect(button.getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+T');
    key('keyDown', document.body, 'KeyT');
    key('keyDown', document.body, 'KeyT', { altKey: true, shiftKey: true, ctrlKey: true });
    expect(turns()).toEqual([]);
    key('keyDown', document.body, 'KeyT', { altKey: true, shiftKey: true });
    key('keyUp', document.body, 'AltLeft', { shiftKey: true });
    expect(turns()).toEqual(['begin', 'end']);
  });

  it('is ignored when the page has handled the key, and while the user composes a character', () => {
    const { turns } = createConversation({ hotkey: 'KeyT' });
    key('keyDown', document.body, 'KeyT', { isComposing: true });
    document.body.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
    key('keyDown', document.body, 'KeyT');
    expect(turns()).toEqual([]);
  });
});

it('Escape throws the turn away and goes no further; without a turn it is the page’s', () => {
  const { latest, turns, button } = createConversation();
  const heard = vi.fn<() => void>();
  document.body.addEventListener('keydown', heard);
  onTestFinished(() => document.body.removeEventListener('keydown', heard));
  act(latest().begin);
  fireEvent.keyDown(button, { key: 'Escape', code: 'Escape' });
  expect([turns(), latest().outcome, heard.mock.calls.length]).toEqual([['begin', 'cancel'], 'cancelled', 0]);
  fireEvent.keyDown(button, { key: 'Escape', code: 'Escape' });
  expect(heard).toHaveBeenCalledTimes(1);
});
