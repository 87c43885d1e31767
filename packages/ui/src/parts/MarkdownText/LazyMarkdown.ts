'use client';

import { createLazyPart } from '../../internal/createLazyPart.tsx';

/** Markdown, which is loaded with the first text that may have it. */
export const LazyMarkdown = /* @__PURE__ */ createLazyPart(
  async () => (await import('./Markdown.tsx')).Markdown,
);
