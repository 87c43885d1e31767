'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** The conversation in writing, which is loaded when it is shown. */
export const LazyWritingParts = /* @__PURE__ */ createLazyPart(
  async () => (await import('./WritingParts.tsx')).WritingParts,
);
