'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** A question, which is loaded when the first one is asked: few conversations have any. */
export const LazyPassingApproval = /* @__PURE__ */ createLazyPart(
  async () => (await import('./PassingApproval.tsx')).PassingApproval,
);
