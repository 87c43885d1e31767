import { aborted } from '../../errors/aborted.ts';
import type { RealtimeError } from '../../errors/realtime-error.ts';
import { isRealtimeError } from '../../errors/realtime-error.ts';
import type { VideoChoice, VideoInput, VideoPort, VideoSource } from '../../media/video/video-port.ts';
import { Latest } from '../../util/latest.ts';
import type { VideoState } from './vision-state.ts';

/** A user of an open video. It closes with its last one. */
export interface VideoLease {
  readonly input: VideoInput;
  /** Whether the video is still open: it may have ended before its user could look. */
  readonly isOpen: boolean;
  release(): void;
}

interface SharedVideoOptions {
  readonly source: VideoSource;
  readonly port: VideoPort;
  readonly onState: (state: VideoState) => void;
  /** The video has ended by itself, and all leases with it. */
  readonly onEnded: () => void;
}

/** One camera or screen with as many users as there are: preview, live view, looks. The last choice of a device wins. */
export class SharedVideo {
  readonly #options: SharedVideoOptions;
  readonly #latest: Latest<VideoInput>;
  #choice: VideoChoice = {};
  #leases = 0;
  /** Counts the ends: a lease from before one must not close what was opened later. */
  #era = 0;

  constructor(options: SharedVideoOptions) {
    this.#options = options;
    this.#latest = new Latest(`The ${options.source}`);
  }

  get input(): VideoInput | null {
    return this.#latest.current;
  }

  /** Opens the video, or joins those who have it open. The browser is asked within this call. */
  async acquire(choice?: VideoChoice): Promise<VideoLease> {
    if (choice) this.#choice = choice;
    const era = this.#era;
    this.#leases += 1;
    let isHeld = true;
    const release = () => {
      if (!isHeld || era !== this.#era) return;
      isHeld = false;
      this.#leases -= 1;
      if (this.#leases === 0) this.close();
    };
    try {
      const isOpen = this.#latest.current !== null || this.#latest.isOpening;
      const input = isOpen && !choice ? await this.#latest.settled() : await this.#open();
      // A close holds for those who wait for it, too.
      if (!input && era !== this.#era) throw aborted('The video');
      if (!input) return await this.#reopen(release, choice);
      const isStillOpen = () => isHeld && era === this.#era;
      return {
        input,
        get isOpen() {
          return isStillOpen();
        },
        release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Opens the source again, after an opening that was shared has failed. */
  async #reopen(release: () => void, choice: VideoChoice | undefined): Promise<VideoLease> {
    release();
    return this.acquire(choice);
  }

  /** Switches to another device without an end of the leases. While the video is off, it is chosen for later. */
  async select(choice: VideoChoice): Promise<void> {
    this.#choice = choice;
    if (this.#leases > 0) await this.#open();
  }

  async #open(): Promise<VideoInput> {
    const { source, port, onState } = this.#options;
    let opened: VideoInput | null = null;
    const onEnded = (error: RealtimeError | null) => this.#end(opened, error);
    const current = this.#latest.current;
    onState({
      state: 'opening',
      stream: current?.stream ?? null,
      deviceId: current?.deviceId ?? null,
      error: null,
    });
    try {
      opened = await this.#latest.replace(
        async (signal) => (opened = await port.open({ ...this.#choice, source, signal, onEnded })),
      );
      this.#tell(null);
      return opened;
    } catch (error) {
      if (!isRealtimeError(error) || error.code !== 'aborted')
        this.#tell(isRealtimeError(error) ? error : null);
      throw error;
    }
  }

  #end(input: VideoInput | null, error: RealtimeError | null): void {
    if (!input || !this.#latest.forget(input)) return;
    this.#era += 1;
    this.#leases = 0;
    this.#tell(error);
    this.#options.onEnded();
  }

  #tell(error: RealtimeError | null): void {
    const { current } = this.#latest;
    this.#options.onState({
      state: current ? 'on' : 'off',
      stream: current?.stream ?? null,
      deviceId: current?.deviceId ?? null,
      error,
    });
  }

  /** Closes the video for all. */
  close(): void {
    this.#era += 1;
    this.#leases = 0;
    const wasInUse = this.#latest.current !== null || this.#latest.isOpening;
    this.#latest.clear();
    // Where the opening has failed, its error stays to be seen.
    if (wasInUse) this.#tell(null);
  }
}
