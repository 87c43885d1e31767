'use client';

import { useEffect, useRef, useState } from 'react';
import type { ConversationStorage } from '@repartee/hooks';

interface ConsentOptions {
  readonly storage: ConversationStorage | (() => ConversationStorage) | undefined;
  readonly storageKey: string;
  readonly version: string;
}

/** Whether the user has accepted this version: `null` until the storage has answered. */
export function useConsent({ storage, storageKey, version }: ConsentOptions) {
  const [accepted, setAccepted] = useState<string | null>(null);
  const [read, setRead] = useState<{ readonly version: string; readonly stored: string | null } | null>(null);
  const latest = useRef(storage);
  useEffect(() => {
    latest.current = storage;
  });
  // An inline function is another one in each render, and returns the same storage.
  const identity = typeof storage === 'function' ? null : storage;
  useEffect(() => {
    let isCurrent = true;
    const look = async () => resolveStorage(latest.current)?.getItem(storageKey) ?? null;
    look()
      // A storage that is blocked or cannot be read has kept nothing: the user is asked again.
      .catch(() => null)
      .then((stored) => {
        if (isCurrent) setRead({ version, stored });
      });
    return () => {
      isCurrent = false;
    };
  }, [identity, storageKey, version]);
  const isAccepted = accepted === version || (read?.version === version ? read.stored === version : null);
  const accept = () => {
    setAccepted(version);
    const keep = async () => resolveStorage(storage)?.setItem(storageKey, version);
    // The user has accepted, whether it can be kept or not.
    keep().catch(() => {});
  };
  return { isAccepted, accept };
}

const resolveStorage = (storage: ConsentOptions['storage']) =>
  typeof storage === 'function' ? storage() : storage;
