import type { DOMAttributes, KeyboardEvent, PointerEvent } from 'react';

import type { PressController } from './createPressController.ts';

type Handlers = Required<
  Pick<
    DOMAttributes<HTMLElement>,
    | 'onPointerDown'
    | 'onPointerCancel'
    | 'onLostPointerCapture'
    | 'onKeyDown'
    | 'onKeyUp'
    | 'onClick'
    | 'onContextMenu'
  >
>;

/** Space and Enter press a button, but not with a modifier. */
function isPressKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return (key === ' ' || key === 'Enter') && !ctrlKey && !altKey && !metaKey;
}

/** Screen readers send pointer events without pressure and size, down and up at once: they mean a click. */
function isSynthetic({ pressure, width, height }: PointerEvent): boolean {
  return pressure === 0 && width <= 1 && height <= 1;
}

/** Creates the event handlers of a push-to-talk button. */
export function createButtonHandlers({ dispatch, getPress }: PressController): Handlers {
  /** Whether the next click is the end of a press that has been handled. */
  let isClickHandled = false;
  return {
    onPointerDown(event) {
      const { currentTarget, pointerId, button, isPrimary, timeStamp } = event;
      if (button !== 0 || !isPrimary) return;
      isClickHandled = !isSynthetic(event);
      if (!isClickHandled) return;
      try {
        currentTarget.setPointerCapture?.(pointerId);
      } catch {
        // The pointer has been released already. The window gets its release too.
      }
      dispatch({ type: 'pressed', by: `pointer ${pointerId}`, atMs: timeStamp });
    },
    onPointerCancel() {
      isClickHandled = false;
    },
    onLostPointerCapture: ({ pointerId }) => void dispatch({ type: 'lost', by: `pointer ${pointerId}` }),
    onKeyDown(event) {
      if (!isPressKey(event)) return;
      // Prevents the browser's click, which comes with the press of Enter, and with the release of Space.
      event.preventDefault();
      const by = `key ${event.code || event.key}`;
      if (!event.repeat) dispatch({ type: 'pressed', by, atMs: event.timeStamp });
    },
    onKeyUp(event) {
      if (isPressKey(event)) event.preventDefault();
    },
    onClick({ detail, timeStamp }) {
      const isHandled = isClickHandled && detail > 0;
      isClickHandled = false;
      if (!isHandled) dispatch({ type: 'clicked', atMs: timeStamp });
    },
    onContextMenu(event) {
      const isTouch = (event.nativeEvent as unknown as { pointerType?: string }).pointerType === 'touch';
      if (isTouch || getPress().state === 'holding') event.preventDefault();
    },
  };
}
