/** One sample of the level at the speaker. */
export interface Sample {
  readonly atMs: number;
  readonly level: number;
  /** The phase that the page shows; `null` before it shows one. */
  readonly phase: string | null;
}

/** The counters of the instruments in the page. */
export interface Instruments {
  /** The level at the speaker, root mean square from 0 to 1, with the phase of the page. */
  readonly loudness: Sample[];
  readonly microphoneCalls: number;
  readonly liveTracks: number;
  readonly openContexts: number;
  readonly openSockets: number;
  readonly openCalls: number;
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
}

declare global {
  // The instruments are installed before the page's own code runs.
  // oxlint-disable-next-line vars-on-top, no-var
  var instruments: Instruments;
  // oxlint-disable-next-line vars-on-top, no-var
  var speak: (wav: string) => Promise<void>;
  /** The position in the last text that was spoken, in milliseconds; `Infinity` after its end. */
  // oxlint-disable-next-line vars-on-top, no-var
  var spokenMs: () => number;
  /** Plays a rising tone into the microphone, so that its pitch gives the position. In hertz, and hertz per second. */
  // oxlint-disable-next-line vars-on-top, no-var
  var glide: (fromHz: number, hzPerSecond: number) => void;
}

/**
 * Replaces the browser's microphone by one that a test speaks into, with `speak` and a WAV file in base64. Install it before
 * the instruments.
 */
export function installMicrophone(): void {
  let open: { readonly context: AudioContext; readonly target: MediaStreamAudioDestinationNode } | null =
    null;
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    const target = new MediaStreamAudioDestinationNode(context);
    open = { context, target };
    return target.stream;
  };
  globalThis.speak = async (wav) => {
    if (!open) throw new Error('No microphone is open.');
    const { context, target } = open;
    const bytes = Uint8Array.from(atob(wav), (letter) => letter.codePointAt(0) ?? 0);
    const buffer = await context.decodeAudioData(bytes.buffer);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(target);
    const from = context.currentTime;
    let isOver = false;
    source.addEventListener('ended', () => {
      isOver = true;
    });
    globalThis.spokenMs = () => (isOver ? Infinity : (context.currentTime - from) * 1_000);
    source.start();
  };
  globalThis.glide = (fromHz, hzPerSecond) => {
    if (!open) throw new Error('No microphone is open.');
    const { context, target } = open;
    const from = context.currentTime + 0.1;
    const voice = new OscillatorNode(context, { frequency: fromHz });
    voice.frequency.setValueAtTime(fromHz, from);
    voice.frequency.linearRampToValueAtTime(fromHz + 20 * hzPerSecond, from + 20);
    voice.connect(new GainNode(context, { gain: 0.3 })).connect(target);
    globalThis.spokenMs = () => (context.currentTime - from) * 1_000;
    voice.start();
  };
}

/**
 * Measures the page from outside of its code: the level at the speaker, and what it opens. It runs in the page before its
 * code, so it cannot refer to anything outside of itself.
 */
export function installInstruments(): void {
  const contexts = new Set<AudioContext>();
  const tracks = new Set<MediaStreamTrack>();
  const sockets = new Set<WebSocket>();
  const calls = new Set<RTCPeerConnection>();
  const timers = new Set<unknown>();
  const loudness: { atMs: number; level: number; phase: string | null }[] = [];
  let microphoneCalls = 0;
  const taps: AnalyserNode[] = [];

  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function tapped(this: AudioNode, ...args: never[]) {
    const target = args[0] as unknown;
    if (target instanceof AudioDestinationNode && this.context instanceof AudioContext) {
      const tap = new AnalyserNode(this.context, { fftSize: 1024 });
      connect.call(this, tap as never);
      taps.push(tap);
    }
    return connect.apply(this, args as never);
  } as typeof connect;

  const samples = new Float32Array(1024);
  setInterval(() => {
    let level = 0;
    for (const tap of taps) {
      if (tap.context.state !== 'running') continue;
      tap.getFloatTimeDomainData(samples);
      level = Math.max(
        level,
        Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length),
      );
    }
    const phase = document.querySelector('.repartee-status')?.getAttribute('data-phase') ?? null;
    loudness.push({ atMs: performance.now(), level, phase });
  }, 20);

  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    microphoneCalls += 1;
    const stream = await getUserMedia(constraints);
    for (const track of stream.getTracks()) tracks.add(track);
    return stream;
  };

  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.add(this);
    }
  };

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      calls.add(this);
    }
  };

  // Contexts are counted when they are created: one that only records never connects to a destination.
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.add(this);
    }
  };

  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const { setInterval: repeat, clearInterval: unrepeat } = globalThis;
  globalThis.setTimeout = ((callback: () => void, ms?: number) => {
    const timer = set(() => {
      timers.delete(timer);
      callback();
    }, ms);
    timers.add(timer);
    return timer;
  }) as typeof set;
  globalThis.setInterval = ((callback: () => void, ms?: number) => {
    const timer = repeat(callback, ms);
    timers.add(timer);
    return timer;
  }) as typeof repeat;
  // Browsers share the ids of timeouts and intervals, and clear either with both functions.
  globalThis.clearTimeout = ((timer: number) => {
    timers.delete(timer);
    clear(timer);
  }) as typeof clear;
  globalThis.clearInterval = ((timer: number) => {
    timers.delete(timer);
    unrepeat(timer);
  }) as typeof unrepeat;

  // These targets live as long as the page: a listener that stays on one keeps its session alive.
  const lasting = new Map<EventTarget, string>([
    [globalThis as unknown as EventTarget, 'window'],
    [document, 'document'],
    [navigator.mediaDevices, 'devices'],
  ]);
  const listeners = new Map<unknown, Set<string>>();
  const keyOf = (target: EventTarget, type: string, options: unknown) =>
    `${lasting.get(target)} ${type} ${typeof options === 'object' ? Boolean((options as AddEventListenerOptions | null)?.capture) : Boolean(options)}`;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function added(type, listener, options) {
    const target = this ?? globalThis;
    add.call(target, type, listener, options);
    if (!lasting.has(target) || !listener) return;
    const key = keyOf(target, type, options);
    listeners.set(listener, (listeners.get(listener) ?? new Set()).add(key));
    const forget = () => listeners.get(listener)?.delete(key);
    if (typeof options !== 'object') return;
    if (options?.once) add.call(target, type, forget, { once: true });
    if (options?.signal) add.call(options.signal, 'abort', forget, { once: true });
  };
  EventTarget.prototype.removeEventListener = function removed(type, listener, options) {
    const target = this ?? globalThis;
    remove.call(target, type, listener, options);
    if (lasting.has(target)) listeners.get(listener)?.delete(keyOf(target, type, options));
  };

  Object.defineProperty(globalThis, 'instruments', {
    value: {
      loudness,
      get microphoneCalls() {
        return microphoneCalls;
      },
      get liveTracks() {
        return [...tracks].filter((track) => track.readyState === 'live').length;
      },
      get openContexts() {
        return [...contexts].filter((context) => context.state !== 'closed').length;
      },
      get openSockets() {
        return [...sockets].filter((socket) => socket.readyState < 2).length;
      },
      get openCalls() {
        return [...calls].filter((call) => call.connectionState !== 'closed').length;
      },
      get sockets() {
        return sockets.size;
      },
      get timers() {
        return timers.size;
      },
      get listeners() {
        return [...listeners.values()].reduce((sum, keys) => sum + keys.size, 0);
      },
    },
  });
}
