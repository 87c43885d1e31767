import { act, cleanup, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { createScriptedSession } from '@repartee/core/testing';
import type { ScriptedSessionOptions } from '@repartee/core/testing';

import { byHand } from '../test/press-by-hand.ts';
import { SessionProvider, usePushToTalk } from './index.ts';
import type { UsePushToTalkOptions } from './index.ts';

const LONG_MS = 3_600_000;

let end: (() => Promise<void>) | null = null;

afterEach(async () => {
  cleanup();
  await end?.();
  end = null;
});

/** A page with a button on a live session whose vendor notes every command. */
async function openPage(options: UsePushToTalkOptions = {}, scripted: ScriptedSessionOptions = {}) {
  const world = createScriptedSession({ inputMode: 'push-to-talk', ...scripted });
  const { session, server, microphone, settle } = world;
  await session.connect();
  function Talk(props: UsePushToTalkOptions) {
    const { buttonProps, outcome, state } = usePushToTalk(props);
    return (
      <button
        type="button"
        {...buttonProps}
        style={{ ...buttonProps.style, inlineSize: 200, blockSize: 80, fontSize: 20 }}
      >
        {`${state} ${outcome}`}
      </button>
    );
  }
  const page = (isShown: boolean) => (
    <StrictMode>
      <SessionProvider session={session}>
        {isShown && <Talk minHoldMs={0} {...options} />}
        <button type="button" data-other>
          other
        </button>
        <input aria-label="field" />
        <dialog>
          <p>Something to read</p>
        </dialog>
      </SessionProvider>
    </StrictMode>
  );
  const view = render(page(true));
  window.focus();
  const button = view.container.querySelector('button') as HTMLButtonElement;
  const speak = async () => {
    for (let chunk = 0; chunk < 10; chunk += 1) microphone.pushVoice();
    await settle();
  };
  end = () => session.close();
  return {
    ...world,
    view,
    button,
    other: view.container.querySelector('[data-other]') as HTMLButtonElement,
    field: view.container.querySelector('input') as HTMLInputElement,
    unmount: () => view.rerender(page(false)),
    speak,
    isOpen: () => session.store.getState().isTurnOpen,
    text: () => button.textContent,
    turns: () => server.commands.flatMap(({ type }) => (/^(begin|commit|clear)-/.test(type) ? [type] : [])),
    /** Whether anything that is said now leaves. */
    async expectShut() {
      expect(session.store.getState().isTurnOpen).toBe(false);
      const before = server.receivedBytes;
      await speak();
      expect(server.receivedBytes).toBe(before);
    },
  };
}

type Page = Awaited<ReturnType<typeof openPage>>;

const SENT = ['begin-turn', 'commit-turn'];
const DROPPED = ['begin-turn', 'clear-input'];

/** Everything by which a turn is held, as a person does it. */
const HOLDS: readonly (readonly [
  string,
  (page: Page) => Promise<unknown>,
  (page: Page) => Promise<unknown>,
])[] = [
  ['the mouse', ({ button }) => byHand.mouseDown(button), ({ button }) => byHand.mouseUp(button)],
  ['a finger', ({ button }) => byHand.touchStart(button), () => byHand.touchEnd()],
  [
    'Space',
    ({ button }) => {
      button.focus();
      return byHand.keyDown(' ');
    },
    () => byHand.keyUp(' '),
  ],
  [
    'Enter',
    ({ button }) => {
      button.focus();
      return byHand.keyDown('Enter');
    },
    () => byHand.keyUp('Enter'),
  ],
  ['the hotkey', () => byHand.keyDown('t'), () => byHand.keyUp('t')],
];

describe.each(HOLDS)('held by %s,', (_by, press, release) => {
  const options = { hotkey: 'KeyT' } as const;

  it('a turn is open until the release, is sent then, and no click follows', async () => {
    const page = await openPage(options);
    await press(page);
    await vi.waitUntil(page.isOpen);
    await page.speak();
    expect(page.server.receivedBytes).toBeGreaterThan(0);
    await release(page);
    await vi.waitUntil(() => !page.isOpen());
    await page.expectShut();
    expect(page.turns()).toEqual(SENT);
    expect(page.button.ariaPressed).toBe('false');
  });

  it('too short a turn is not sent', async () => {
    const page = await openPage({ ...options, minHoldMs: LONG_MS, latch: 'off' });
    await press(page);
    await page.speak();
    await release(page);
    await vi.waitUntil(() => page.text() === 'idle too-short');
    await page.expectShut();
    expect(page.turns()).toEqual(DROPPED);
  });

  it('Escape throws the turn away, and the release after it means nothing', async () => {
    const page = await openPage(options);
    await press(page);
    await vi.waitUntil(page.isOpen);
    await page.speak();
    await byHand.keyDown('Escape');
    await vi.waitUntil(() => page.text() === 'idle cancelled');
    await release(page);
    await byHand.keyUp('Escape');
    await page.expectShut();
    expect(page.turns()).toEqual(DROPPED);
  });

  it('a turn ends when the window loses the focus', async () => {
    const page = await openPage(options);
    await press(page);
    await vi.waitUntil(page.isOpen);
    window.parent.focus();
    await vi.waitUntil(() => page.text() === 'idle lost');
    await page.expectShut();
    window.focus();
    await release(page);
    expect(page.turns()).toEqual(DROPPED);
  });

  it('a turn ends when the page is hidden', async () => {
    const page = await openPage(options);
    await press(page);
    await vi.waitUntil(page.isOpen);
    // A page in a test cannot be hidden: what the browser says of it can.
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    hidden.mockRestore();
    await vi.waitUntil(() => page.text() === 'idle lost');
    await page.expectShut();
    await release(page);
    expect(page.turns()).toEqual(DROPPED);
  });

  it('a turn goes on when another connection takes over', async () => {
    const page = await openPage(options);
    await press(page);
    await vi.waitUntil(page.isOpen);
    await act(async () => {
      page.server.drop();
      await page.settle();
    });
    expect([page.isOpen(), page.session.store.getState().connection]).toEqual([true, 2]);
    await page.speak();
    await release(page);
    await vi.waitUntil(() => !page.isOpen());
    expect(page.turns()).toEqual(['begin-turn', 'begin-turn', 'commit-turn']);
  });

  it('a turn ends when the connection goes', async () => {
    const page = await openPage(options, { reconnect: false });
    await press(page);
    await vi.waitUntil(page.isOpen);
    await act(async () => {
      page.server.drop();
      await page.settle();
    });
    await vi.waitUntil(() => page.text() === 'idle lost');
    await release(page);
    expect(page.isOpen()).toBe(false);
    expect(page.turns()).toEqual(['begin-turn']);
  });

  it('a turn ends when the button goes', async () => {
    const page = await openPage(options);
    await press(page);
    await vi.waitUntil(page.isOpen);
    page.unmount();
    await page.expectShut();
    await release(page);
    expect(page.turns()).toEqual(DROPPED);
  });

  it('a turn ends when the mode changes, and the vendor looks for turns again', async () => {
    const page = await openPage(options);
    expect(page.server.commandsOf('configure')[0]?.config.turnDetection).toEqual({ mode: 'off' });
    await press(page);
    await vi.waitUntil(page.isOpen);
    act(() => page.session.setInputMode('hands-free'));
    await release(page);
    await page.settle();
    expect([page.isOpen(), page.turns(), page.text()]).toEqual([false, DROPPED, 'idle lost']);
    expect(page.server.commandsOf('configure')[1]?.config.turnDetection).toEqual({ mode: 'server' });
  });
});

describe('a pointer', () => {
  it('that leaves the button still holds it', async () => {
    const page = await openPage();
    await byHand.mouseDown(page.button);
    await byHand.mouseMove(page.other);
    expect(page.isOpen()).toBe(true);
    await page.speak();
    await byHand.mouseUp(page.other);
    await vi.waitUntil(() => !page.isOpen());
    expect(page.turns()).toEqual(SENT);
  });

  it('that the browser takes away ends the turn', async () => {
    const page = await openPage();
    await byHand.touchStart(page.button);
    await vi.waitUntil(page.isOpen);
    await byHand.touchCancel();
    await vi.waitUntil(() => page.text() === 'idle lost');
    await page.expectShut();
    expect(page.turns()).toEqual(DROPPED);
  });

  it('whose capture somebody else takes ends the turn', async () => {
    const page = await openPage();
    const pointer = new Promise<number>((resolve) => {
      page.button.addEventListener('pointerdown', ({ pointerId }) => resolve(pointerId), { once: true });
    });
    await byHand.mouseDown(page.button);
    await vi.waitUntil(page.isOpen);
    page.other.setPointerCapture(await pointer);
    await byHand.mouseMove(page.other);
    await vi.waitUntil(() => page.text() === 'idle lost');
    await byHand.mouseUp(page.other);
    await page.expectShut();
    expect(page.turns()).toEqual(DROPPED);
  });

  it('sends what it held where the app wants that, also when it is lost', async () => {
    const page = await openPage({ ifLost: 'send' });
    await byHand.touchStart(page.button);
    await vi.waitUntil(page.isOpen);
    await page.speak();
    await byHand.touchCancel();
    await vi.waitUntil(() => !page.isOpen());
    expect(page.turns()).toEqual(SENT);
  });

  it('selects nothing and opens no menu by a long touch', async () => {
    const page = await openPage();
    await byHand.touchStart(page.button);
    await vi.waitUntil(page.isOpen);
    const menu = new PointerEvent('contextmenu', { bubbles: true, cancelable: true, pointerType: 'touch' });
    page.button.dispatchEvent(menu);
    expect(menu.defaultPrevented).toBe(true);
    const { userSelect, touchAction } = getComputedStyle(page.button);
    expect([userSelect, touchAction, String(getSelection())]).toEqual(['none', 'none', '']);
    await byHand.touchEnd();
    await vi.waitUntil(() => !page.isOpen());
  });
});

describe('a key', () => {
  it('that repeats opens one turn', async () => {
    const page = await openPage();
    page.button.focus();
    await byHand.keyDown(' ');
    for (let count = 0; count < 5; count += 1) await byHand.keyDown(' ', true);
    expect(page.isOpen()).toBe(true);
    await page.speak();
    await byHand.keyUp(' ');
    await vi.waitUntil(() => !page.isOpen());
    expect(page.turns()).toEqual(SENT);
  });

  it('that goes up elsewhere is heard there', async () => {
    const page = await openPage();
    page.button.focus();
    await byHand.keyDown(' ');
    await page.speak();
    page.field.focus();
    await byHand.keyUp(' ');
    await vi.waitUntil(() => !page.isOpen());
    expect(page.turns()).toEqual(SENT);
  });

  it('of the whole page is left to a field and to a button that has the focus', async () => {
    const page = await openPage({ hotkey: 'Space' });
    page.field.focus();
    await byHand.keyDown(' ');
    await byHand.keyUp(' ');
    expect(page.field.value).toBe(' ');
    const clicked = vi.fn<() => void>();
    page.other.addEventListener('click', clicked);
    page.other.focus();
    await byHand.keyDown(' ');
    await byHand.keyUp(' ');
    await vi.waitUntil(() => clicked.mock.calls.length === 1);
    expect(page.turns()).toEqual([]);
  });
});

describe('a latch', () => {
  it('is made by a screen reader’s click, and ended by another', async () => {
    const page = await openPage({ latch: 'off', minHoldMs: LONG_MS });
    act(() => page.button.click());
    expect([page.isOpen(), page.button.ariaPressed]).toEqual([true, 'true']);
    await page.speak();
    act(() => page.button.click());
    expect([page.isOpen(), page.turns()]).toEqual([false, SENT]);
  });

  it('is made by a tap, with mouse and finger, and ended by the next', async () => {
    const page = await openPage({ latch: 'tap', minHoldMs: LONG_MS });
    await byHand.mouseDown(page.button);
    await byHand.mouseUp(page.button);
    await vi.waitUntil(() => page.text() === 'latched null');
    await page.speak();
    await byHand.touchStart(page.button);
    await byHand.touchEnd();
    await vi.waitUntil(() => page.text() === 'idle sent');
    await page.expectShut();
    expect(page.turns()).toEqual(SENT);
  });

  it('is made by two short presses, and ended by Escape', async () => {
    const page = await openPage({ minHoldMs: LONG_MS, doublePressMs: LONG_MS });
    for (let press = 0; press < 2; press += 1) {
      await byHand.mouseDown(page.button);
      await byHand.mouseUp(page.button);
    }
    await vi.waitUntil(() => page.text() === 'latched null');
    await byHand.keyDown('Escape');
    await byHand.keyUp('Escape');
    await vi.waitUntil(() => page.text() === 'idle cancelled');
    expect(page.turns()).toEqual([...DROPPED, ...DROPPED]);
  });
});
