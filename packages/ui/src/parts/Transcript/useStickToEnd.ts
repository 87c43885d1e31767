'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** A box that is scrolled to within this many pixels of its end follows the end. */
const NEAR_PX = 48;

/** The elements and handlers of a list that follows its end. */
export interface StickToEnd {
  readonly viewport: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly isFollowing: boolean;
  readonly jumpToEnd: () => void;
}

/**
 * Keeps a scrolling box at its end while its content grows, until the user scrolls up. Only a movement upwards counts as the
 * user's choice: content that grows between two frames moves the end away too.
 */
export function useStickToEnd(): StickToEnd {
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [isFollowing, setFollowing] = useState(true);

  const follow = useCallback((next: boolean) => {
    following.current = next;
    setFollowing(next);
  }, []);

  const jumpToEnd = useCallback(() => {
    const box = viewport.current;
    if (!box) return;
    follow(true);
    box.scrollTop = box.scrollHeight;
  }, [follow]);

  useEffect(() => {
    const box = viewport.current;
    const inner = content.current;
    if (!box || !inner) return undefined;
    let top = box.scrollTop;
    let height = box.scrollHeight;
    const onScroll = () => {
      const isUp = box.scrollTop < top;
      // Content that shrinks moves the box up by itself.
      const isShrunk = box.scrollHeight < height;
      top = box.scrollTop;
      height = box.scrollHeight;
      if (height - top - box.clientHeight <= NEAR_PX) follow(true);
      else if (isUp && !isShrunk) follow(false);
    };
    const onResize = () => {
      height = box.scrollHeight;
      if (following.current) box.scrollTop = height;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    // jsdom has no ResizeObserver. Without it the list does not follow its end.
    const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(onResize) : null;
    observer?.observe(inner);
    observer?.observe(box);
    return () => {
      box.removeEventListener('scroll', onScroll);
      observer?.disconnect();
    };
  }, [follow]);

  return { viewport, content, isFollowing, jumpToEnd };
}
