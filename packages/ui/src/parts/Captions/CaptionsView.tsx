'use client';

import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { captionsLabels } from './captionsLabels.ts';

/** The state of `Captions`. */
export interface CaptionsState {
  /** The side whose words they are; `null` before the first ones. */
  readonly speaker: 'user' | 'agent' | null;
  readonly placement: 'inline' | 'overlay';
  readonly size: 'small' | 'medium' | 'large';
  readonly background: 'none' | 'soft' | 'solid';
}

/** The props of `CaptionsView`. */
export type CaptionsViewProps = Omit<PartProps<'div', CaptionsState>, 'children'> & {
  /** The words so far. The last two lines of them are shown. */
  readonly text: string;
  /** The party that says the text. */
  readonly speaker: CaptionsState['speaker'];
  /** Whether the text grows now. Its last word is then marked. @default false */
  readonly following?: boolean;
  /**
   * The place of the captions: in the flow of the page, or over the lower edge of the nearest positioned element.
   * @default 'inline'
   */
  readonly placement?: CaptionsState['placement'];
  /** @default 'medium' */
  readonly size?: CaptionsState['size'];
  /** Behind the words. Over a video, only `solid` is readable everywhere. @default 'soft', and 'solid' for an overlay */
  readonly background?: CaptionsState['background'];
};

/**
 * The lines of `Captions` for a text of your own.
 *
 * Attributes: `data-speaker`, `data-placement`, `data-size`, `data-background`.
 *
 * @example
 * <CaptionsView speaker="agent" text={heardText} following />
 */
export function CaptionsView({
  text,
  speaker,
  following = false,
  placement = 'inline',
  size = 'medium',
  background = placement === 'overlay' ? 'solid' : 'soft',
  ...props
}: CaptionsViewProps) {
  const labels = usePartLabels(captionsLabels);
  const words = text.trimEnd();
  // A language without spaces has one word in this sense; then nothing is marked.
  const last = following ? words.lastIndexOf(' ') + 1 : 0;
  return usePart('div', props, {
    name: 'repartee-captions',
    state: { speaker, placement, size, background },
    props: { role: 'group', 'aria-label': labels.captions },
    children: (slot) =>
      speaker !== null &&
      words !== '' && (
        <>
          <span className={slot('repartee-captions-who')}>
            {speaker === 'user' ? labels.you : labels.agent}
          </span>
          <div className={slot('repartee-captions-lines')}>
            <p className={slot('repartee-captions-text')} dir="auto">
              {last > 0 ? words.slice(0, last) : words}
              {last > 0 && <span className={slot('repartee-captions-word')}>{words.slice(last)}</span>}
            </p>
          </div>
        </>
      ),
  });
}
