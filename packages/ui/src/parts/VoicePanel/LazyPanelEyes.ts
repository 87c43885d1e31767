'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** Camera and screen, which are loaded by a panel that allows them. */
export const LazyPanelEyes = /* @__PURE__ */ createLazyPart(
  async () => (await import('./PanelEyes.tsx')).PanelEyes,
);
