import type { RecordedStep } from '@repartee/core/recording';
import { bothWords, formatStep, formatValue, titleOf } from '../model/entries.ts';
import { formatTime } from '../model/Timeline.ts';
import { CopyButton } from './CopyButton.tsx';

interface EntryDetailProps {
  readonly steps: readonly RecordedStep[];
  readonly at: number;
}

/** One row in full: in the vendor's words, and in those of the kit. */
export function EntryDetail({ steps, at }: EntryDetailProps) {
  const step = steps[at];
  if (!step) return null;
  const { vendor, ours } = bothWords(steps, at);
  return (
    <aside className="repartee-inspector-detail" aria-label="Selected entry">
      <header>
        <strong>{titleOf(step)}</strong>
        <span className="repartee-inspector-soft">
          {formatTime(step.atMs)}
          {step.kind === 'frame' && `, connection ${step.connection}`}
        </span>
        <CopyButton name="Copy as JSON" text={() => formatStep(step)} />
      </header>
      {vendor.length > 0 && <Words name="In the vendor’s words" texts={vendor} />}
      {ours.length > 0 && <Words name="In the kit’s words" texts={ours.map(formatValue)} />}
      {ours.length === 0 && (
        <p className="repartee-inspector-soft">The kit has no word for it, or nothing to do.</p>
      )}
    </aside>
  );
}

function Words({ name, texts }: { readonly name: string; readonly texts: readonly string[] }) {
  return (
    <section>
      <h3>{name}</h3>
      {/* A list that is long is scrolled by the keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="region" aria-label={name}>
        {texts.join('\n\n')}
      </pre>
    </section>
  );
}
