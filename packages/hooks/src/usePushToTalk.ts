'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { CSSProperties, DOMAttributes } from 'react';

import type { RealtimeSession } from '@repartee/core';

import { createButtonHandlers } from './createButtonHandlers.ts';
import { createPressController } from './createPressController.ts';
import type { PressController } from './createPressController.ts';
import { findPushToTalkBlock } from './findPushToTalkBlock.ts';
import type { PushToTalkBlock } from './findPushToTalkBlock.ts';
import { listenForKeys } from './listenForKeys.ts';
import { readHotkey } from './readHotkey.ts';
import type { Press, PressOutcome, PressRules } from './reducePress.ts';
import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';

/** The options of `usePushToTalk`. They can be inline, and can change at any time. */
export interface UsePushToTalkOptions {
  /**
   * The way to open a turn without holding: by two short presses, by one, or not at all. The next press sends it. A click by
   * a screen reader always latches, because screen readers cannot hold. @default 'double-press'
   */
  readonly latch?: PressRules['latch'];
  /** The shortest hold that is sent, in milliseconds. A shorter one ends as `too-short`. @default 250 */
  readonly minHoldMs?: number;
  /** The longest pause between the two presses that latch, in milliseconds. @default 400 */
  readonly doublePressMs?: number;
  /**
   * A key for the whole page: the `code` of a KeyboardEvent, with modifiers before it, such as `'KeyT'` or
   * `'Control+Space'`. A focused element that uses the key itself keeps it. @default none
   */
  readonly hotkey?: string;
  /**
   * The effect on an open turn when no release will come: a scroll takes the pointer, the window loses the focus, the page is
   * hidden, or the component unmounts. The turn ends in every case. @default 'cancel'
   */
  readonly ifLost?: PressRules['ifLost'];
  /** Vibrates shortly when the turn opens and ends, where the device can. @default true */
  readonly haptics?: boolean;
  /** Plays short tones when the turn opens and ends. @default false */
  readonly tones?: boolean;
}

/** The props of the button. Other elements work too, with `role="button"` and a `tabIndex`. */
export interface PushToTalkButtonProps extends DOMAttributes<HTMLElement> {
  /** Whether a turn is open. */
  readonly 'aria-pressed': boolean;
  /** Set while no turn can be opened. The button is not `disabled`: it would lose the focus and get no release. */
  readonly 'aria-disabled': true | undefined;
  /** The hotkey, for assistive technology. */
  readonly 'aria-keyshortcuts': string | undefined;
  /** Prevents a long touch from selecting text, scrolling and opening menus. */
  readonly style: CSSProperties;
}

/** The return value of `usePushToTalk`. The functions keep their identity. */
export interface PushToTalkControls {
  /** `holding` while a pointer or key holds the turn; `latched` while it stays open without being held. */
  readonly state: Press['state'];
  /** Whether a turn is open: `state` is not `idle`. */
  readonly isTurnOpen: boolean;
  /** The result of the last turn; `null` while one is open, and before the first. */
  readonly outcome: PressOutcome | null;
  /** The reason why no turn can be opened now; `null` when one can. */
  readonly blockedBy: PushToTalkBlock | null;
  readonly buttonProps: PushToTalkButtonProps;
  /** Opens a latched turn. Does nothing while one is open, and while none can be opened. */
  readonly begin: () => void;
  /** Ends the turn and sends it. Does nothing while none is open. */
  readonly end: () => void;
  /** Ends the turn and discards it. Does nothing while none is open. */
  readonly cancel: () => void;
}

const BUTTON_STYLE: CSSProperties = {
  touchAction: 'none',
  userSelect: 'none',
  WebkitUserSelect: 'none',
  WebkitTouchCallout: 'none',
};

/**
 * Opens the user's turns by hand, in a session whose `inputMode` is `'push-to-talk'`. The user holds the button with a
 * pointer, Space or Enter, or the hotkey anywhere on the page; Escape discards the turn. Opening a turn interrupts the agent.
 * The turn ends with the press in every case, also when no release comes, or when the session or the component ends first.
 *
 * @example
 * const { state, outcome, buttonProps } = usePushToTalk({ hotkey: 'KeyT' });
 * return (
 *   <button type="button" {...buttonProps}>
 *     {state === 'idle' ? (outcome === 'too-short' ? 'Hold to talk' : 'Talk') : 'Release to send'}
 *   </button>
 * );
 */
export function usePushToTalk(options: UsePushToTalkOptions = {}): PushToTalkControls {
  const session = useSession();
  const { controller, handlers, commands } = useController(session, options);
  const { hotkey } = options;
  const key = useMemo(() => (hotkey ? readHotkey(hotkey) : null), [hotkey]);
  const latestKey = useLatest(key);
  useEffect(() => {
    const stopListening = listenForKeys({
      dispatch: controller.dispatch,
      isTurnOpen: () => controller.getPress().state !== 'idle',
      readHotkey: () => latestKey.current,
    });
    const stopFollowing = controller.follow();
    return () => {
      stopListening();
      stopFollowing();
    };
  }, [controller, latestKey]);

  const { state, outcome } = useSyncExternalStore(
    controller.subscribe,
    controller.getPress,
    controller.getPress,
  );
  const readBlock = () => findPushToTalkBlock(session);
  const blockedBy = useSyncExternalStore(session.store.subscribe, readBlock, readBlock);
  const isTurnOpen = state !== 'idle';
  return {
    state,
    isTurnOpen,
    outcome,
    blockedBy,
    buttonProps: {
      'aria-pressed': isTurnOpen,
      'aria-disabled': blockedBy === null || isTurnOpen ? undefined : true,
      'aria-keyshortcuts': key?.shortcut,
      style: BUTTON_STYLE,
      ...handlers,
    },
    ...commands,
  };
}

function useController(session: RealtimeSession, options: UsePushToTalkOptions) {
  const latest = useLatest(options);
  return useMemo(() => {
    const readRules = (): PressRules => {
      const { latch = 'double-press', minHoldMs = 250, doublePressMs = 400 } = latest.current;
      return { latch, minHoldMs, doublePressMs, ifLost: latest.current.ifLost ?? 'cancel' };
    };
    const giveFeedback = (kind: 'begin' | 'sent' | 'dropped', vibrationMs: number) => {
      const { haptics = true, tones = false } = latest.current;
      if (haptics && 'vibrate' in navigator) navigator.vibrate(vibrationMs);
      // The tones are loaded with the first one. When they cannot be loaded, the turn goes on without.
      if (tones) import('./playTone.ts').then(({ playTone }) => playTone(kind)).catch(() => {});
    };
    const controller = createPressController(session, readRules, {
      onBegin: () => giveFeedback('begin', 15),
      onEnd: (outcome) => giveFeedback(outcome === 'sent' ? 'sent' : 'dropped', outcome === 'sent' ? 8 : 30),
    });
    return {
      controller,
      handlers: createButtonHandlers(controller),
      commands: createCommands(controller),
    };
  }, [session, latest]);
}

function createCommands({
  dispatch,
  getPress,
}: PressController): Pick<PushToTalkControls, 'begin' | 'end' | 'cancel'> {
  return {
    begin() {
      if (getPress().state === 'idle') dispatch({ type: 'clicked', atMs: performance.now() });
    },
    end: () => void dispatch({ type: 'done' }),
    cancel: () => void dispatch({ type: 'cancelled' }),
  };
}
