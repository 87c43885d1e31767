'use client';

import {
  useAudioStats,
  useConnection,
  useConnectionStats,
  useLatency,
  useSessionState,
} from '@repartee/hooks';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { BudgetMeter } from '../BudgetMeter/BudgetMeter.tsx';
import { qualityLabels } from '../StageSigns/qualityLabels.ts';
import { consoleLabels } from './consoleLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The measurements of the public hooks: answers, playback, connection and cost. */
export function ConsoleMetrics() {
  const slot = useSlots();
  const { console: labels } = usePartLabels(consoleLabels);
  const { quality: qualities } = usePartLabels(qualityLabels);
  const { last, p50Ms, p95Ms } = useLatency();
  const { jitterBufferMs, underruns } = useAudioStats();
  const call = useConnectionStats();
  const { quality } = useConnection();
  const effective = useSessionState((state) => state.effective);
  const time = (ms: number | null | undefined) => (ms == null ? labels.unknown : labels.milliseconds(ms));
  const rows: readonly (readonly [keyof typeof labels.metrics, string])[] = [
    ['last', time(last?.voiceToVoiceMs)],
    ['p50', time(p50Ms)],
    ['p95', time(p95Ms)],
    ['buffer', time(jitterBufferMs)],
    ['gaps', labels.count(underruns)],
    ['roundTrip', time(call?.roundTripMs)],
    ['jitter', time(call?.jitterMs)],
    ['loss', call?.lossRatio == null ? labels.unknown : labels.percent(call.lossRatio)],
    ['connection', quality === null ? labels.unknown : qualities[quality]],
    ['model', effective?.model ?? labels.unknown],
    ['voice', effective?.voice ?? labels.unknown],
  ];
  return (
    <>
      <dl className={slot('repartee-console-metrics')}>
        {rows.map(([name, value]) => (
          <div key={name} className={slot('repartee-console-metric')}>
            <dt className={slot('repartee-console-name')}>{labels.metrics[name]}</dt>
            <dd className={slot('repartee-console-value')}>{value}</dd>
          </div>
        ))}
      </dl>
      <BudgetMeter detailed />
    </>
  );
}
