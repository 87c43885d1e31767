import { aborted } from '../../errors/aborted.ts';
import { RealtimeError, isRealtimeError, toRealtimeError } from '../../errors/realtime-error.ts';
import type { TakenImage, VideoChoice, VideoPort, VideoSource } from '../../media/video/video-port.ts';
import type { VisionCapabilities } from '../../protocol/capabilities.ts';
import type { ContentPart, ItemId } from '../../protocol/conversation-item.ts';
import type { ViewImage, VisionWire } from '../../protocol/vision-wire.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { systemClock } from '../../util/clock.ts';
import type { Clock } from '../../util/clock.ts';
import { reportUncaught } from '../../util/emitter.ts';
import { createLazy } from '../../util/lazy.ts';
import type { Lazy } from '../../util/lazy.ts';
import { createIsolatedStore } from '../../util/readable-store.ts';
import type { ReadableStore } from '../../util/readable-store.ts';
import type { RealtimeSession } from '../realtime-session.ts';
import { SharedVideo } from './shared-video.ts';
import type { VideoLease } from './shared-video.ts';
import { uploadImages } from './upload-images.ts';
import { ViewLoop } from './view-loop.ts';
import type { Vision } from './vision.ts';
import type { LookOptions, ViewLimits, ViewOptions, VisionOptions } from './vision-options.ts';
import { EMPTY_VISION } from './vision-state.ts';
import type { ViewPause, VisionState } from './vision-state.ts';
import { tellViewChange } from './visions.ts';

/** The defaults of a live view (LiveKit's sampler and the vendors' samples, 2026): one image a second, and one in three in silence. */
const VIEW = { intervalMs: 1_000, quietIntervalMs: 3_000, maxSidePx: 768, maxBytes: 60_000 };
const MIN_INTERVAL_MS = 1_000;
const QUALITY = 0.8;

interface LiveView {
  readonly source: VideoSource;
  readonly lease: VideoLease;
  readonly loop: ViewLoop;
  options: ViewOptions;
  /** The image that the vendor has of the view, and the connection that it was sent over. */
  last: { readonly id: string; readonly connection: number } | null;
}

/** `Vision` of one session. */
export class SessionVision implements Vision {
  readonly store: ReadableStore<VisionState>;
  readonly #session: RealtimeSession;
  readonly #capabilities: VisionCapabilities;
  readonly #options: VisionOptions;
  readonly #clock: Clock;
  readonly #videos: Readonly<Record<VideoSource, SharedVideo>>;
  readonly #previews = new Map<VideoSource, VideoLease>();
  readonly #set: (state: VisionState) => void;
  /** Loaded with the first image. */
  readonly #wire: Lazy<VisionWire>;
  #view: LiveView | null = null;
  #isMuted = false;
  #limits: ViewLimits = {};
  /** The live view that is being opened, and how many commands about one there have been: the last one wins. */
  #starting: VideoSource | null = null;
  #commands = 0;
  #end = new AbortController();
  #count = 0;

  constructor(session: RealtimeSession, options: VisionOptions & { readonly video: VideoPort }) {
    const { vision } = session.capabilities;
    if (!vision)
      throw new RealtimeError(
        'unsupported-capability',
        'This vendor takes no images. Check session.capabilities.vision first.',
      );
    this.#session = session;
    this.#capabilities = vision;
    this.#wire = createLazy(() => vision.load());
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const { store, set } = createIsolatedStore(EMPTY_VISION);
    this.store = store;
    this.#set = set;
    const create = (source: VideoSource) =>
      new SharedVideo({
        source,
        port: options.video,
        onState: (state) => this.#patch({ [source]: state }),
        onEnded: () => this.#ended(source),
      });
    this.#videos = { camera: create('camera'), screen: create('screen') };
    session.store.subscribe(({ status }, before) => {
      const isOver = status === 'closed' || status === 'failed';
      if (isOver && status !== before.status) this.dispose();
    });
  }

  async open(source: VideoSource, choice?: VideoChoice): Promise<void> {
    const lease = await this.#videos[source].acquire(choice);
    // Opened twice: one lease is enough for a preview.
    this.#previews.get(source)?.release();
    this.#previews.set(source, lease);
  }

  close(source: VideoSource): void {
    if (this.#view?.source === source || this.#starting === source) this.stop();
    this.#previews.delete(source);
    this.#videos[source].close();
  }

  select(source: VideoSource, choice: VideoChoice): Promise<void> {
    return this.#videos[source].select(choice);
  }

  async look(source: VideoSource, { text, respond = false, signal }: LookOptions = {}): Promise<void> {
    this.#requireLive();
    const { maxSidePx, maxBytes } = this.#capabilities;
    const lease = await this.#videos[source].acquire();
    try {
      const taken = await lease.input.take({ maxSidePx, maxBytes, quality: 0.85, forced: true });
      if (!taken) return;
      if (signal?.aborted) throw aborted('The look');
      this.#requireLive();
      const image = this.#nameImage(taken);
      const words = text ? [{ type: 'text', text } as const] : [];
      await this.#send([{ type: 'image', url: urlOf(image) }, ...words], { respond, signal });
      await this.#record(source, image, taken.bytes.byteLength);
    } finally {
      lease.release();
    }
  }

  async sendMessage(
    content: readonly ContentPart[],
    options: { readonly respond?: boolean } = {},
  ): Promise<ItemId> {
    this.#requireLive();
    return this.#send(content, options);
  }

  async #send(
    content: readonly ContentPart[],
    { respond, signal }: Pick<LookOptions, 'respond' | 'signal'>,
  ): Promise<ItemId> {
    const { upload } = await this.#wire.load();
    const { sessionId, connection } = this.#session.store.getState();
    const end = this.#end.signal;
    const parts = upload
      ? await uploadImages(content, { upload, sessionId: sessionId ?? '', signal: end })
      : content;
    if (end.aborted || signal?.aborted) throw aborted('The message');
    this.#requireLive();
    // The files of a conversation end with it.
    if (upload && this.#session.store.getState().connection !== connection)
      return this.#send(content, { respond, signal });
    return this.#session.sendMessage(parts, { ...(respond !== undefined && { respond }) });
  }

  async start(source: VideoSource, options: ViewOptions = {}): Promise<void> {
    if (!this.#capabilities.liveView)
      throw new RealtimeError(
        'unsupported-capability',
        'This vendor takes no live view, or its adapter was not told of one. Use look() for single images.',
      );
    this.#refuseOverBudget();
    this.#commands += 1;
    const command = this.#commands;
    this.#starting = source;
    try {
      const lease = await this.#videos[source].acquire();
      // Another command may have come while the user was asked, and the video may have ended.
      if (command === this.#commands && lease.isOpen) return this.#beginView(source, lease, options);
      lease.release();
    } finally {
      if (command === this.#commands) this.#starting = null;
    }
    this.#refuseOverBudget();
    throw aborted('The live view');
  }

  #beginView(source: VideoSource, lease: VideoLease, options: ViewOptions): void {
    this.#endView();
    const loop = new ViewLoop({
      clock: this.#clock,
      readPause: () => this.#readPause(source),
      onPause: (pausedBy) => this.#tellView(pausedBy),
      readIntervalMs: () => this.#readIntervalMs(),
      show: () => this.#showNext(),
      onFailed: (error) => this.#failed(source, error),
    });
    this.#view = { source, lease, loop, options: { ...this.#options.view, ...options }, last: null };
    loop.start();
  }

  #refuseOverBudget(): void {
    if (this.#limits.stopped)
      throw new RealtimeError(
        'budget-exceeded',
        'The budget allows no live view any more. Extend it, or show single images with look().',
      );
  }

  limit(limits: ViewLimits | null): void {
    this.#limits = limits ?? {};
    if (this.#limits.stopped) this.stop();
    const { view } = this.store.getState();
    if (view) this.#tellView(view.pausedBy);
  }

  setView(options: ViewOptions): void {
    if (this.#view) this.#view.options = { ...this.#view.options, ...options };
  }

  stop(): void {
    this.#commands += 1;
    this.#starting = null;
    this.#endView();
  }

  #endView(): void {
    const view = this.#view;
    if (!view) return;
    this.#view = null;
    view.loop.stop();
    view.lease.release();
    this.#patch({ view: null });
    this.#forget(view);
  }

  /** The newest image of a view would be paid for again in every turn. */
  #forget({ last }: LiveView): void {
    if (!last || !this.#isLive || last.connection !== this.#session.store.getState().connection) return;
    void this.#wire.load().then(({ writeEnd }) => {
      if (!this.#isLive || !writeEnd) return;
      for (const event of writeEnd(last.id)) this.#session.sendVendorEvent(event);
      tellViewChange(this.#session, { added: null, removedId: last.id });
    }, reportUncaught);
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    const { view } = this.store.getState();
    if (view) this.#tellView(this.#readPause(view.source));
  }

  dispose(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.stop();
    for (const source of ['camera', 'screen'] as const) this.close(source);
  }

  get #isLive(): boolean {
    const { status, isPaused } = this.#session.store.getState();
    return status === 'live' && !isPaused;
  }

  #requireLive(): void {
    if (this.#isLive) return;
    const { status } = this.#session.store.getState();
    throw new RealtimeError(
      'invalid-state',
      `The agent cannot be shown anything now: the session is ${status}. Wait for the status live.`,
    );
  }

  #readPause(source: VideoSource): ViewPause | null {
    if (!this.#isLive) return 'not-live';
    const { whileMuted = 'pause', whileHidden = source === 'screen' ? 'send' : 'pause' } =
      this.#view?.options ?? {};
    if (this.#isMuted || (whileMuted === 'pause' && this.#session.store.getState().isMuted)) return 'muted';
    const isHidden = this.#options.isHidden ?? (() => globalThis.document?.visibilityState === 'hidden');
    return whileHidden === 'pause' && isHidden() ? 'hidden' : null;
  }

  #readIntervalMs(): number {
    const { intervalMs, quietIntervalMs } = { ...VIEW, ...this.#view?.options };
    const { phase } = this.#session.store.getState();
    const wanted = phase === 'listening' || phase === 'idle' ? quietIntervalMs : intervalMs;
    // A longer delay overflows the platform's timers, which then fire at once.
    const { minIntervalMs = 0 } = this.#limits;
    return Math.min(Math.max(wanted, minIntervalMs, MIN_INTERVAL_MS), 2 ** 31 - 1);
  }

  async #showNext(): Promise<void> {
    const view = this.#view;
    const { connection } = this.#session.store.getState();
    if (!view) return;
    const { maxSidePx, maxBytes } = { ...VIEW, ...view.options };
    const most = this.#capabilities;
    const previous = view.last?.connection === connection ? view.last : null;
    // The device may have been switched since the view began.
    const input = this.#videos[view.source].input ?? view.lease.input;
    const [taken, wire] = await Promise.all([
      input.take({
        maxSidePx: Math.min(maxSidePx, most.maxSidePx),
        maxBytes: Math.min(maxBytes, most.maxBytes),
        quality: QUALITY,
        // A new connection knows nothing of the view.
        forced: previous === null,
      }),
      this.#wire.load(),
    ]);
    // Nothing leaves that was taken before a mute, an end, or another connection.
    const isStill = this.#view === view && this.#session.store.getState().connection === connection;
    if (!taken || !isStill || this.#readPause(view.source) !== null) return;
    const image = this.#nameImage(taken);
    for (const event of wire.writeView?.(image, previous?.id ?? null) ?? [])
      this.#session.sendVendorEvent(event);
    view.last = { id: image.id, connection };
    // A vendor of a stream keeps each image, and is paid for all of them in each turn.
    const removedId = wire.writeEnd ? (previous?.id ?? null) : null;
    tellViewChange(this.#session, { added: image, removedId });
    await this.#record(view.source, image, taken.bytes.byteLength);
  }

  /** A view that cannot be sent would fail again with each image: it ends, and its video says why. */
  #failed(source: VideoSource, error: unknown): void {
    // A device that was switched or closed while an image was taken: the next image is of the new one.
    if (isRealtimeError(error) && error.code === 'aborted') return;
    if (this.#view?.source === source) this.#endView();
    const reason = toRealtimeError(error, 'internal-error', 'An image of the live view could not be sent.');
    this.#patch({ [source]: { ...this.store.getState()[source], error: reason } });
  }

  #nameImage({ bytes, width, height }: TakenImage): ViewImage {
    this.#count += 1;
    return {
      id: `view_${this.#count}_${Math.round(this.#clock.now())}`,
      data: encodeBase64(bytes),
      width,
      height,
    };
  }

  async #record(source: VideoSource, image: ViewImage, byteLength: number): Promise<void> {
    const { estimateTokens } = await this.#wire.load();
    const { usage } = this.store.getState();
    const { width, height } = image;
    const tokens = estimateTokens(image);
    const { estimatedTokens } = usage;
    this.#patch({
      lastImage: { source, url: urlOf(image), width, height, byteLength, shownAtMs: this.#session.now() },
      usage: {
        images: usage.images + 1,
        bytes: usage.bytes + byteLength,
        estimatedTokens: tokens === null || estimatedTokens === null ? null : estimatedTokens + tokens,
      },
    });
  }

  #ended(source: VideoSource): void {
    this.#previews.delete(source);
    if (this.#view?.source === source) this.#endView();
  }

  #tellView(pausedBy: ViewPause | null): void {
    if (!this.#view) return;
    const { source } = this.#view;
    const intervalMs = this.#readIntervalMs();
    const known = this.store.getState().view;
    if (known?.source === source && known.pausedBy === pausedBy && known.intervalMs === intervalMs) return;
    this.#patch({ view: { source, pausedBy, intervalMs } });
  }

  #patch(patch: Partial<VisionState>): void {
    this.#set({ ...this.store.getState(), ...patch });
  }
}

function urlOf({ data }: ViewImage): string {
  return `data:image/jpeg;base64,${data}`;
}
