'use client';

import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';

const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';

/**
 * Moves the focus on when an element that has it leaves the page. The browser would drop it to the body, and keyboard and
 * screen reader users would start again at the top.
 *
 * @param preferred a selector of controls that are better than the next one in the page
 */
export function useFocusHandoff(element: RefObject<HTMLElement | null>, preferred?: string): void {
  useLayoutEffect(() => {
    const leaving = element.current;
    // React runs this before it removes the element, so the focus is still there.
    return () => {
      if (leaving?.contains(document.activeElement)) moveFocus(leaving, preferred);
    };
  }, [element, preferred]);
}

/** Focuses the preferred control, else the next one after the element, else the one before it. */
export function moveFocus(from: HTMLElement, preferred?: string): void {
  const outside = (candidate: HTMLElement) => !from.contains(candidate) && isUsable(candidate);
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(outside);
  const isAfter = (candidate: HTMLElement) =>
    (from.compareDocumentPosition(candidate) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const [better] = preferred ? all(preferred) : [];
  const controls = all(FOCUSABLE);
  const next = better ?? controls.find(isAfter) ?? controls.at(-1);
  next?.focus({ preventScroll: true });
}

function isUsable(element: HTMLElement): boolean {
  if (element.matches(':disabled') || element.closest('[inert], [hidden]')) return false;
  // Not in every test environment.
  return element.checkVisibility?.() ?? true;
}
