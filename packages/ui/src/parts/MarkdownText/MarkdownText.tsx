'use client';

import type { ReactNode } from 'react';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { LazyMarkdown } from './LazyMarkdown.ts';

/** The state of a `MarkdownText`. */
export interface MarkdownTextState {
  /** `plain` while its code is not loaded: it shows the text as it is. */
  readonly format: 'plain' | 'markdown';
}

/** The props of `MarkdownText`. */
export type MarkdownTextProps = Omit<PartProps<'div', MarkdownTextState>, 'children'> & {
  /** The text. It may grow. */
  readonly text: string;
};

/**
 * A text with Markdown: headings, lists, tables, code and links. Its code is loaded with the first one, and the text is shown as it is
 * until then. HTML in the text is shown as text, images as links to them, and links open beside the page and without a referrer. With
 * `markdown`, a transcript shows written answers so.
 *
 * Attributes: `data-format` (`plain`, `markdown`).
 *
 * @example
 * <MarkdownText text="Your order **4711** arrives on *Tuesday*." />
 */
export function MarkdownText({ text, ...props }: MarkdownTextProps) {
  const format = LazyMarkdown.useIsLoaded() ? 'markdown' : 'plain';
  const plain: ReactNode = text;
  return usePart('div', props, {
    name: 'repartee-markdown',
    state: { format },
    props: { dir: 'auto' },
    children: <LazyMarkdown text={text} fallback={plain} />,
  });
}
