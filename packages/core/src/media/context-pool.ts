import { RealtimeError } from '../errors/realtime-error.ts';

/** A use of the shared context. */
export interface ContextLease {
  readonly context: AudioContext;
  /** Gives the context back; the last one closes it. Safe to call twice. */
  release(): void;
}

/** One audio context for a microphone and a speaker: browsers allow few, and one clock serves both. */
export interface ContextPool {
  /** Takes the context, making it where there is none. Inside a gesture of the user it may play at once. */
  acquire(): ContextLease;
  /** Asks the browser to let the context play. */
  resume(): Promise<void>;
}

/** Creates a pool. The context has the device's own rate: a forced one makes Firefox refuse the microphone. */
export function createContextPool(
  createContext: () => AudioContext = () => new AudioContext({ latencyHint: 'interactive' }),
): ContextPool {
  let context: AudioContext | null = null;
  let uses = 0;
  return {
    acquire() {
      context ??= open(createContext);
      uses += 1;
      const held = context;
      let isHeld = true;
      return {
        context: held,
        release() {
          if (!isHeld) return;
          isHeld = false;
          uses -= 1;
          if (uses > 0) return;
          context = null;
          // A context that is closed already has nothing left to release.
          if (held.state !== 'closed') void held.close();
        },
      };
    },
    async resume() {
      if (context && context.state !== 'running') await context.resume();
    },
  };
}

function open(createContext: () => AudioContext): AudioContext {
  try {
    return createContext();
  } catch (cause) {
    throw new RealtimeError(
      'playback-blocked',
      'The browser gave no audio context, so nothing can be heard or said. Close other pages that use audio and try again.',
      { cause },
    );
  }
}
