'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** A reader who is this near to the end, in pixels, wants to see what comes. */
const NEAR_PX = 48;

/** What a list that follows its end needs. */
export interface StickToEnd {
  readonly viewport: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly isFollowing: boolean;
  readonly jumpToEnd: () => void;
}

/**
 * Keeps a scrolling box at its end while its content grows, until the reader scrolls up. Only a movement upwards counts as
 * the reader's wish: content that grows between two frames also leaves the end behind, and nobody asked for that.
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
    // Not in every test environment; without it the list is simply not moved.
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
