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

/** Keeps a scrolling box at its end while its content grows, until the reader scrolls up. */
export function useStickToEnd(): StickToEnd {
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const following = useRef(true);

  const jumpToEnd = useCallback(() => {
    const box = viewport.current;
    if (!box) return;
    following.current = true;
    setFollowing(true);
    box.scrollTop = box.scrollHeight;
  }, []);

  useEffect(() => {
    const box = viewport.current;
    const inner = content.current;
    if (!box || !inner) return undefined;
    let height = box.scrollHeight;
    const onScroll = () => {
      // Content that shrinks moves the box by itself: only the reader's own scrolling counts.
      const isShrunk = box.scrollHeight < height;
      height = box.scrollHeight;
      if (isShrunk) return;
      following.current = box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_PX;
      setFollowing(following.current);
    };
    const follow = () => {
      height = box.scrollHeight;
      if (following.current) box.scrollTop = box.scrollHeight;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    // Not in every test environment; without it the list is simply not moved.
    const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(follow) : null;
    observer?.observe(inner);
    observer?.observe(box);
    return () => {
      box.removeEventListener('scroll', onScroll);
      observer?.disconnect();
    };
  }, []);

  return { viewport, content, isFollowing, jumpToEnd };
}
