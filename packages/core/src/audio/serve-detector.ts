import type { CreateDetector, Detector, SpeechEvidence } from './speech-evidence.ts';

/** Audio of the reflex for a detector in another thread. The samples are transferred. */
export interface DetectorAudio {
  readonly type: 'audio';
  readonly microphone: Float32Array;
  /** The agent as it was heard at that time: as many samples. */
  readonly agent: Float32Array;
  /** The end of the samples, in milliseconds on the clock of the reflex. Evidence is told on the same clock. */
  readonly endsAtMs: number;
}

/** Messages from a detector to the reflex: one when it is ready for audio, then its evidence, oldest first. */
export type DetectorNews =
  | { readonly type: 'ready' }
  | { readonly type: 'evidence'; readonly hops: readonly SpeechEvidence[] };

/** The members of a `MessagePort` that `serveDetector` needs. */
export interface DetectorPort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: DetectorNews): void;
}

/**
 * Runs a detector on the port of a `DetectorRequest`, usually in a worker. It asks for audio at once and answers with the
 * evidence of every hop.
 *
 * @param rateHz - the rate of the request.
 */
export function serveDetector(port: DetectorPort, rateHz: number, create: CreateDetector): void {
  const detector: Detector = create(rateHz);
  let frames = 0;
  port.onmessage = ({ data }: MessageEvent<DetectorAudio>) => {
    const { microphone, agent, endsAtMs } = data;
    frames += microphone.length;
    const behindMs = endsAtMs - (frames / rateHz) * 1000;
    const hops = detector.push(microphone, agent).map((hop) => shift(hop, behindMs));
    if (hops.length > 0) port.postMessage({ type: 'evidence', hops });
  };
  port.postMessage({ type: 'ready' });
}

/** The detector's clock begins with its first sample, which is not the reflex's first. */
function shift(hop: SpeechEvidence, byMs: number): SpeechEvidence {
  const onsetAtMs = hop.onsetAtMs === null ? null : hop.onsetAtMs + byMs;
  return { ...hop, atMs: hop.atMs + byMs, onsetAtMs };
}
