'use client';

import { useCallback, useEffect, useInsertionEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';

import { isRealtimeError, RealtimeError } from '@repartee/core';
import type {
  AnyAdapter,
  BargeInFor,
  RealtimeSessionOptions,
  SessionFor,
  SessionPhase,
  SessionStatus,
} from '@repartee/core';

import { createOwnedSession } from './createOwnedSession.ts';
import { usePushedOptions } from './usePushedOptions.ts';
import { useRegisteredTools } from './useRegisteredTools.ts';

/**
 * The options of `createRealtimeSession`. They may be written inline: identity never matters.
 *
 * - `credential`, `reconnect`, `logger`, the tools' handlers and the function in `bargeIn` are those of the latest render.
 * - `config`, `inputMode`, `volume`, `bargeIn` and what is declared of `tools` are pushed when their value changes. A field that
 *   the vendor cannot change during a conversation waits for the next connection.
 * - `adapter`, `microphone`, `speaker`, `connectTimeoutMs` and `ports` are read once. Give the component another `key` to begin
 *   anew with others.
 */
export type UseRealtimeSessionOptions<Adapter extends AnyAdapter = AnyAdapter> =
  RealtimeSessionOptions<Adapter> & { readonly bargeIn?: BargeInFor<Adapter['capabilities']> };

/** What `useRealtimeSession` returns. The functions keep their identity. */
export interface RealtimeSessionControls<Adapter extends AnyAdapter = AnyAdapter> {
  /** For a SessionProvider, and for all that is not listed here. */
  readonly session: SessionFor<Adapter>;
  readonly status: SessionStatus;
  readonly phase: SessionPhase;
  /** Why the session failed, what the current reconnection recovers from, or why an option was refused; else `null`. */
  readonly error: RealtimeError | null;
  /**
   * Opens the conversation. Made for `onClick={connect}`: it ignores its arguments and never rejects; what went wrong is
   * in `error`. Await `session.connect()` instead to catch it yourself, or to abort it by a signal.
   */
  readonly connect: () => Promise<void>;
  /** Ends the conversation and releases everything. Safe to call at any time. */
  readonly close: () => Promise<void>;
  /** Silences the agent at once. Does nothing when nothing is to be cut. */
  readonly interrupt: () => void;
  /** Says something in writing. @throws RealtimeError `invalid-state`, `invalid-config` or `unsupported-capability`. */
  readonly sendText: SessionFor<Adapter>['sendText'];
}

/**
 * Makes the one session of this component and owns it: a macrotask after the component is gone for good, the session
 * closes. Nothing is opened and nobody is asked for anything before `connect`. Re-renders on changes of status, phase
 * and error alone, and may be rendered on a server.
 *
 * @throws RealtimeError `invalid-config`, to the nearest error boundary, when a tool cannot be declared to a model.
 * @example
 * const { session, status, connect, close } = useRealtimeSession({
 *   adapter,
 *   credential: () => fetch('/api/realtime/credential', { method: 'POST' }),
 * });
 * return (
 *   <SessionProvider session={session}>
 *     <button onClick={status === 'live' ? close : connect}>{status}</button>
 *   </SessionProvider>
 * );
 */
export function useRealtimeSession<Adapter extends AnyAdapter>(
  options: UseRealtimeSessionOptions<Adapter>,
): RealtimeSessionControls<Adapter> {
  const [{ session, follow }] = useState(() => createOwnedSession(options));
  useInsertionEffect(() => follow(options));
  useEffect(() => session.retain(), [session]);

  const status = useStore(session.store, (state) => state.status);
  const phase = useStore(session.store, (state) => state.phase);
  const fatal = useStore(session.store, (state) => state.error);
  const [refusal, setRefusal] = useState<RealtimeError | null>(null);
  const refuse = useCallback((thrown: unknown) => setRefusal(toError(thrown)), []);

  useRegisteredTools(session, options.tools ?? []);
  usePushedOptions(session, options, status, refuse);

  const commands = useMemo(
    () => ({
      // `async`, so that a throw is a rejection too; up to the first await it runs inside the user's gesture.
      connect: async () => {
        setRefusal(null);
        try {
          await session.connect();
        } catch (thrown) {
          // A fatal error is in the state already, and whoever closed the session while it connected knows that.
          const isKnown = thrown === session.store.getState().error;
          if (!isKnown && !(isRealtimeError(thrown) && thrown.code === 'aborted')) refuse(thrown);
        }
      },
      close: () => session.close(),
      interrupt: () => session.interrupt(),
      sendText: (text: string) => session.sendText(text),
    }),
    [session, refuse],
  );
  const controls = { session, status, phase, error: fatal ?? refusal, ...commands };
  // What a known vendor cannot do is denied by the compiler alone: the session refuses the rest by itself.
  return controls as RealtimeSessionControls as RealtimeSessionControls<Adapter>;
}

function toError(thrown: unknown): RealtimeError {
  if (isRealtimeError(thrown)) return thrown;
  return new RealtimeError(
    'invalid-state',
    'The session refused in a way that nobody foresaw; see `cause`.',
    {
      cause: thrown,
    },
  );
}
