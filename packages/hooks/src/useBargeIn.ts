'use client';

import { useMemo } from 'react';

import type { BargeIn } from '@repartee/core';

import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** What `useBargeIn` returns. */
export interface BargeInView {
  /** Whether the agent is lowered while it is decided what the user's voice means. */
  readonly isDucked: boolean;
  /** Whether there is something to interrupt, and the app does not protect it. */
  readonly isInterruptible: boolean;
  /** Whether the user is not heard while the agent speaks, because the agent would hear itself. */
  readonly isHalfDuplex: boolean;
  /** Whether so much of the agent comes back at the microphone that headphones would help. */
  readonly suggestsHeadphones: boolean;
  /** Whether the user speaks into a muted microphone. */
  readonly isSpeakingWhileMuted: boolean;
  /** The last decision with its evidence; `null` before there is one. */
  readonly last: BargeIn | null;
  /** The last 50 decisions, newest last. */
  readonly history: readonly BargeIn[];
  /** Silences the agent at once and tells the vendor how much was heard. Does nothing when nothing is to be cut. */
  readonly interrupt: () => void;
}

const NONE: readonly BargeIn[] = [];

/**
 * Follows how the user takes the floor in a session with `bargeIn`, and interrupts by hand in any session.
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
  const isProtected = useSessionState((state) => state.bargeIn?.isInterruptible === false);
  const isAgentsTurn = useSessionState(({ phase }) => phase === 'speaking' || phase === 'thinking');
  const isHalfDuplex = useSessionState((state) => state.bargeIn?.isHalfDuplex ?? false);
  const suggestsHeadphones = useSessionState((state) => state.bargeIn?.suggestsHeadphones ?? false);
  const isSpeakingWhileMuted = useSessionState((state) => state.bargeIn?.isSpeakingWhileMuted ?? false);
  const history = useSessionState((state) => state.bargeIn?.history ?? NONE);
  const interrupt = useMemo(() => () => session.interrupt(), [session]);
  return {
    isDucked,
    isInterruptible: isAgentsTurn && !isProtected,
    isHalfDuplex,
    suggestsHeadphones,
    isSpeakingWhileMuted,
    last: history.at(-1) ?? null,
    history,
    interrupt,
  };
}
