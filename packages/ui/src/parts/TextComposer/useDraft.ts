'use client';

import { useEffect, useRef, useState } from 'react';
import { useSession, useSessionState } from '@repartee/hooks';
import type { ChosenImage, ImageInput } from '@repartee/hooks';
import { startForMessage } from '../../internal/startForMessage.ts';

/** The props of `TextComposer` that are about its text. */
export interface DraftOptions {
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onValueChange?: ((value: string) => void) | undefined;
  readonly onSend?: ((text: string) => void) | undefined;
  readonly disabled?: boolean | undefined;
  /** Images that are sent with the text, or without one. */
  readonly images?: ImageInput | undefined;
}

/** The text and what can be done with it. */
export interface Draft {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly send: () => void;
  readonly isEmpty: boolean;
  readonly isDisabled: boolean;
}

/** An image that could not be sent goes with the next message; one that could not be prepared has no data. */
const isSendable = ({ image, state }: ChosenImage) =>
  state === 'ready' || (state === 'failed' && image !== null);

/** Holds the text, unless the app holds it, and sends it. */
export function useDraft(options: DraftOptions): Draft {
  const { value, defaultValue = '', onValueChange, onSend, disabled, images } = options;
  const session = useSession();
  const status = useSessionState((state) => state.status);
  const [own, setOwn] = useState(defaultValue);
  const current = value ?? own;
  const text = current.trim();
  const isOver = status === 'closing' || status === 'closed' || status === 'failed';
  const isDisabled = disabled ?? (isOver || !session.capabilities.canSendText);
  const hasImages = images?.images.some(isSendable) ?? false;
  // An image that is still being prepared would be lost.
  const isEmpty = (text === '' && !hasImages) || (images?.isPreparing ?? false);
  const change = (next: string) => {
    setOwn(next);
    onValueChange?.(next);
  };
  // The images stay in the tray with the reason, and the words come back, unless others have been written meanwhile.
  const latest = useRef(current);
  useEffect(() => void (latest.current = current), [current]);
  const keep = (unsent: string) => {
    if (latest.current === '') change(unsent);
  };
  const send = () => {
    if (isEmpty || isDisabled || !startForMessage(session)) return;
    if (!hasImages) session.sendText(text);
    else images?.send(text).catch(() => keep(text));
    change('');
    onSend?.(text);
  };
  return { value: current, change, send, isEmpty, isDisabled };
}
