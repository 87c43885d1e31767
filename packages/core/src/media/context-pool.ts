import { RealtimeError } from '../errors/realtime-error.ts';

/** A use of the shared context. */
export interface ContextLease {
  readonly context: AudioContext;
  /** Gives the context back; the last one closes it, unless the app owns it. Safe to call twice. */
  release(): void;
}

/** One audio context for a microphone and a speaker: browsers allow few, and one clock serves both. */
export interface ContextPool {
  /** Takes the context, making it where there is none, and asks the browser to let it run. */
  acquire(): ContextLease;
  /**
   * Makes the context and asks the browser to let it run, within the call: inside a gesture of the user it may. It is kept
   * for the next `acquire`.
   */
  unlock(): void;
}

/** The options of `ContextPool`. */
export interface ContextPoolOptions {
  /** Gives a context that the app owns: it is used, and never closed. By default the pool makes and closes its own. */
  readonly audioContext?: () => AudioContext;
}

interface SharedContext {
  readonly context: AudioContext;
  uses: number;
}

/** Creates a pool. Its own context has the device's rate: a forced one makes Firefox refuse the microphone. */
export function createContextPool({ audioContext }: ContextPoolOptions = {}): ContextPool {
  let shared: SharedContext | null = null;
  const take = (): SharedContext => {
    // A closed context never runs again.
    if (!shared || shared.context.state === 'closed')
      shared = { context: openContext(audioContext), uses: 0 };
    const { context } = shared;
    // The browser may wait for a gesture; until then the watch says that playback is blocked.
    if (context.state !== 'running') void context.resume().catch(() => {});
    return shared;
  };
  return {
    acquire() {
      const held = take();
      held.uses += 1;
      let isHeld = true;
      return {
        context: held.context,
        release() {
          if (!isHeld) return;
          isHeld = false;
          held.uses -= 1;
          if (held.uses > 0) return;
          if (shared === held) shared = null;
          // Closing fails only for a context that is closed already, which then holds nothing.
          if (!audioContext) void held.context.close().catch(() => {});
        },
      };
    },
    unlock: () => void take(),
  };
}

function openContext(provide: (() => AudioContext) | undefined): AudioContext {
  try {
    return provide ? provide() : new AudioContext({ latencyHint: 'interactive' });
  } catch (cause) {
    throw new RealtimeError(
      'playback-blocked',
      'The browser gave no audio context, so nothing can be heard or said. Close other pages that use audio and try again.',
      { cause },
    );
  }
}
