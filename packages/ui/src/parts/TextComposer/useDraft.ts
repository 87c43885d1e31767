'use client';

import { useState } from 'react';
import { useSession, useSessionState } from '@repartee/hooks';

/** What a draft may be given by the app. */
export interface DraftOptions {
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onValueChange?: ((value: string) => void) | undefined;
  readonly onSend?: ((text: string) => void) | undefined;
  readonly disabled?: boolean | undefined;
}

/** What is being written. */
export interface Draft {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly send: () => void;
  readonly isEmpty: boolean;
  readonly isDisabled: boolean;
}

/** Holds what is being written, or leaves that to the app, and says whether it can be sent. */
export function useDraft({ value, defaultValue = '', onValueChange, onSend, disabled }: DraftOptions): Draft {
  const session = useSession();
  const status = useSessionState((state) => state.status);
  const [own, setOwn] = useState(defaultValue);
  const current = value ?? own;
  const words = current.trim();
  const isOver = status === 'closing' || status === 'closed' || status === 'failed';
  const isDisabled = disabled ?? (isOver || !session.capabilities.canSendText);
  const change = (next: string) => {
    setOwn(next);
    onValueChange?.(next);
  };
  const send = () => {
    if (words === '' || isDisabled) return;
    session.sendText(words);
    change('');
    onSend?.(words);
  };
  return { value: current, change, send, isEmpty: words === '', isDisabled };
}
