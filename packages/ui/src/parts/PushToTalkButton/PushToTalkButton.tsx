'use client';

import { useMicrophone, usePushToTalk } from '@repartee/hooks';
import type { PushToTalkOptions } from '@repartee/hooks';
import { PushToTalkButtonView } from './PushToTalkButtonView.tsx';
import type { PushToTalkButtonViewProps } from './PushToTalkButtonView.tsx';

/** The props of `PushToTalkButton`: a button's, and the options of `usePushToTalk`. */
export type PushToTalkButtonProps = Omit<PushToTalkButtonViewProps, 'talk' | 'source'> & PushToTalkOptions;

/**
 * Talks while it is held, in a session whose `inputMode` is `'push-to-talk'`: by pointer, Space or Enter, or by a hotkey
 * anywhere. Two short presses or a screen reader's click latch, the next press sends, Escape throws away.
 *
 * @example
 * <PushToTalkButton hotkey="KeyT" />
 */
export function PushToTalkButton(props: PushToTalkButtonProps) {
  const { latch, minHoldMs, doublePressMs, hotkey, ifLost, isHaptic, hasTones, ...rest } = props;
  const options = { latch, minHoldMs, doublePressMs, hotkey, ifLost, isHaptic, hasTones };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const talk = usePushToTalk(given);
  const { source } = useMicrophone();
  return <PushToTalkButtonView {...rest} talk={talk} source={source} />;
}
