'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** The lists of a device menu: it is empty until it is opened. */
export const LazyDeviceLists = /* @__PURE__ */ createLazyPart(
  async () => (await import('./DeviceLists.tsx')).DeviceLists,
);
