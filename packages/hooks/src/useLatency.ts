'use client';

import { useMemo } from 'react';

import type { TurnLatency } from '@repartee/core';

import { percentile } from './percentile.ts';
import { useSessionState } from './useSessionState.ts';

/**
 * The stages of one turn's latency, in milliseconds. A stage is `null` when one of its ends is unknown: a written turn has no
 * end of speech, and not every vendor reports when a response starts.
 */
export interface LatencyStages {
  /** From the user's last voiced sample to the end of the turn. */
  readonly turnDetectionMs: number | null;
  /** From the end of the turn to the start of the response. */
  readonly responseStartMs: number | null;
  /** From the start of the response to its first audio. */
  readonly firstAudioMs: number | null;
  /** From the first audio to the first sample that left the speaker. */
  readonly playbackMs: number | null;
}

/** The return value of `useLatency`. */
export interface LatencyView {
  /** The last answered turn; `null` before the first one. */
  readonly last: TurnLatency | null;
  /** The last 200 answered turns, newest last. */
  readonly history: readonly TurnLatency[];
  /** The median of the voice-to-voice latency, in milliseconds. */
  readonly p50Ms: number | null;
  /** The 95th percentile of the voice-to-voice latency, in milliseconds. */
  readonly p95Ms: number | null;
  /** The stages of the last turn; `null` before the first one. */
  readonly stages: LatencyStages | null;
}

/**
 * Follows the voice-to-voice latency: from the end of the user's speech to the first audible sample of the answer. It
 * re-renders once per answered turn.
 *
 * @example
 * const { last, p95Ms } = useLatency();
 * return last && <output>{Math.round(last.voiceToVoiceMs)} ms (p95 {p95Ms} ms)</output>;
 */
export function useLatency(): LatencyView {
  const history = useSessionState((state) => state.latencies);
  return useMemo(() => {
    const all = history.map((turn) => turn.voiceToVoiceMs);
    const last = history.at(-1) ?? null;
    return {
      last,
      history,
      p50Ms: percentile(all, 0.5),
      p95Ms: percentile(all, 0.95),
      stages: last && stagesOf(last),
    };
  }, [history]);
}

function stagesOf(turn: TurnLatency): LatencyStages {
  return {
    turnDetectionMs: between(turn.speechEndedAtMs, turn.turnEndedAtMs),
    responseStartMs: between(turn.turnEndedAtMs, turn.responseStartedAtMs),
    firstAudioMs: between(turn.responseStartedAtMs, turn.firstAudioAtMs),
    playbackMs: between(turn.firstAudioAtMs, turn.audibleAtMs),
  };
}

function between(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : toMs - fromMs;
}
