import { useLatency } from '@repartee/hooks';

const STAGES = [
  ['turnDetectionMs', 'turn found'],
  ['responseStartMs', 'answer begun'],
  ['firstAudioMs', 'first audio'],
  ['playbackMs', 'heard'],
] as const;

/** Where the time of the last answer went. */
export function Latency() {
  const { stages, p50Ms, p95Ms, history } = useLatency();
  if (!stages) return <>Speak, or write below. You can interrupt at any time, just by speaking.</>;
  const known = STAGES.flatMap(([key, name]) => {
    const ms = stages[key];
    return ms === null ? [] : [`${name} ${Math.round(ms)} ms`];
  });
  const spread =
    history.length > 1 && p50Ms !== null && p95Ms !== null
      ? ` Over ${history.length} answers: half within ${Math.round(p50Ms)} ms, 95 of 100 within ${Math.round(p95Ms)} ms.`
      : '';
  return (
    <>
      {known.join(' · ')}.{spread}
    </>
  );
}
