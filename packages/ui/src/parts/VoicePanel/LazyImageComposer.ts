'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** Loaded by a panel that allows images, when the conversation in writing is shown. */
export const LazyImageComposer = /* @__PURE__ */ createLazyPart(
  async () => (await import('./ImageComposer.tsx')).ImageComposer,
);
