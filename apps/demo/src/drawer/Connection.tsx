import type { ConnectionStats } from '@repartee/core';
import { useConnection, useConnectionStats } from '@repartee/hooks';

/** The quality of a WebRTC connection. Browsers have no statistics of WebSockets, so it shows little for them. */
export function Connection() {
  const { quality } = useConnection();
  const stats = useConnectionStats();
  if (quality === null) return null;
  return (
    <p className="demo-connection" data-quality={quality}>
      <strong>{`Connection ${quality}`}</strong>
      {stats?.roundTripMs != null && <Figures {...stats} roundTripMs={stats.roundTripMs} />}
    </p>
  );
}

function Figures({
  roundTripMs,
  jitterMs,
  lossRatio,
  concealedRatio,
}: ConnectionStats & { readonly roundTripMs: number }) {
  const percent = (share: number | null) => `${((share ?? 0) * 100).toFixed(1)} %`;
  return (
    <>
      {` · round trip ${Math.round(roundTripMs)} ms · jitter ${Math.round(jitterMs ?? 0)} ms · `}
      {`${percent(lossRatio)} lost, ${percent(concealedRatio)} concealed`}
    </>
  );
}
