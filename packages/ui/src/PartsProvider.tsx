'use client';

import { use, useMemo } from 'react';
import type { ReactNode } from 'react';
import { PartsContext } from './internal/PartsContext.ts';
import type { PartsOptions } from './internal/PartsContext.ts';
import { mergeOptions } from './internal/slotsOf.ts';

/** The props of `PartsProvider`. */
export interface PartsProviderProps extends PartsOptions {
  /** The parts. */
  readonly children?: ReactNode;
}

/**
 * Gives classes and icons of the app to all parts below. Providers can be nested, and each part takes `classNames` and `icons` too.
 *
 * @example
 * <PartsProvider classNames={{ button: 'rounded-md', 'row-text': 'text-sm' }} icons={{ mic: <Mic /> }}>
 *   <VoicePanel />
 * </PartsProvider>
 */
export function PartsProvider({ classNames, icons, children }: PartsProviderProps) {
  const above = use(PartsContext);
  const options = useMemo(() => mergeOptions(above, { classNames, icons }), [above, classNames, icons]);
  return <PartsContext value={options}>{children}</PartsContext>;
}
