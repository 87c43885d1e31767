'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { CSSProperties, DOMAttributes } from 'react';

import type { RealtimeSession } from '@repartee/core';

import { createButtonHandlers } from './createButtonHandlers.ts';
import { createTalkControl } from './createTalkControl.ts';
import type { TalkControl } from './createTalkControl.ts';
import { listenForKeys } from './listenForKeys.ts';
import { readHotkey } from './readHotkey.ts';
import type { Press, PressOutcome, PressRules } from './reducePress.ts';
import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';
import { whyBlocked } from './whyBlocked.ts';
import type { TalkBlock } from './whyBlocked.ts';

/** The options of `usePushToTalk`. They may be written inline, and may change at any time. */
export interface PushToTalkOptions {
  /**
   * How a turn is opened without holding: by two short presses, by one, or not at all. A click of a screen reader, which
   * cannot hold, always latches. The next press sends. @default 'double-press'
   */
  readonly latch?: PressRules['latch'];
  /** A hold that is shorter sends nothing and says so, in milliseconds. @default 250 */
  readonly minHoldMs?: number;
  /** How soon a second press must follow the first one to latch, in milliseconds. @default 400 */
  readonly doublePressMs?: number;
  /**
   * A key that works on the whole page: the `code` of a KeyboardEvent, with modifiers before it if wanted, such as
   * `'KeyT'` or `'Control+Space'`. It is left to whatever has the focus and uses it. @default none
   */
  readonly hotkey?: string;
  /**
   * What becomes of a turn whose holder is lost: the pointer is taken over by a scroll, the window or the page goes out of
   * sight, the component unmounts. The turn ends in any case. @default 'cancel'
   */
  readonly ifLost?: PressRules['ifLost'];
  /** Whether the device vibrates shortly as the turn opens and closes, where it can. @default true */
  readonly isHaptic?: boolean;
  /** Whether short tones tell that the turn opens and closes. @default false */
  readonly hasTones?: boolean;
}

/** Goes onto the button. Other elements work too, with `role="button"` and a `tabIndex`. */
export interface PushToTalkButtonProps extends DOMAttributes<HTMLElement> {
  readonly 'aria-pressed': boolean;
  /** Nobody can talk now. The button is not disabled: one that is hears no release, and loses the focus. */
  readonly 'aria-disabled': true | undefined;
  readonly 'aria-keyshortcuts': string | undefined;
  /** Keeps a long touch from selecting text, scrolling and opening menus. */
  readonly style: CSSProperties;
}

/** What `usePushToTalk` returns. The functions keep their identity. */
export interface PushToTalkControls {
  /** `latched`: the turn stays open without being held. */
  readonly state: Press['state'];
  readonly isTalking: boolean;
  /** What became of the last turn; `null` while talking, and before the first. */
  readonly outcome: PressOutcome | null;
  /** Why nobody can talk now; `null` when one can. */
  readonly blockedBy: TalkBlock | null;
  readonly buttonProps: PushToTalkButtonProps;
  /** Opens a turn as a latched one. Does nothing while it is open, or while none can be. */
  readonly begin: () => void;
  /** Sends the turn. Does nothing while none is open. */
  readonly end: () => void;
  /** Throws the turn away. Does nothing while none is open. */
  readonly cancel: () => void;
}

const BUTTON_STYLE: CSSProperties = {
  touchAction: 'none',
  userSelect: 'none',
  WebkitUserSelect: 'none',
  WebkitTouchCallout: 'none',
};

/**
 * Opens the user's turns by hand, in a session whose `inputMode` is `'push-to-talk'`: hold the button by pointer, Space or
 * Enter, or the hotkey anywhere; Escape throws the turn away. The agent stops as a turn opens. However a press ends (and
 * also when no release comes, or the session or the component ends first), the turn ends with it.
 *
 * @example
 * const { state, outcome, buttonProps } = usePushToTalk({ hotkey: 'KeyT' });
 * return (
 *   <button type="button" {...buttonProps}>
 *     {state === 'idle' ? (outcome === 'too-short' ? 'Hold to talk' : 'Talk') : 'Release to send'}
 *   </button>
 * );
 */
export function usePushToTalk(options: PushToTalkOptions = {}): PushToTalkControls {
  const session = useSession();
  const { control, handlers, commands } = useControl(session, options);
  const { hotkey } = options;
  const key = useMemo(() => (hotkey ? readHotkey(hotkey) : null), [hotkey]);
  const latestKey = useLatest(key);
  useEffect(() => {
    const stopListening = listenForKeys({
      take: control.take,
      isTalking: () => control.getPress().state !== 'idle',
      readHotkey: () => latestKey.current,
    });
    const stopFollowing = control.follow();
    return () => {
      stopListening();
      stopFollowing();
    };
  }, [control, latestKey]);

  const { state, outcome } = useSyncExternalStore(control.subscribe, control.getPress, control.getPress);
  const readBlock = () => whyBlocked(session);
  const blockedBy = useSyncExternalStore(session.store.subscribe, readBlock, readBlock);
  const isTalking = state !== 'idle';
  return {
    state,
    isTalking,
    outcome,
    blockedBy,
    buttonProps: {
      'aria-pressed': isTalking,
      'aria-disabled': blockedBy === null || isTalking ? undefined : true,
      'aria-keyshortcuts': key?.shortcut,
      style: BUTTON_STYLE,
      ...handlers,
    },
    ...commands,
  };
}

function useControl(session: RealtimeSession, options: PushToTalkOptions) {
  const latest = useLatest(options);
  return useMemo(() => {
    const readRules = (): PressRules => {
      const { latch = 'double-press', minHoldMs = 250, doublePressMs = 400 } = latest.current;
      return { latch, minHoldMs, doublePressMs, ifLost: latest.current.ifLost ?? 'cancel' };
    };
    const sound = (kind: 'begin' | 'sent' | 'dropped', vibrationMs: number) => {
      const { isHaptic = true, hasTones = false } = latest.current;
      if (isHaptic && 'vibrate' in navigator) navigator.vibrate(vibrationMs);
      // Tones are fetched when the first one is wanted; where they cannot be, the talk goes on without.
      if (hasTones) import('./playTone.ts').then(({ playTone }) => playTone(kind)).catch(() => {});
    };
    const control = createTalkControl(session, readRules, {
      onBegin: () => sound('begin', 15),
      onEnd: (outcome) => sound(outcome === 'sent' ? 'sent' : 'dropped', outcome === 'sent' ? 8 : 30),
    });
    return { control, handlers: createButtonHandlers(control), commands: createCommands(control) };
  }, [session, latest]);
}

function createCommands({
  take,
  getPress,
}: TalkControl): Pick<PushToTalkControls, 'begin' | 'end' | 'cancel'> {
  return {
    begin() {
      if (getPress().state === 'idle') take({ type: 'clicked', atMs: performance.now() });
    },
    end: () => void take({ type: 'ended' }),
    cancel: () => void take({ type: 'cancelled' }),
  };
}
