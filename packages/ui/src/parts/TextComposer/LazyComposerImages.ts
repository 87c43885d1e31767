'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** Loaded by a composer that takes images. */
export const LazyComposerImages = /* @__PURE__ */ createLazyPart(
  async () => (await import('./ComposerImages.tsx')).ComposerImages,
);
