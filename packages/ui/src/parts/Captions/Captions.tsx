'use client';

import type { ItemId } from '@repartee/core';
import { useHeardText, useIsAudible, useSessionState, useTranscriptItem } from '@repartee/hooks';
import { captionOf } from './captionOf.ts';
import { CaptionsView } from './CaptionsView.tsx';
import type { CaptionsViewProps } from './CaptionsView.tsx';

/** The props of `Captions`. */
export type CaptionsProps = Omit<CaptionsViewProps, 'text' | 'speaker' | 'following'> & {
  /** The side whose words are shown. @default 'both' */
  readonly speakers?: 'both' | 'agent' | 'user';
};

/**
 * Shows what is being said in two lines, word by word as the user hears it: words that were not heard do not appear, also when
 * the user interrupts. It always has the height of two lines, so that the page does not move.
 *
 * Attributes: `data-speaker` (`user`, `agent`), `data-placement` (`inline`, `overlay`), `data-size` (`small`, `medium`, `large`),
 * `data-background` (`none`, `soft`, `solid`).
 *
 * @example
 * <Captions placement="overlay" size="large" />
 */
export function Captions(props: CaptionsProps) {
  const id = useSessionState(captionOf);
  if (id !== null) return <MessageCaptions {...props} id={id} />;
  const { speakers: _speakers, ...rest } = props;
  return <CaptionsView {...rest} text="" speaker={null} />;
}

function MessageCaptions({ id, speakers = 'both', ...props }: CaptionsProps & { readonly id: ItemId }) {
  const entry = useTranscriptItem(id);
  const { heardText } = useHeardText(id);
  const isAudible = useIsAudible(id);
  const speaker = entry?.kind === 'message' && entry.role !== 'system' ? entry.role : null;
  const isShown = speakers === 'both' || speakers === speaker;
  return (
    <CaptionsView {...props} speaker={isShown ? speaker : null} text={heardText} following={isAudible} />
  );
}
