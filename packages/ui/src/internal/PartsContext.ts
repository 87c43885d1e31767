'use client';

import { createContext } from 'react';
import type { ReactNode } from 'react';
import type { IconName } from './IconName.ts';
import type { SlotName } from './SlotName.ts';

/** The classes and icons that an app gives parts, beside their labels. */
export interface PartsOptions {
  /** Classes for the elements of the parts, by their names. */
  readonly classNames?: Partial<Readonly<Record<SlotName, string>>> | undefined;
  /** Icons in the place of the parts' own. Screen readers skip them. */
  readonly icons?: Partial<Readonly<Record<IconName, ReactNode>>> | undefined;
}

/** `null` without a provider above. */
export const PartsContext = createContext<PartsOptions | null>(null);
