'use client';

import { useMicrophone, usePushToTalk } from '@repartee/hooks';
import type { UsePushToTalkOptions } from '@repartee/hooks';
import { PushToTalkButtonView } from './PushToTalkButtonView.tsx';
import type { PushToTalkButtonViewProps } from './PushToTalkButtonView.tsx';

/** The props of `PushToTalkButton`: those of a button, and the options of `usePushToTalk`. */
export type PushToTalkButtonProps = Omit<PushToTalkButtonViewProps, 'controls' | 'source'> &
  UsePushToTalkOptions;

/**
 * Opens the user's turn while it is held, in a session whose `inputMode` is `'push-to-talk'`: with a pointer, Space or
 * Enter, or with a hotkey anywhere on the page. Two short presses, or a screen reader's click, latch it: the next press
 * sends, and Escape cancels.
 *
 * Attributes: `data-state` (`idle`, `holding`, `latched`), `data-outcome` (how the last turn ended), `data-blocked-by` (why
 * push-to-talk is not possible now).
 *
 * @example
 * <PushToTalkButton hotkey="KeyT" />
 */
export function PushToTalkButton(props: PushToTalkButtonProps) {
  const { latch, minHoldMs, doublePressMs, hotkey, ifLost, haptics, tones, ...rest } = props;
  const controls = usePushToTalk({ latch, minHoldMs, doublePressMs, hotkey, ifLost, haptics, tones });
  const { source } = useMicrophone();
  return <PushToTalkButtonView {...rest} controls={controls} source={source} />;
}
