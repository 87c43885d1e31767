'use client';

import type { ComponentPropsWithoutRef, JSX } from 'react';
import ReactMarkdown from 'react-markdown';
import type { Components, ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { useSlots } from '../../internal/useSlots.ts';

const plugins = [remarkGfm];

/** Each element has a class, by which the style sheet protects it. */
const TAGS = [
  ...(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br'] as const),
  ...(['strong', 'em', 'del', 'code', 'pre', 'table', 'thead', 'tbody', 'tr', 'th', 'td'] as const),
  'input',
] as const;

const SCROLLING: ReadonlySet<string> = new Set(['pre', 'table']);

const components: Components = {
  ...Object.fromEntries(TAGS.map((tag) => [tag, elementOf(tag)])),
  a: Link,
  // Its address would tell a stranger that the answer was read.
  img: ({ src, alt }) => <Link href={String(src)}>{alt || String(src)}</Link>,
};

/** The contents of a `MarkdownText`. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components}>
      {text}
    </ReactMarkdown>
  );
}

function elementOf(Tag: keyof JSX.IntrinsicElements) {
  return function Element({ node: _node, className: _class, ...props }: ExtraProps & { className?: string }) {
    const slot = useSlots();
    // The keyboard reaches an element that scrolls in itself.
    const focus = SCROLLING.has(Tag) && { tabIndex: 0 };
    const name = focus ? 'repartee-focus repartee-markdown-element' : 'repartee-markdown-element';
    return <Tag {...props} {...focus} className={slot(name)} />;
  };
}

function Link({ href, children }: ComponentPropsWithoutRef<'a'>) {
  const slot = useSlots();
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      className={slot('repartee-focus repartee-markdown-link')}
    >
      {children}
    </a>
  );
}
