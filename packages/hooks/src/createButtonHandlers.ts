import type { DOMAttributes, KeyboardEvent, PointerEvent } from 'react';

import type { TalkControl } from './createTalkControl.ts';

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

/** Space and Enter work a button. With a modifier they mean something else. */
function isPressKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return (key === ' ' || key === 'Enter') && !ctrlKey && !altKey && !metaKey;
}

/** Screen readers that make up a pointer give it no pressure and no size: it comes and goes at once, so it is a click. */
function isMadeUp({ pressure, width, height }: PointerEvent): boolean {
  return pressure === 0 && width <= 1 && height <= 1;
}

/** Creates the listeners of a button that is held to talk. */
export function createButtonHandlers({ take, getPress }: TalkControl): Handlers {
  /** Whether a click that comes is the end of a press that has been dealt with. */
  let isClickDue = false;
  return {
    onPointerDown(event) {
      const { currentTarget, pointerId, button, isPrimary, timeStamp } = event;
      if (button !== 0 || !isPrimary) return;
      isClickDue = !isMadeUp(event);
      if (!isClickDue) return;
      try {
        currentTarget.setPointerCapture?.(pointerId);
      } catch {
        // The pointer has gone up already. The window hears its release as well.
      }
      take({ type: 'pressed', by: `pointer ${pointerId}`, atMs: timeStamp });
    },
    onPointerCancel() {
      isClickDue = false;
    },
    onLostPointerCapture: ({ pointerId }) => void take({ type: 'lost', by: `pointer ${pointerId}` }),
    onKeyDown(event) {
      if (!isPressKey(event)) return;
      // No click of the browser's own: it would come at the beginning for one key, and at the end for the other.
      event.preventDefault();
      const by = `key ${event.code || event.key}`;
      if (!event.repeat) take({ type: 'pressed', by, atMs: event.timeStamp });
    },
    onKeyUp(event) {
      if (isPressKey(event)) event.preventDefault();
    },
    onClick({ detail, timeStamp }) {
      const isDealtWith = isClickDue && detail > 0;
      isClickDue = false;
      if (!isDealtWith) take({ type: 'clicked', atMs: timeStamp });
    },
    onContextMenu(event) {
      const isTouch = (event.nativeEvent as unknown as { pointerType?: string }).pointerType === 'touch';
      if (isTouch || getPress().state === 'holding') event.preventDefault();
    },
  };
}
