import { cdp } from 'vitest/browser';

interface ProtocolSession {
  send(method: string, params: object): Promise<unknown>;
}

const send = (method: string, params: object) => (cdp() as unknown as ProtocolSession).send(method, params);

/** The middle of an element on the whole page, in pixels: tests run in a frame of it, which may be drawn smaller. */
function middleOf(element: Element): { readonly x: number; readonly y: number } {
  const box = element.getBoundingClientRect();
  const frame = window.frameElement?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  return {
    x: frame.x + ((box.x + box.width / 2) * frame.width) / innerWidth,
    y: frame.y + ((box.y + box.height / 2) * frame.height) / innerHeight,
  };
}

const mouse = (type: string, at: object, buttons: number) =>
  send('Input.dispatchMouseEvent', {
    type,
    ...at,
    button: 'left',
    buttons,
    clickCount: 1,
    force: buttons / 2,
  });

const touch = (type: string, touchPoints: readonly object[]) =>
  send('Input.dispatchTouchEvent', { type, touchPoints });

const KEYS = {
  ' ': { code: 'Space', text: ' ', windowsVirtualKeyCode: 32 },
  Enter: { code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 },
  Escape: { code: 'Escape', windowsVirtualKeyCode: 27 },
  t: { code: 'KeyT', text: 't', windowsVirtualKeyCode: 84 },
} as const;

/** Input as the browser gets it from the system, so that it is trusted and everything follows that follows for a person. */
export const byHand = {
  async mouseDown(element: Element): Promise<void> {
    const at = middleOf(element);
    await mouse('mouseMoved', at, 0);
    await mouse('mousePressed', at, 1);
  },
  mouseMove: (element: Element) => mouse('mouseMoved', middleOf(element), 1),
  mouseUp: (element: Element) => mouse('mouseReleased', middleOf(element), 0),
  touchStart: (element: Element) => touch('touchStart', [middleOf(element)]),
  touchEnd: () => touch('touchEnd', []),
  touchCancel: () => touch('touchCancel', []),
  keyDown: (key: keyof typeof KEYS, isRepeat = false) =>
    send('Input.dispatchKeyEvent', { type: 'keyDown', key, autoRepeat: isRepeat, ...KEYS[key] }),
  keyUp: (key: keyof typeof KEYS) =>
    send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: KEYS[key].code }),
};
