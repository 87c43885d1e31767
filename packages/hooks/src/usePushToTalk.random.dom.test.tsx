import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it } from 'vitest';

import { createScriptedSession } from '@repartee/core/testing';

import { SessionProvider, usePushToTalk } from './index.ts';
import type { PushToTalkControls } from './index.ts';

/** 80 sequences, in tests of so many, so that none takes long. */
const SEQUENCES = 10;
const FIRST_SEEDS = Array.from({ length: 8 }, (_, test) => 1 + test * SEQUENCES);
const STEPS = 20;

/** The same numbers for the same seed, 0 to 1 (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A page whose user does anything, in any order. What is down is remembered: it has to go up some time. */
async function openPage(dice: () => number) {
  const world = createScriptedSession({ inputMode: 'push-to-talk', reconnect: () => 100 });
  const { session, server, microphone } = world;
  await session.connect();
  const pick = <Item,>(items: readonly Item[]) => items[Math.floor(dice() * items.length)] as Item;
  const options = {
    latch: pick(['tap', 'double-press', 'off'] as const),
    minHoldMs: pick([0, 60_000]),
    doublePressMs: pick([0, 60_000]),
    ifLost: pick(['cancel', 'send'] as const),
    hotkey: 'KeyT',
  };
  let talk: PushToTalkControls | undefined;
  function Talk() {
    talk = usePushToTalk(options);
    return <button type="button" {...talk.buttonProps} />;
  }
  const { container } = render(
    <StrictMode>
      <SessionProvider session={session}>
        <Talk />
      </SessionProvider>
    </StrictMode>,
  );
  const button = container.querySelector('button') as HTMLButtonElement;
  const pointers = new Set<number>();
  const keys = new Set<string>();
  const pointer = (type: string, pointerId: number) => {
    const event = new MouseEvent(type, { bubbles: true, cancelable: true });
    // Not every one of these is of a pointer's event in this world without layout.
    fireEvent(
      button,
      Object.assign(event, { pointerId, isPrimary: true, pressure: 0.5, width: 9, height: 9 }),
    );
  };
  const key = (type: 'keyDown' | 'keyUp', code: string, repeat = false) =>
    fireEvent[type](code === 'KeyT' ? document.body : button, {
      code,
      key: { Space: ' ', KeyT: 't', Enter: 'Enter' }[code] ?? code,
      repeat,
    });
  const raise = (id: number, type: string) => {
    pointers.delete(id);
    pointer(type, id);
    if (type === 'pointerup') pointer('lostpointercapture', id);
  };
  const moves: readonly (() => unknown)[] = [
    () => {
      const id = pick([1, 2]);
      if (pointers.has(id)) return;
      pointers.add(id);
      pointer('pointerdown', id);
    },
    () => raise(pick([1, 2]), pick(['pointerup', 'pointerup', 'pointercancel', 'lostpointercapture'])),
    () => {
      const code = pick(['Space', 'Enter', 'KeyT']);
      key('keyDown', code, keys.has(code));
      keys.add(code);
    },
    () => {
      const code = pick(['Space', 'Enter', 'KeyT']);
      keys.delete(code);
      key('keyUp', code);
    },
    () => fireEvent.click(button, { detail: pick([0, 1]) }),
    () => pick([() => fireEvent.blur(window), () => key('keyDown', 'Escape')])(),
    () => pick([() => talk?.begin(), () => talk?.end(), () => talk?.cancel()])(),
    () => {
      for (let chunk = 0; chunk < 8; chunk += 1) microphone.pushVoice();
    },
    async () => {
      if (dice() > 0.2) return;
      server.drop();
      await world.advance(pick([10, 200]));
    },
    () => dice() < 0.2 && session.setInputMode(pick(['hands-free', 'push-to-talk'])),
  ];
  return {
    ...world,
    step: () => act(async () => void (await pick(moves)())),
    isHeld: () => pointers.size + keys.size > 0,
    talk: () => talk as PushToTalkControls,
    /** Everything goes up that is down. */
    letGo: () =>
      act(() => {
        for (const id of pointers) raise(id, 'pointerup');
        for (const code of keys) key('keyUp', code);
        pointers.clear();
        keys.clear();
      }),
  };
}

it.each(FIRST_SEEDS)(
  'random presses, releases and losses leave no turn open, from seed %i',
  async (first) => {
    let turns = 0;
    for (let seed = first; seed < first + SEQUENCES; seed += 1) {
      const page = await openPage(createDice(seed));
      const isOpen = () => page.session.store.getState().isTurnOpen;
      for (let step = 0; step < STEPS; step += 1) {
        await page.step();
        const { state } = page.talk();
        expect(isOpen(), `seed ${seed}, step ${step}: the turn is open as long as somebody talks`).toBe(
          state !== 'idle',
        );
        expect(state !== 'holding' || page.isHeld(), `seed ${seed}, step ${step}: somebody holds it`).toBe(
          true,
        );
      }
      page.letGo();
      expect(page.talk().state, `seed ${seed}: nothing is down`).not.toBe('holding');
      // A latch needs no finger. It ends with the window.
      act(() => void fireEvent.blur(window));
      await act(() => page.advance(500));
      expect(isOpen(), `seed ${seed}: open in the end`).toBe(false);
      const before = page.server.receivedBytes;
      const { inputMode } = page.session.store.getState();
      page.microphone.pushVoice();
      await page.settle();
      const isShut = inputMode === 'hands-free' || page.server.receivedBytes === before;
      expect(isShut, `seed ${seed}: nothing leaves`).toBe(true);
      turns += page.server.commandsOf('begin-turn').length;
      cleanup();
      await page.session.close();
    }
    // A run without any turn would prove nothing.
    expect(turns).toBeGreaterThan(SEQUENCES);
  },
);
