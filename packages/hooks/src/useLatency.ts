'use client';

import { useMemo } from 'react';

import type { TurnLatency } from '@repartee/core';

import { percentile } from './percentile.ts';
import { useSessionState } from './useSessionState.ts';

/**
 * Where the time of one turn went, in milliseconds. A stage is `null` when one of its ends is not known: a written turn
 * has no end of speech, and not every vendor says when a response starts.
 */
export interface LatencyStages {
  /** From the user's last voiced sample until the turn was taken as over. */
  readonly turnDetectionMs: number | null;
  /** From the end of the turn until the vendor began a response. */
  readonly responseStartMs: number | null;
  /** From there until the first audio came. */
  readonly firstAudioMs: number | null;
  /** From there until the first sample left the speaker. */
  readonly playbackMs: number | null;
}

/** What `useLatency` returns. */
export interface LatencyView {
  /** The last answered turn; `null` before there is one. */
  readonly last: TurnLatency | null;
  /** The last 200 answered turns, newest last. */
  readonly history: readonly TurnLatency[];
  /** Voice to voice in milliseconds: half of the turns were at most this slow. */
  readonly p50Ms: number | null;
  /** Voice to voice in milliseconds: 95 of 100 turns were at most this slow. */
  readonly p95Ms: number | null;
  /** The stages of the last turn; `null` before there is one. */
  readonly stages: LatencyStages | null;
}

/**
 * Follows voice-to-voice latency: from the end of the user's speech to the first audible sample of the answer. It
 * re-renders once an answered turn.
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
