'use client';

import { useEffect, useId, useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useSession } from '@repartee/hooks';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { SessionStatus } from '../SessionStatus/SessionStatus.tsx';
import { TranscriptRoot } from '../Transcript/TranscriptRoot.tsx';
import { ConsoleEvents } from './ConsoleEvents.tsx';
import { consoleLabels } from './consoleLabels.ts';
import { ConsoleMetrics } from './ConsoleMetrics.tsx';
import { ConsoleSettings } from './ConsoleSettings.tsx';
import { createEventLog } from './createEventLog.ts';

/** The state of a `Console`. */
export interface ConsoleState {
  readonly tab: 'transcript' | 'events' | 'metrics' | 'settings';
}

/** The props of `Console`. */
export type ConsoleProps = Omit<PartProps<'div', ConsoleState>, 'children'> & {
  /** The tab that is shown at first. @default 'events' */
  readonly defaultTab?: ConsoleState['tab'];
};

const TABS = ['transcript', 'events', 'metrics', 'settings'] as const;
const KEYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * A console for developers: the conversation, the last 200 events with their contents, what was measured, and settings. It uses
 * public hooks and events only. Events can hold what users said: leave it out of what users see.
 *
 * Attributes: `data-tab` (`transcript`, `events`, `metrics`, `settings`).
 *
 * @example
 * {import.meta.env.DEV && <Console style={{ blockSize: '20rem' }} />}
 */
export function Console({ defaultTab = 'events', ...props }: ConsoleProps) {
  const { console: labels } = usePartLabels(consoleLabels);
  const [tab, setTab] = useState(defaultTab);
  const session = useSession();
  const log = useMemo(() => createEventLog(session), [session]);
  // Events are kept while another tab is shown.
  useEffect(() => log.record(), [log]);
  const id = useId();
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = KEYS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const next = TABS.at((TABS.indexOf(tab) + (isMirrored ? -step : step)) % TABS.length) ?? tab;
    setTab(next);
    document.getElementById(`${id}${next}`)?.focus();
  };
  return usePart('div', props, {
    name: 'repartee-console',
    state: { tab },
    props: { role: 'group', 'aria-label': labels.name },
    children: (slot) => (
      <>
        <div className={slot('repartee-console-head')}>
          <div className={slot('repartee-console-tabs')} role="tablist" aria-label={labels.name}>
            {TABS.map((each) => (
              <button
                key={each}
                type="button"
                id={`${id}${each}`}
                className={slot('repartee-focus repartee-console-tab')}
                role="tab"
                aria-selected={each === tab}
                aria-controls={`${id}panel`}
                tabIndex={each === tab ? 0 : -1}
                onClick={() => setTab(each)}
                onKeyDown={move}
              >
                {labels.tabs[each]}
              </button>
            ))}
          </div>
          <SessionStatus />
        </div>
        <div
          id={`${id}panel`}
          className={slot('repartee-focus repartee-console-panel')}
          role="tabpanel"
          aria-labelledby={`${id}${tab}`}
          tabIndex={0}
        >
          {tab === 'transcript' && <TranscriptRoot announced="none" />}
          {tab === 'events' && <ConsoleEvents log={log} />}
          {tab === 'metrics' && <ConsoleMetrics />}
          {tab === 'settings' && <ConsoleSettings />}
        </div>
      </>
    ),
  });
}
