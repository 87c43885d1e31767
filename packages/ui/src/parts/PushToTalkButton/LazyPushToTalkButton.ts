'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** A `PushToTalkButton` for bars that may have it. */
export const LazyPushToTalkButton = /* @__PURE__ */ createLazyPart(
  async () => (await import('./PushToTalkButton.tsx')).PushToTalkButton,
);
