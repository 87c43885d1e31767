'use client';

import { use } from 'react';
import { PartsContext } from './PartsContext.ts';
import { slotsOf } from './slotsOf.ts';
import type { Slot } from './slotsOf.ts';

/** Adds the classes that the app gives to an element inside a part. `usePart` passes the same function to the part's children. */
export function useSlots(): Slot {
  return slotsOf(use(PartsContext));
}
