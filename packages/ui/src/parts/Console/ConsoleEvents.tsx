'use client';

import { useState, useSyncExternalStore } from 'react';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { consoleLabels } from './consoleLabels.ts';
import type { EventLog, LoggedEvent } from './createEventLog.ts';
import { useSlots } from '../../internal/useSlots.ts';

const none: readonly LoggedEvent[] = [];

/** The last events, newest first, each with its contents when it is opened. */
export function ConsoleEvents({ log }: { readonly log: EventLog }) {
  const slot = useSlots();
  const { console: labels } = usePartLabels(consoleLabels);
  const lines = useSyncExternalStore(log.subscribe, log.read, () => none);
  if (lines.length === 0) return <p className={slot('repartee-console-empty')}>{labels.noEvents}</p>;
  return (
    <>
      <button type="button" className={slot('repartee-button repartee-console-clear')} onClick={log.clear}>
        {labels.clear}
      </button>
      <ol className={slot('repartee-console-events')}>
        {lines.toReversed().map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
    </>
  );
}

function Line({ line }: { readonly line: LoggedEvent }) {
  const slot = useSlots();
  const { console: labels } = usePartLabels(consoleLabels);
  const [isOpen, setOpen] = useState(false);
  const { atMs, source, type, count, detail } = line;
  return (
    <li className={slot('repartee-console-event')} data-source={source}>
      <details
        className={slot('repartee-console-details')}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary className={slot('repartee-focus repartee-console-summary')}>
          <span className={slot('repartee-console-time')}>{labels.seconds(atMs)}</span>
          <span className={slot('repartee-console-source')}>{labels.sources[source]}</span>
          <code className={slot('repartee-console-type')}>{type}</code>
          {count > 1 && <span className={slot('repartee-console-count')}>{labels.times(count)}</span>}
        </summary>
        {isOpen && <pre className={slot('repartee-console-detail')}>{detail()}</pre>}
      </details>
    </li>
  );
}
