/** Resources of a page that must be released. */
export interface ResourceWatch {
  /** The audio contexts that were made, closed ones too. */
  contexts(): readonly AudioContext[];
  /** The tracks that the browser gave, stopped ones too. */
  tracks(): readonly MediaStreamTrack[];
  /** Ports of worklets and of channels that are still open. */
  openPorts(): number;
  /** The listeners on the page, on contexts, nodes and tracks that are still there, by event. */
  listeners(): readonly string[];
  /** The places where the timers and animation frames that still wait were set. */
  timers(): readonly string[];
  /** Puts the page's own functions back. */
  stop(): void;
}

type Patch = () => void;

function patch<Owner extends object, Key extends keyof Owner>(
  owner: Owner,
  key: Key,
  wrap: (original: Owner[Key]) => Owner[Key],
): Patch {
  const original = owner[key];
  owner[key] = wrap(original);
  return () => void (owner[key] = original);
}

/** Watches resources that are acquired and released from now on. */
export function watchResources(): ResourceWatch {
  const contexts: AudioContext[] = [];
  const tracks: MediaStreamTrack[] = [];
  const patches: Patch[] = [];
  const ports = new Set<MessagePort>();
  patches.push(
    patch(
      globalThis,
      'AudioContext',
      (Original) =>
        class extends Original {
          constructor(options?: AudioContextOptions) {
            super(options);
            contexts.push(this);
          }
        },
    ),
    patch(
      globalThis,
      'AudioWorkletNode',
      (Original) =>
        class extends Original {
          constructor(...args: ConstructorParameters<typeof AudioWorkletNode>) {
            super(...args);
            ports.add(this.port);
          }
        },
    ),
    patch(
      globalThis,
      'MessageChannel',
      (Original) =>
        class extends Original {
          constructor() {
            super();
            // Closing one of the two closes the channel.
            ports.add(this.port1);
          }
        },
    ),
    patch(
      MessagePort.prototype,
      'close',
      (original) =>
        function close(this: MessagePort) {
          ports.delete(this);
          original.call(this);
        },
    ),
    patch(
      MediaDevices.prototype,
      'getUserMedia',
      (original) =>
        async function getUserMedia(this: MediaDevices, constraints) {
          const stream = await original.call(this, constraints);
          tracks.push(...stream.getTracks());
          return stream;
        },
    ),
  );
  const listeners = watchListeners(patches);
  const timers = watchTimers(patches);
  return {
    contexts: () => contexts,
    tracks: () => tracks,
    openPorts: () => ports.size,
    listeners,
    timers,
    stop: () => patches.forEach((undo) => undo()),
  };
}

function watchListeners(patches: Patch[]): () => readonly string[] {
  const held = new Map<unknown, { readonly target: EventTarget; readonly type: string }>();
  patches.push(
    patch(
      EventTarget.prototype,
      'addEventListener',
      (original) =>
        function addEventListener(this: EventTarget, type, listener, options) {
          // A signal of its own may end with the page; whose listeners do not count.
          if (this && !(this instanceof AbortSignal)) held.set(listener, { target: this, type });
          return original.call(this, type, listener, options);
        },
    ),
    patch(
      EventTarget.prototype,
      'removeEventListener',
      (original) =>
        function removeEventListener(this: EventTarget, type, listener, options) {
          held.delete(listener);
          return original.call(this, type, listener, options);
        },
    ),
  );
  return () => [...held.values()].map(({ target, type }) => `${target.constructor.name} ${type}`);
}

function watchTimers(patches: Patch[]): () => readonly string[] {
  const waiting = new Map<number, string>();
  const { setTimeout: start, clearTimeout: cancel } = globalThis;
  const { requestAnimationFrame: ask, cancelAnimationFrame: withdraw } = globalThis;
  globalThis.setTimeout = ((callback: () => void, ms?: number) => {
    const id = start(() => {
      waiting.delete(id);
      callback();
    }, ms) as unknown as number;
    waiting.set(id, new Error().stack ?? '');
    return id;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = (id) => {
    waiting.delete(id as number);
    cancel(id);
  };
  globalThis.requestAnimationFrame = (callback) => {
    const id = ask((time) => {
      waiting.delete(-id);
      callback(time);
    });
    waiting.set(-id, new Error().stack ?? '');
    return id;
  };
  globalThis.cancelAnimationFrame = (id) => {
    waiting.delete(-id);
    withdraw(id);
  };
  patches.push(() => {
    globalThis.setTimeout = start;
    globalThis.clearTimeout = cancel;
    globalThis.requestAnimationFrame = ask;
    globalThis.cancelAnimationFrame = withdraw;
  });
  return () => [...waiting.values()];
}
