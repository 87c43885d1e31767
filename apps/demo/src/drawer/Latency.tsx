import { useAudioStats, useLatency } from '@repartee/hooks';

const STAGES = [
  ['turnDetectionMs', 'Turn end'],
  ['responseStartMs', 'Response'],
  ['firstAudioMs', 'First audio'],
  ['playbackMs', 'Audible'],
] as const;

/** The latency of the last answer as a bar of its stages, and the state of playback. */
export function Latency() {
  const { stages, p50Ms, p95Ms, history } = useLatency();
  const { jitterBufferMs, underruns, stalls } = useAudioStats();
  if (!stages) return null;
  const known = STAGES.flatMap(([key, name]) => {
    const ms = stages[key];
    return ms === null ? [] : [{ key, name, ms: Math.round(ms) }];
  });
  return (
    <div className="demo-latency">
      <div className="demo-latency-bar" aria-hidden="true">
        {known.map(({ key, ms }) => (
          <span key={key} data-stage={key} style={{ flexGrow: ms }} />
        ))}
      </div>
      <dl>
        {known.map(({ key, name, ms }) => (
          <div key={key} data-stage={key}>
            <dt>{name}</dt>
            <dd>{ms} ms</dd>
          </div>
        ))}
      </dl>
      {history.length > 1 && p50Ms !== null && p95Ms !== null && (
        <p>{`${history.length} answers · median ${Math.round(p50Ms)} ms · 95th percentile ${Math.round(p95Ms)} ms`}</p>
      )}
      <p>
        {describeGaps(underruns, stalls)}
        {` · jitter buffer ${Math.round(jitterBufferMs)} ms`}
      </p>
    </div>
  );
}

function describeGaps(underruns: number, stalls: number): string {
  if (underruns === 0) return 'No gaps in playback';
  return `${underruns} ${underruns === 1 ? 'gap' : 'gaps'} in playback, ${stalls} longer`;
}
