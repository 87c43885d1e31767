import { useEffect, useState } from 'react';
import { Symbol } from './Symbol.tsx';

interface CopyButtonProps {
  readonly name: string;
  readonly text: () => string;
}

/** The time for which the outcome stands in place of the name, in milliseconds. */
const SHOWN_MS = 2_000;

/** Copies a text, and says whether it could. */
export function CopyButton({ name, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'Copied' | 'Not copied' | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  // Without a secure context there is no clipboard.
  const write = async () => navigator.clipboard.writeText(text());
  const copy = () =>
    write().then(
      () => setOutcome('Copied'),
      () => setOutcome('Not copied'),
    );
  return (
    <span>
      <button type="button" className="repartee-inspector-button" onClick={() => void copy()}>
        <Symbol name={outcome === 'Copied' ? 'done' : 'copy'} />
        {name}
      </button>
      <span role="status" className="repartee-inspector-outcome">
        {outcome}
      </span>
    </span>
  );
}
