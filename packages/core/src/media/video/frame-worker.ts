import { aborted } from '../../errors/aborted.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import { openWorker } from '../open-worker.ts';
import { packageFileUrl } from '../package-file-url.ts';
import { FrameEngine } from './frame-engine.ts';
import type { FrameAnswer, FrameRequest } from './frame-messages.ts';
import type { TakeOptions, TakenImage } from './video-port.ts';

/** Takes images of one video. */
export interface FrameTaker {
  follow(frames: ReadableStream<VideoFrame>): void;
  take(options: TakeOptions, picture: ImageBitmap | null): Promise<TakenImage | null>;
  close(): void;
}

/** Loads the worker, a file of the package; where it cannot be loaded, images are encoded in the page. */
export async function createFrameTaker(workerUrl?: string): Promise<FrameTaker> {
  const own = () => new URL('../../../worklets/vision.js', import.meta.url);
  try {
    return new WorkerTaker(await openWorker(workerUrl ?? packageFileUrl('vision.js', own)));
  } catch {
    // A strict policy, or a bundler that has left the file behind: the page does the same work, on its own thread.
    return new PageTaker();
  }
}

/** The error of a worker that fails once it runs, for example with too little memory. */
function workerFailed({ message }: ErrorEvent): RealtimeError {
  return new RealtimeError(
    'worklet-failed',
    `The worker that takes images has failed (${message}). Open the video again.`,
  );
}

class PageTaker implements FrameTaker {
  readonly #engine = new FrameEngine();

  follow(frames: ReadableStream<VideoFrame>): void {
    // The stream fails when its track is closed.
    this.#engine.follow(frames).catch(() => {});
  }

  take(options: TakeOptions, picture: ImageBitmap | null): Promise<TakenImage | null> {
    return this.#engine.take(options, picture);
  }

  close(): void {
    this.#engine.close();
  }
}

interface Waiting {
  readonly resolve: (image: TakenImage | null) => void;
  readonly reject: (error: RealtimeError) => void;
}

class WorkerTaker implements FrameTaker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FrameAnswer>) => this.#receive(data);
    worker.onerror = (event) => this.#giveUp(workerFailed(event));
  }

  follow(frames: ReadableStream<VideoFrame>): void {
    this.#post({ type: 'follow', frames }, [frames]);
  }

  take(options: TakeOptions, picture: ImageBitmap | null): Promise<TakenImage | null> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ type: 'take', id, options, picture }, picture ? [picture] : []);
    });
  }

  #post(message: FrameRequest, transfer: Transferable[]): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(answer: FrameAnswer): void {
    if (answer.type === 'ready') return;
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.type === 'taken') waiting?.resolve(answer.image);
    else waiting?.reject(new RealtimeError(answer.code, answer.message));
  }

  close(): void {
    this.#worker.terminate();
    this.#worker.onmessage = null;
    this.#giveUp(aborted('The video'));
  }

  #giveUp(error: RealtimeError): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
