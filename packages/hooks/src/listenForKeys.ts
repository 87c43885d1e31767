import { isKeyTaken } from './isKeyTaken.ts';
import type { PressInput } from './reducePress.ts';
import type { Hotkey } from './readHotkey.ts';

/** What the page's listeners work on. */
export interface KeyListener {
  readonly take: (input: PressInput) => boolean;
  readonly isTalking: () => boolean;
  readonly readHotkey: () => Hotkey | null;
}

/**
 * Listens to the page for what a button cannot see: the hotkey, Escape, the release of a key or pointer that has gone
 * elsewhere, and everything after which no release would ever come. Returns what ends it.
 */
export function listenForKeys({ take, isTalking, readHotkey }: KeyListener): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const early = { signal, capture: true };
  const lose = () => void take({ type: 'lost' });
  window.addEventListener(
    'keydown',
    (event) => {
      const hotkey = readHotkey();
      if (!hotkey?.isDown(event) || event.defaultPrevented || isKeyTaken(event)) return;
      const isTaken = event.repeat
        ? isTalking()
        : take({ type: 'pressed', by: 'hotkey', atMs: event.timeStamp });
      if (isTaken) event.preventDefault();
    },
    { signal },
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !isTalking()) return;
      // Escape means the turn, and not the dialog around it as well.
      event.preventDefault();
      event.stopPropagation();
      take({ type: 'cancelled' });
    },
    early,
  );
  window.addEventListener(
    'keyup',
    (event) => {
      take({ type: 'released', by: `key ${event.code || event.key}`, atMs: event.timeStamp });
      if (readHotkey()?.isUp(event)) take({ type: 'released', by: 'hotkey', atMs: event.timeStamp });
    },
    early,
  );
  window.addEventListener(
    'pointerup',
    ({ pointerId, timeStamp }) =>
      void take({ type: 'released', by: `pointer ${pointerId}`, atMs: timeStamp }),
    early,
  );
  window.addEventListener(
    'pointercancel',
    ({ pointerId }) => void take({ type: 'lost', by: `pointer ${pointerId}` }),
    early,
  );
  window.addEventListener('blur', lose, { signal });
  window.addEventListener('pagehide', lose, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && lose(), { signal });
  return () => controller.abort();
}
