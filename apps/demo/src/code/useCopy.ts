import { useEffect, useState } from 'react';

/** Copies a text, and says for a moment that it was done. */
export function useCopy(text: string) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const write = async () => navigator.clipboard.writeText(text);
  const copy = () => {
    // A browser may refuse the clipboard, or have none outside a secure context; the text stays on the screen.
    write().then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return { isCopied, copy };
}
