import * as continuity from '../src/runtime/continuity-module.ts';
import type { ContinuityModule } from '../src/runtime/lazy-continuity.ts';
import { CONVERSATION_MODULES } from '../src/runtime/conversation-modules.ts';
import { LAZY_MODULES } from '../src/runtime/create-realtime-session.ts';
import { SessionHandle } from '../src/runtime/session-handle.ts';
import { resolveStartPorts } from '../src/runtime/start-ports.ts';
import { createScriptedSession } from '../src/testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../src/testing/scripted-session.ts';
import { routeSpeech } from '../src/testing/scripted-speech.ts';
import { createLazy } from '../src/util/lazy.ts';

/** A scripted session whose continuity module arrives late, fails to load first, or never arrives. */
export interface LateSession {
  readonly world: ScriptedSession;
  /** The module arrives. */
  readonly deliver: () => void;
  /** The file cannot be fetched: what waits for it fails, and the next use fetches it again. */
  readonly fail: () => void;
}

/** Creates the session. All other modules are loaded. */
export async function createLateSession(options: ScriptedSessionOptions): Promise<LateSession> {
  const others = { ...LAZY_MODULES, ...CONVERSATION_MODULES };
  await Promise.all(Object.values(others).map((module) => module.load()));
  let isThere = false;
  let fetching: { resolve: (module: ContinuityModule) => void; reject: (cause: unknown) => void }[] = [];
  const late = createLazy(() => {
    if (isThere) return Promise.resolve<ContinuityModule>(continuity);
    return new Promise<ContinuityModule>((resolve, reject) => fetching.push({ resolve, reject }));
  });
  const world = createScriptedSession(options);
  const { adapter, transport, microphone, speaker, reflex, network, page, clock, speech } = world;
  const { vendor: _vendor, speechSource: _speechSource, realTime: _realTime, ...rest } = options;
  const ports = {
    transport: routeSpeech(transport, speech),
    microphone,
    speaker,
    reflex,
    network,
    page,
    clock,
  };
  const scheduleFrame = (callback: () => void) => {
    let isDue = true;
    queueMicrotask(() => isDue && callback());
    return () => void (isDue = false);
  };
  const session = new SessionHandle(
    {
      credential: () => Promise.resolve('scripted-credential'),
      speech: speech.options,
      idleTimeoutMs: false,
      ...rest,
      adapter,
    },
    resolveStartPorts({ ...ports, scheduleFrame }),
    { ...others, continuity: late },
  );
  const settleFetches = (settle: (fetch: (typeof fetching)[number]) => void) => {
    const waiting = fetching;
    fetching = [];
    waiting.forEach(settle);
  };
  return {
    world: { ...world, session },
    deliver: () => {
      isThere = true;
      settleFetches(({ resolve }) => resolve(continuity));
    },
    fail: () => settleFetches(({ reject }) => reject(new Error('offline'))),
  };
}
