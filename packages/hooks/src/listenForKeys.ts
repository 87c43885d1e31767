import { isKeyTaken } from './isKeyTaken.ts';
import type { PressInput } from './reducePress.ts';
import type { Hotkey } from './readHotkey.ts';

/** The object that the listeners act on. */
export interface KeyListenerTarget {
  readonly dispatch: (input: PressInput) => boolean;
  readonly isTurnOpen: () => boolean;
  readonly readHotkey: () => Hotkey | null;
}

/**
 * Listens on the page for what a button does not get: the hotkey, Escape, the release of a key or pointer outside the
 * button, and every event after which no release comes. Returns the function that removes the listeners.
 */
export function listenForKeys({ dispatch, isTurnOpen, readHotkey }: KeyListenerTarget): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const early = { signal, capture: true };
  const lose = () => void dispatch({ type: 'lost' });
  window.addEventListener(
    'keydown',
    (event) => {
      const hotkey = readHotkey();
      if (!hotkey?.isDown(event) || event.defaultPrevented || isKeyTaken(event)) return;
      const isHandled = event.repeat
        ? isTurnOpen()
        : dispatch({ type: 'pressed', by: 'hotkey', atMs: event.timeStamp });
      if (isHandled) event.preventDefault();
    },
    { signal },
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !isTurnOpen()) return;
      // Escape ends the turn only, and not a dialog around it.
      event.preventDefault();
      event.stopPropagation();
      dispatch({ type: 'cancelled' });
    },
    early,
  );
  window.addEventListener(
    'keyup',
    (event) => {
      dispatch({ type: 'released', by: `key ${event.code || event.key}`, atMs: event.timeStamp });
      if (readHotkey()?.isUp(event)) dispatch({ type: 'released', by: 'hotkey', atMs: event.timeStamp });
    },
    early,
  );
  window.addEventListener(
    'pointerup',
    ({ pointerId, timeStamp }) =>
      void dispatch({ type: 'released', by: `pointer ${pointerId}`, atMs: timeStamp }),
    early,
  );
  window.addEventListener(
    'pointercancel',
    ({ pointerId }) => void dispatch({ type: 'lost', by: `pointer ${pointerId}` }),
    early,
  );
  window.addEventListener('blur', lose, { signal });
  window.addEventListener('pagehide', lose, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && lose(), { signal });
  return () => controller.abort();
}
