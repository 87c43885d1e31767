import { useConnectionStats } from '@repartee/hooks';

/** From here on people notice the way, and from there on they talk into each other, in milliseconds (ITU-T G.114). */
const NOTICED_MS = 150;
const DISTURBING_MS = 400;

/** How the call does, in words and figures; nothing over a WebSocket, of which browsers tell nothing. */
export function Connection() {
  const stats = useConnectionStats();
  if (stats?.roundTripMs == null) return null;
  const { roundTripMs, jitterMs, lossRatio, concealedRatio } = stats;
  const percent = (share: number | null) => `${((share ?? 0) * 100).toFixed(1)} %`;
  const isGood = roundTripMs < NOTICED_MS && (lossRatio ?? 0) < 0.01;
  const isBad = roundTripMs > DISTURBING_MS || (lossRatio ?? 0) > 0.05;
  const quality = isGood ? 'good' : isBad ? 'bad' : 'fair';
  return (
    <p className="demo-connection" data-quality={quality}>
      <strong>{`Connection ${quality}`}</strong>
      {` · round trip ${Math.round(roundTripMs)} ms · jitter ${Math.round(jitterMs ?? 0)} ms · `}
      {`${percent(lossRatio)} lost, ${percent(concealedRatio)} made up`}
    </p>
  );
}
