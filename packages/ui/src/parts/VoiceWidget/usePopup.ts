'use client';

import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Windows in which a popup has no room beside the page. The style sheet has the same query. */
const SMALL = '(max-width: 30rem), (max-height: 26rem)';

/**
 * The element that gets the focus when a popup opens: the button that begins, else the first control. Never the button that
 * ends.
 */
const FIRST = ['.repartee-connect:not([data-open])', '.repartee-controls button'];

interface PopupOptions {
  readonly isOpen: boolean;
  /** Whether its contents are loaded: what gets the focus is among them. */
  readonly isReady: boolean;
  /** Whether it covers a small window and keeps the focus. */
  readonly coversSmall: boolean;
  /** The element that gets the focus when the popup closes. */
  readonly launcher: RefObject<HTMLElement | null>;
}

/** Opens a dialog beside the page, or over it in a small window, and changes from one to the other when the window does. */
export function usePopup(
  dialog: RefObject<HTMLDialogElement | null>,
  { isOpen, isReady, coversSmall, launcher }: PopupOptions,
): void {
  // A popup that is open at first leaves the focus of the page where it is.
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    const popup = dialog.current;
    const keepsFocus = wasOpen.current;
    wasOpen.current = isOpen;
    if (!popup) return undefined;
    if (!isOpen) {
      // Not in the cleanup: React restores the focus after it.
      const hadFocus = popup.contains(document.activeElement);
      if (popup.open) popup.close();
      if (hadFocus) launcher.current?.focus({ preventScroll: true });
      return undefined;
    }
    const small = coversSmall && typeof matchMedia === 'function' ? matchMedia(SMALL) : null;
    const open = () => {
      const before = document.activeElement;
      if (popup.open) popup.close();
      if (small?.matches) popup.showModal();
      else popup.show();
      return before;
    };
    const before = open();
    if (keepsFocus) giveBack(popup, before);
    else focusFirst(popup);
    const change = () => giveBack(popup, open());
    small?.addEventListener('change', change);
    return () => small?.removeEventListener('change', change);
  }, [dialog, isOpen, coversSmall, launcher]);

  const wasReady = useRef(isReady);
  useLayoutEffect(() => {
    const isLate = isOpen && isReady && !wasReady.current;
    wasReady.current = isReady;
    // The user may have moved on in the meantime. A popup that is open at first has not taken the focus.
    const popup = dialog.current;
    const waits = [launcher.current, popup].includes(document.activeElement as never);
    const isAtHeader = document.activeElement?.matches('.repartee-widget-minimize') ?? false;
    if (isLate && popup && (waits || isAtHeader)) focusFirst(popup);
  }, [dialog, isOpen, isReady, launcher]);
}

function focusFirst(popup: HTMLElement): void {
  const first = FIRST.map((selector) => popup.querySelector<HTMLElement>(selector)).find(
    (each) => each !== null,
  );
  first?.focus({ preventScroll: true });
}

/** Takes back the focus that opening a dialog gives it. */
function giveBack(popup: HTMLElement, before: Element | null): void {
  if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
  else if (popup.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
}
