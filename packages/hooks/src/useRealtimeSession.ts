'use client';

import { useEffect, useInsertionEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';

import { isRealtimeError } from '@repartee/core';
import type {
  AnyAdapter,
  RealtimeError,
  SessionFor,
  SessionOptionsFor,
  SessionPhase,
  SessionStatus,
} from '@repartee/core';

import { createOwnedSession } from './createOwnedSession.ts';
import type { ConversationPersistence } from './ConversationKeeper.ts';
import { toSessionError } from './toSessionError.ts';
import { usePersistedConversation } from './usePersistedConversation.ts';
import { usePushedOptions } from './usePushedOptions.ts';
import { useRegisteredTools } from './useRegisteredTools.ts';

/**
 * The options of `createRealtimeSession`. They can be inline: their identity does not matter.
 *
 * - The latest render's functions are called: `credential`, `history.summarize`, `speech.credential`, `reconnect`, `logger`, the handlers of `tools`
 *   and `bargeIn.interruptible`.
 * - Changed values are applied to the session: `config`, `inputMode`, `volume`, `bargeIn` and the declarations of `tools`. A field
 *   that the vendor cannot change during a conversation is applied with the next connection.
 * - Read once: `adapter`, `microphone`, `speaker`, `speech.source`, `budget`, `connectTimeoutMs`, `idleTimeoutMs`,
 *   `hiddenTimeoutMs`, `history`, `persistence`, `serverTools`, `offlineAudio`, `playoutOnLoss` and `ports`. To change one, give the component another `key`; to change the device, call `session.microphone.select` or `session.speaker.select`.
 */
export type UseRealtimeSessionOptions<Adapter extends AnyAdapter = AnyAdapter> =
  SessionOptionsFor<Adapter> & {
    /**
     * Keeps the conversation over a reload of the page: it is restored when the component mounts, and written after each row. A
     * failure of the storage is in `error`, and the conversation goes on. `history.initial` is for a storage without one.
     *
     * @default none
     */
    readonly persistence?: ConversationPersistence;
  };

/** The return value of `useRealtimeSession`. The functions keep their identity. */
export interface RealtimeSessionControls<Adapter extends AnyAdapter = AnyAdapter> {
  /** The session, for `SessionProvider` and for all commands that are not listed here. */
  readonly session: SessionFor<Adapter>;
  readonly status: SessionStatus;
  readonly phase: SessionPhase;
  /**
   * The error with which the session failed or is reconnecting, refused an option or `connect`, or could not save the
   * conversation; else `null`.
   */
  readonly error: RealtimeError | null;
  /**
   * Opens the conversation. It fits `onClick={connect}`: it ignores its arguments and never rejects; a failure is in `error`.
   * Use `session.connect()` to catch failures yourself, or to abort with a signal.
   */
  readonly connect: () => Promise<void>;
  /** Ends the conversation and releases the connection and the devices. Safe in every status. */
  readonly close: () => Promise<void>;
  /** Pauses the conversation; `connect` and `resume` go on with it. Does nothing where no conversation is open. */
  readonly pause: () => void;
  /** Resumes a paused conversation. It fits `onClick={resume}`: it never rejects; a failure is in `error`. */
  readonly resume: () => Promise<void>;
  /** Interrupts the agent at once. Does nothing while it neither speaks nor prepares an answer. */
  readonly interrupt: () => void;
  /** Sends a written message. @throws RealtimeError `invalid-state`, `invalid-config` or `unsupported-capability`. */
  readonly sendText: SessionFor<Adapter> extends { readonly sendText: infer Send } ? Send : never;
}

/**
 * Creates the session of this component and owns it: the session closes a macrotask after the component unmounts. Before
 * `connect` it opens nothing and asks for no permission. The hook re-renders on changes of status, phase and error only, and
 * can be rendered on a server.
 *
 * @throws RealtimeError `invalid-config`, to the nearest error boundary, for a tool that cannot be declared to a model;
 * `unsupported-capability` for an input mode that the vendor does not support.
 * @example
 * const { session, status, connect, close } = useRealtimeSession({
 *   adapter,
 *   credential: '/api/realtime',
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

  const unsaved = usePersistedConversation(session, options.persistence, options.history?.initial);

  useRegisteredTools(session, options.tools ?? []);
  const refused = usePushedOptions(session, options);

  const commands = useMemo(() => {
    // `async`, so that a throw is caught below too. Up to the first await it runs inside the user's gesture.
    const open = async (command: 'connect' | 'resume') => {
      setRefusal(null);
      try {
        await session[command]();
      } catch (thrown) {
        // A fatal error is in the state already. `aborted` means that the app closed or paused the session meanwhile.
        const isKnown = thrown === session.store.getState().error;
        if (!isKnown && !(isRealtimeError(thrown) && thrown.code === 'aborted')) {
          setRefusal(toSessionError(thrown));
        }
      }
    };
    return {
      connect: () => open('connect'),
      close: () => session.close(),
      pause: () => session.pause(),
      resume: () => open('resume'),
      interrupt: () => session.interrupt(),
      sendText: (text: string) => session.sendText(text),
    };
  }, [session]);
  const controls = { session, status, phase, error: fatal ?? refusal ?? refused ?? unsaved, ...commands };
  // Only the compiler denies what a known vendor does not support; the session checks it again.
  return controls as RealtimeSessionControls as unknown as RealtimeSessionControls<Adapter>;
}
