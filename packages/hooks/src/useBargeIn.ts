'use client';

import { useMemo } from 'react';

import type { BargeIn } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** The return value of `useBargeIn`. */
export interface BargeInView {
  /** Whether the agent is lowered while the session decides what the user's voice means. */
  readonly isDucked: boolean;
  /** Whether the agent is paused meanwhile. It goes on where it stopped unless the user interrupts it. */
  readonly isPaused: boolean;
  /** Whether the agent is speaking or preparing an answer, and the app does not protect it. */
  readonly isInterruptible: boolean;
  /** Whether the microphone is closed while the agent speaks, because the agent would hear itself. */
  readonly isHalfDuplex: boolean;
  /** Whether the microphone picks up so much of the agent that headphones would help. */
  readonly suggestsHeadphones: boolean;
  /** Whether the user is speaking into a muted microphone. */
  readonly isSpeakingWhileMuted: boolean;
  /** The last decision with its evidence; `null` before the first one. */
  readonly last: BargeIn | null;
  /** The last 50 decisions, newest last. */
  readonly history: readonly BargeIn[];
  /** Interrupts the agent at once. Does nothing while it neither speaks nor prepares an answer. */
  readonly interrupt: () => void;
}

const NONE: readonly BargeIn[] = [];

/**
 * Follows the barge-in decisions of a session with `bargeIn`, and interrupts by a button in every session.
 *
 * @example
 * const { isDucked, isInterruptible, last, interrupt } = useBargeIn();
 * return (
 *   <button onClick={interrupt} disabled={!isInterruptible} data-ducked={isDucked}>
 *     {last ? `${last.verdict}: ${last.reason}` : 'Stop'}
 *   </button>
 * );
 */
export function useBargeIn(): BargeInView {
  const session = useSession();
  const isDucked = useSessionState((state) => state.bargeIn?.isDucked ?? false);
  const isPaused = useSessionState((state) => state.bargeIn?.isPaused ?? false);
  const isProtected = useSessionState((state) => state.bargeIn?.isInterruptible === false);
  const isAgentsTurn = useSessionState(({ phase }) => phase === 'speaking' || phase === 'thinking');
  const isHalfDuplex = useSessionState((state) => state.bargeIn?.isHalfDuplex ?? false);
  const suggestsHeadphones = useSessionState((state) => state.bargeIn?.suggestsHeadphones ?? false);
  const isSpeakingWhileMuted = useSessionState((state) => state.bargeIn?.isSpeakingWhileMuted ?? false);
  const history = useSessionState((state) => state.bargeIn?.history ?? NONE);
  const interrupt = useMemo(() => () => session.interrupt(), [session]);
  return {
    isDucked,
    isPaused,
    isInterruptible: isAgentsTurn && !isProtected,
    isHalfDuplex,
    suggestsHeadphones,
    isSpeakingWhileMuted,
    last: history.at(-1) ?? null,
    history,
    interrupt,
  };
}
