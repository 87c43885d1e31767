import type { ConnectionStats } from './transport-port.ts';

/** The fields that are read of the browser's reports (W3C Identifiers for WebRTC's Statistics API). */
interface Report {
  readonly type: string;
  readonly kind?: string;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly currentRoundTripTime?: number;
  readonly jitter?: number;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  readonly concealedSamples?: number;
  readonly totalSamplesReceived?: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
}

/** Reads the browser's reports of a call with one audio track each way. */
export function readConnectionStats(reports: RTCStatsReport): ConnectionStats {
  const all = [...(reports as unknown as ReadonlyMap<string, Report>).values()];
  const pair = all.find(
    (report) => report.type === 'candidate-pair' && report.nominated && report.state === 'succeeded',
  );
  const inbound = all.find((report) => report.type === 'inbound-rtp' && report.kind === 'audio');
  const { packetsLost, packetsReceived, concealedSamples, totalSamplesReceived } = inbound ?? {};
  // Duplicates make the count of lost packets negative.
  const lost = packetsLost === undefined ? undefined : Math.max(0, packetsLost);
  return {
    roundTripMs: inMs(pair?.currentRoundTripTime),
    jitterMs: inMs(inbound?.jitter),
    lossRatio: share(lost, (lost ?? 0) + (packetsReceived ?? 0)),
    concealedRatio: share(concealedSamples, totalSamplesReceived),
    receivedBytes: pair?.bytesReceived ?? null,
    sentBytes: pair?.bytesSent ?? null,
    receivedPackets: packetsReceived ?? null,
    lostPackets: lost ?? null,
  };
}

const inMs = (seconds: number | undefined) => (seconds === undefined ? null : seconds * 1000);

const share = (part: number | undefined, all: number | undefined) =>
  part === undefined || !all ? null : part / all;
