'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** A `VoicePanel` that is loaded when the pointer comes near the launcher of a widget, or when it is opened. */
export const LazyVoicePanel = /* @__PURE__ */ createLazyPart(
  async () => (await import('./VoicePanel.tsx')).VoicePanel,
);
