'use client';

import { useEffect, useState } from 'react';
import type { ConversationStorage } from '@repartee/hooks';

interface ConsentOptions {
  readonly storage: ConversationStorage | undefined;
  readonly storageKey: string;
  readonly version: string;
}

/** Whether the user has accepted this version: `null` until the storage has answered. */
export function useConsent({ storage, storageKey, version }: ConsentOptions) {
  const [accepted, setAccepted] = useState<string | null>(null);
  const [read, setRead] = useState<{ readonly version: string; readonly stored: string | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const look = async () => storage?.getItem(storageKey) ?? null;
    look()
      // A storage that cannot be read has kept nothing: the user is asked again.
      .catch(() => null)
      .then((stored) => {
        if (isCurrent) setRead({ version, stored });
      });
    return () => {
      isCurrent = false;
    };
  }, [storage, storageKey, version]);
  const isAccepted = accepted === version || (read?.version === version ? read.stored === version : null);
  const accept = () => {
    setAccepted(version);
    const keep = async () => storage?.setItem(storageKey, version);
    // The user has accepted, whether it can be kept or not.
    keep().catch(() => {});
  };
  return { isAccepted, accept };
}
