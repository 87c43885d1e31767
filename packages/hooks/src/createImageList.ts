import { createStore } from 'zustand/vanilla';
import { RealtimeError } from '@repartee/core';
import type { PreparedImage } from '@repartee/core';

/** An image that the user chose. */
export interface ChosenImage {
  readonly id: string;
  /** The name of its file; `''` if it has none, as an image that was pasted. */
  readonly name: string;
  /** Whether it is being checked and scaled, can be sent, is being uploaded, or could not be prepared or sent. */
  readonly state: 'preparing' | 'ready' | 'sending' | 'failed';
  /** The image to send; `null` until it is `ready`. */
  readonly image: PreparedImage | null;
  /** The reason why it was not sent; `null` otherwise. */
  readonly error: RealtimeError | null;
}

/** The settings of the list of chosen images. They are read anew for each image. */
export interface ImageListOptions {
  readonly prepare: (file: Blob) => Promise<PreparedImage>;
  readonly maxImages: number;
}

/** The images of the next message, as `useSyncExternalStore` reads them. */
export interface ImageList {
  readonly read: () => readonly ChosenImage[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (files: Iterable<Blob>) => void;
  readonly remove: (id: string) => void;
  /** Removes all and returns those that can be sent. */
  readonly take: () => readonly PreparedImage[];
  /** Sends those that can be sent, and removes them once they are. Rejects as `by` does: they stay then, with the reason. */
  readonly send: <Result>(by: (images: readonly PreparedImage[]) => Promise<Result>) => Promise<Result>;
}

const nameOf = (file: Blob) => ('name' in file && typeof file.name === 'string' ? file.name : '');

/** Keeps the images that the user chose, and prepares them one after the other: a decoded photograph takes hundreds of megabytes. */
export function createImageList(options: () => ImageListOptions): ImageList {
  const { getState: read, setState, subscribe } = createStore<readonly ChosenImage[]>(() => []);
  let nextId = 1;
  let last = Promise.resolve();
  const show = (next: readonly ChosenImage[]) => setState(next, true);
  const change = (id: string, patch: Partial<ChosenImage>) =>
    show(read().map((image) => (image.id === id ? { ...image, ...patch } : image)));
  const prepare = async (id: string, file: Blob) => {
    // It may have been removed while it waited.
    if (!read().some((image) => image.id === id)) return;
    try {
      change(id, { state: 'ready', image: await options().prepare(file) });
    } catch (error) {
      change(id, { state: 'failed', error: asRealtimeError(error) });
    }
  };
  const addOne = (file: Blob) => {
    const { maxImages } = options();
    const entry = { id: `image-${nextId++}`, name: nameOf(file), image: null } as const;
    const images = read();
    if (images.filter(({ image, state }) => image || state !== 'failed').length >= maxImages) {
      return show([...images, { ...entry, state: 'failed', error: tooMany(maxImages) }]);
    }
    show([...images, { ...entry, state: 'preparing', error: null }]);
    last = last.then(() => prepare(entry.id, file));
  };
  return {
    read,
    subscribe,
    add(files) {
      for (const file of files) addOne(file);
    },
    remove: (id) => show(read().filter((image) => image.id !== id)),
    take() {
      const taken = preparedOf(read());
      show(read().filter(({ state }) => state === 'sending'));
      return taken;
    },
    async send(by) {
      const sent = preparedOf(read());
      const isSent = ({ image }: ChosenImage) => image !== null && sent.includes(image);
      show(read().map((image) => (isSent(image) ? { ...image, state: 'sending', error: null } : image)));
      try {
        const result = await by(sent);
        show(read().filter((image) => !isSent(image) && !isRefused(image)));
        return result;
      } catch (cause) {
        const error = asRealtimeError(cause);
        show(read().map((image) => (isSent(image) ? { ...image, state: 'failed', error } : image)));
        throw error;
      }
    },
  };
}

/** Images that were refused have been shown with their reason: a message goes without them. */
const isRefused = ({ state }: ChosenImage) => state === 'failed';

/** Those that can be sent. One that could not be sent is, as its data is still there, sent with the next try. */
function preparedOf(images: readonly ChosenImage[]): readonly PreparedImage[] {
  return images.flatMap(({ image, state }) => (image && state !== 'sending' ? [image] : []));
}

function tooMany(max: number): RealtimeError {
  return new RealtimeError(
    'unsupported-capability',
    `A message takes at most ${max} ${max === 1 ? 'image' : 'images'}. Send this one with the next message.`,
  );
}

function asRealtimeError(error: unknown): RealtimeError {
  if (error instanceof RealtimeError) return error;
  return new RealtimeError('image-unreadable', 'The image could not be prepared.', { cause: error });
}
