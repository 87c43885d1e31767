import { aborted } from '../../errors/aborted.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import { encodeWithin } from '../encode-within.ts';
import { hasChanged, shrinkPicture } from './picture-change.ts';
import type { Thumbnail } from './picture-change.ts';
import type { TakeOptions, TakenImage } from './video-port.ts';

/** A video that has given no frame for this long gives none, in milliseconds. Cameras need a second or two to begin. */
const FIRST_FRAME_MS = 10_000;

function noPicture(): RealtimeError {
  return new RealtimeError(
    'camera-busy',
    'The video is open but gives no picture; another program may hold the camera. Close that program and try again.',
  );
}

/**
 * Takes images of a video: of its newest frame, which it keeps, or of the picture that it is given. It runs in the worker, and in
 * the page where the worker cannot be loaded.
 */
export class FrameEngine {
  #newest: VideoFrame | null = null;
  #taken: Thumbnail | null = null;
  /** Those who wait for the first frame. */
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  /** Follows the frames of a track. Each is closed as soon as the next one comes: a camera has few of them. */
  async follow(frames: ReadableStream<VideoFrame>): Promise<void> {
    const reader = frames.getReader();
    for (;;) {
      const { value } = await reader.read();
      if (!value) return;
      if (this.#isClosed) value.close();
      else this.#keep(value);
      if (this.#isClosed) return void reader.cancel();
    }
  }

  #keep(frame: VideoFrame): void {
    this.#newest?.close();
    this.#newest = frame;
    this.#wake();
  }

  /** Takes an image; `null` where nothing has changed since the last one. Without a picture it waits for the first frame. */
  async take(options: TakeOptions, given: ImageBitmap | null): Promise<TakenImage | null> {
    const picture = given ?? (await this.#copyNewest());
    try {
      const thumbnail = shrinkPicture(picture);
      if (!options.forced && !hasChanged(this.#taken, thumbnail)) return null;
      const { blob, width, height } = await encodeWithin(picture, options);
      this.#taken = thumbnail;
      return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
    } finally {
      picture.close();
    }
  }

  /** The next frame would close the newest one while it is encoded. */
  async #copyNewest(): Promise<VideoFrame> {
    while (!this.#newest) {
      if (this.#isClosed) throw aborted('The video');
      await this.#nextFrame();
    }
    return this.#newest.clone();
  }

  #nextFrame(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        end();
      };
      const wake = () => settle(resolve);
      const timer = setTimeout(() => settle(() => reject(noPicture())), FIRST_FRAME_MS);
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#newest?.close();
    this.#newest = null;
    this.#wake();
  }
}
