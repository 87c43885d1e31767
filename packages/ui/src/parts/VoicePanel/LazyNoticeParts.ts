'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** The parts that an assembly needs once a conversation is live, or has failed. */
export const LazyNoticeParts = /* @__PURE__ */ createLazyPart(
  async () => (await import('./NoticeParts.tsx')).NoticeParts,
);
