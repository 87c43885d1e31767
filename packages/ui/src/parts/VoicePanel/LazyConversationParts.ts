'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** The parts that an assembly needs when a conversation begins. */
export const LazyConversationParts = /* @__PURE__ */ createLazyPart(
  async () => (await import('./ConversationParts.tsx')).ConversationParts,
);
