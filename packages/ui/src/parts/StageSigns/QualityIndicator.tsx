'use client';

import { useConnection } from '@repartee/hooks';
import type { ConnectionQuality } from '@repartee/hooks';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { qualityLabels } from './qualityLabels.ts';

/** The state of a `QualityIndicator`. */
export interface QualityIndicatorState {
  readonly quality: ConnectionQuality;
}

/** The props of `QualityIndicator`. */
export type QualityIndicatorProps = Omit<PartProps<'span', QualityIndicatorState>, 'children'>;

/**
 * Shows in three bars how well the connection carries speech. It renders nothing while that is not known: a WebSocket is known only
 * to be poor.
 *
 * Attributes: `data-quality` (`good`, `fair`, `poor`).
 *
 * @example
 * <QualityIndicator />
 */
export function QualityIndicator(props: QualityIndicatorProps) {
  const { quality } = useConnection();
  return quality === null ? null : <QualityIndicatorView {...props} quality={quality} />;
}

/** The props of `QualityIndicatorView`. */
export type QualityIndicatorViewProps = QualityIndicatorProps & {
  /** The quality to show. */
  readonly quality: ConnectionQuality;
};

/**
 * The bars of `QualityIndicator` for a quality of your own.
 *
 * Attributes: `data-quality`.
 *
 * @example
 * <QualityIndicatorView quality="fair" />
 */
export function QualityIndicatorView({ quality, ...props }: QualityIndicatorViewProps) {
  const labels = usePartLabels(qualityLabels);
  return usePart('span', props, {
    name: 'repartee-quality',
    state: { quality },
    props: { role: 'img', 'aria-label': labels.quality[quality], title: labels.quality[quality] },
    children: (slot) => (
      <>
        <i className={slot('repartee-quality-bar')} />
        <i className={slot('repartee-quality-bar')} />
        <i className={slot('repartee-quality-bar')} />
      </>
    ),
  });
}
