import type { ReflexReport } from '../src/audio/reflex.ts';

/** The report of the reflex about a voice over the agent, `ms` after its onset. */
export function voiceReport(ms: number, more: Partial<ReflexReport> = {}): ReflexReport {
  const { onsetAtMs = 5_000 } = more;
  return {
    type: ms === 20 ? 'onset' : 'speech',
    onsetAtMs,
    atMs: onsetAtMs + ms,
    isDucked: ms > 20,
    isAgentAudible: true,
    elapsedMs: ms,
    speechMs: ms,
    voicedMs: ms,
    silenceMs: 0,
    levelDb: 15,
    probability: 0.9,
    evidenceAtMs: 5_000 + ms,
    echoMatch: 0,
    couplingDb: -60,
    ...more,
  };
}
