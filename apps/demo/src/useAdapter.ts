import { useEffect, useState } from 'react';
import type { RealtimeSessionOptions } from '@repartee/core';
import type { Choice, DemoConfig } from './demo-config.ts';
import { VENDORS } from './vendors.ts';
import type { Transport, Vendor } from './vendors.ts';

/** An adapter with what it was loaded for. */
export interface Loaded {
  readonly choice: Choice;
  readonly vendor: Vendor;
  readonly transport: Transport | undefined;
  readonly adapter: RealtimeSessionOptions['adapter'];
}

interface AdapterState {
  readonly loaded: Loaded | null;
  /** The vendor whose adapter could not be loaded. */
  readonly failed: Vendor | null;
}

/** Loads the adapter of the selected vendor. Until it has loaded, the page keeps the previous one. */
export function useAdapter(
  config: DemoConfig | null,
  choice: Choice | null,
  transport: Transport | undefined,
): AdapterState {
  const [state, setState] = useState<AdapterState>({ loaded: null, failed: null });
  useEffect(() => {
    const vendor = VENDORS.find((entry) => entry.id === choice?.vendorId);
    const known = config?.vendors.find((entry) => entry.id === choice?.vendorId);
    if (!choice || !vendor || !known) return undefined;
    let isCurrent = true;
    const settle = (next: AdapterState) => {
      if (isCurrent) setState(next);
    };
    vendor.loadAdapter(choice.isReal ? undefined : (known.emulatorUrl ?? undefined), transport).then(
      (adapter) => settle({ loaded: { choice, vendor, transport, adapter }, failed: null }),
      () => settle({ loaded: null, failed: vendor }),
    );
    return () => {
      isCurrent = false;
    };
  }, [config, choice, transport]);
  return state;
}
