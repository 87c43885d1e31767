'use client';

import { useMemo, useState, useSyncExternalStore } from 'react';
import type { ChangeEvent, ClipboardEvent, DragEvent } from 'react';

import { prepareImage } from '@repartee/core';
import type { ContentPart, ItemId } from '@repartee/core';

import { createImageList } from './createImageList.ts';
import type { ChosenImage } from './createImageList.ts';
import { partOf, sendImages } from './sendImages.ts';
import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';

/** The options of `useImageInput`. */
export interface UseImageInputOptions {
  /** The most images of one message. @default what the vendor takes, or 4 */
  readonly maxImages?: number;
}

/** The return value of `useImageInput`. */
export interface ImageInput {
  /** The images of the next message, those that cannot be sent too, each with its reason. */
  readonly images: readonly ChosenImage[];
  /** Whether the vendor takes images. */
  readonly canAdd: boolean;
  /** Whether an image is still being checked and scaled, or on its way: it would not be sent. */
  readonly isPreparing: boolean;
  /** Whether files are held over the element with `dropProps`. */
  readonly isDraggedOver: boolean;
  readonly add: (files: Iterable<Blob>) => void;
  readonly remove: (id: string) => void;
  /** Removes all images and returns those that can be sent, as parts for `session.sendMessage()`. */
  readonly take: () => readonly Extract<ContentPart, { type: 'image' }>[];
  /**
   * Sends the images with a text, or without one: at once, or uploaded first where the vendor takes images as files. A session that
   * has not begun is waited for then. Rejects with a RealtimeError, as `Vision.sendMessage` does; the images stay in the list, `failed`,
   * and go with the next message.
   */
  readonly send: (text: string) => Promise<ItemId>;
  /** The props of an `<input>` with which the user picks files. */
  readonly inputProps: {
    readonly type: 'file';
    readonly accept: string;
    readonly multiple: boolean;
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  };
  /**
   * The props of an `<input>` with which the user takes a photo: phones open their camera for it, other devices their files.
   */
  readonly photoProps: ImageInput['inputProps'] & { readonly capture: 'environment' };
  /** The props of a text field into which the user pastes images. Pasted text goes its usual way. */
  readonly pasteProps: { readonly onPaste: (event: ClipboardEvent) => void };
  /** The props of the element on which the user drops files. */
  readonly dropProps: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

const MOST = 4;

/**
 * Takes images that the user picks, pastes or drops, for the next message. Each is checked and encoded anew in the browser, by
 * `prepareImage`: upright, scaled to what the vendor sees, without place and time. What cannot be sent stays in the list, with its coded
 * error: `image-unreadable`, `image-unsupported`, `image-too-large`, or `unsupported-capability` for one too many.
 *
 * @example
 * const { images, inputProps, send } = useImageInput();
 * return <form action={() => send(text)}>…</form>;
 */
export function useImageInput({ maxImages }: UseImageInputOptions = {}): ImageInput {
  const session = useSession();
  const { canSendImages, vision } = session.capabilities;
  const canAdd = canSendImages || Boolean(vision);
  const limits = useLatest({
    prepare: (file: Blob) => prepareImage(file, vision || {}),
    maxImages: maxImages ?? (vision || {}).maxImages ?? MOST,
  });
  const [list] = useState(() => createImageList(() => limits.current));
  const [isDraggedOver, setDraggedOver] = useState(false);
  const images = useSyncExternalStore(list.subscribe, list.read, list.read);
  const handlers = useMemo(
    () => (canAdd ? createHandlers(list.add, setDraggedOver) : NO_HANDLERS),
    [list, canAdd],
  );
  const commands = useMemo(
    () => ({
      take: () => list.take().map(partOf),
      send: (text: string) => sendImages(session, list, text),
    }),
    [session, list],
  );
  return {
    images,
    canAdd,
    isPreparing: images.some(({ state }) => state === 'preparing' || state === 'sending'),
    isDraggedOver,
    add: list.add,
    remove: list.remove,
    ...commands,
    ...handlers,
  };
}

type Handlers = Pick<ImageInput, 'inputProps' | 'photoProps' | 'pasteProps' | 'dropProps'>;

const INPUT = { type: 'file', accept: 'image/*', multiple: true } as const;
const PHOTO = { multiple: false, capture: 'environment' } as const;
const nothing = () => {};

/** The handlers for a vendor that takes no images: what is pasted and dropped goes its usual way. */
const NO_HANDLERS: Handlers = {
  inputProps: { ...INPUT, onChange: nothing },
  photoProps: { ...INPUT, ...PHOTO, onChange: nothing },
  pasteProps: { onPaste: nothing },
  dropProps: { onDragOver: nothing, onDragLeave: nothing, onDrop: nothing },
};

function createHandlers(
  add: (files: Iterable<Blob>) => void,
  setDraggedOver: (isOver: boolean) => void,
): Handlers {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    add([...(currentTarget.files ?? [])]);
    // The same file can be picked again after it was removed.
    currentTarget.value = '';
  };
  return {
    inputProps: { ...INPUT, onChange },
    photoProps: { ...INPUT, ...PHOTO, onChange },
    pasteProps: {
      onPaste(event) {
        const files = [...event.clipboardData.files].filter(({ type }) => type.startsWith('image/'));
        // A table copied from an office app is text and an image of it: the user means the text.
        if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
        event.preventDefault();
        add(files);
      },
    },
    dropProps: {
      onDragOver(event) {
        if (!hasFiles(event)) return;
        // Without this the browser would open the file in place of the page.
        event.preventDefault();
        setDraggedOver(true);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setDraggedOver(false);
      },
      onDrop(event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDraggedOver(false);
        add([...event.dataTransfer.files]);
      },
    },
  };
}
