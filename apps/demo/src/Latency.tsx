import { useAudioStats, useLatency, useSessionState } from '@repartee/hooks';

const STAGES = [
  ['turnDetectionMs', 'Turn found'],
  ['responseStartMs', 'Answer begun'],
  ['firstAudioMs', 'First audio'],
  ['playbackMs', 'Heard'],
] as const;

/** Where the time of the last answer went: one bar, cut into its stages. */
export function Latency() {
  const { stages, p50Ms, p95Ms, history } = useLatency();
  const { cushionMs, underruns, stalls } = useAudioStats();
  const isByHand = useSessionState((state) => state.inputMode === 'push-to-talk');
  if (!stages)
    return (
      <p className="demo-note">
        {isByHand ? 'Hold to speak' : 'Speak'}, or write below. You can interrupt at any time, just by{' '}
        {isByHand ? 'holding' : 'speaking'}.
      </p>
    );
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
        <p>{`${history.length} answers · half in ${Math.round(p50Ms)} ms · 95 % in ${Math.round(p95Ms)} ms`}</p>
      )}
      <p>
        {underruns === 0 ? 'No gap in the sound' : `${underruns} gaps in the sound, ${stalls} of them long`}
        {` · ${Math.round(cushionMs)} ms held back against uneven arrival`}
      </p>
    </div>
  );
}
