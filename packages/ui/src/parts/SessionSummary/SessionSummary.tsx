'use client';

import { useId, useMemo } from 'react';
import type { ReactNode } from 'react';
import { entryOf, useSessionState, useTokenBudget } from '@repartee/hooks';
import { describeMoney } from '../../internal/describeBudget.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { sessionSummaryLabels } from './sessionSummaryLabels.ts';
import { summarize } from './summarize.ts';

/** The state of a `SessionSummary`. */
export interface SessionSummaryState {
  /** The end of the conversation. */
  readonly status: 'closed' | 'failed';
}

/** The props of `SessionSummary`. */
export type SessionSummaryProps = PartProps<'section', SessionSummaryState> & {
  /** A summary of the conversation, from the app. */
  readonly summary?: ReactNode;
  /** The next actions, such as an `ExportMenu`. */
  readonly children?: ReactNode;
};

/**
 * A summary of a conversation after its end: how long it took, how often each side spoke and the user interrupted, which
 * tools were used, and what it cost where prices are known. It renders nothing before the end, and for a conversation in
 * which nothing was said.
 *
 * Attributes: `data-status` (`closed`, `failed`).
 *
 * @example <SessionSummary summary="Order 4711 was cancelled."> <ExportMenu /> </SessionSummary>
 */
export function SessionSummary(props: SessionSummaryProps) {
  const status = useSessionState((state) => state.status);
  const isEmpty = useSessionState(({ transcript }) => transcript.order.length === 0);
  if (isEmpty || (status !== 'closed' && status !== 'failed')) return null;
  return <Summary {...props} status={status} />;
}

function Summary({ status, summary, children, ...props }: SessionSummaryProps & SessionSummaryState) {
  const labels = usePartLabels(sessionSummaryLabels);
  const { title, count, ...names } = labels.sessionSummary;
  const transcript = useSessionState((state) => state.transcript);
  const { minutes, cost, currency, isEstimated } = useTokenBudget();
  const id = useId();
  const counts = useMemo(
    () => summarize(transcript.order.flatMap((entry) => entryOf(transcript, entry) ?? [])),
    [transcript],
  );
  const money = describeMoney(cost, currency, isEstimated, labels.budget);
  const facts: readonly (readonly [name: string, value: string])[] = [
    ...(minutes > 0 ? ([[labels.elapsedTitle, labels.elapsed(minutes * 60_000)]] as const) : []),
    [names.said, count(counts.said)],
    [names.answers, count(counts.answers)],
    ...(['interruptions', 'tools'] as const).flatMap((fact) =>
      counts[fact] > 0 ? [[names[fact], count(counts[fact])] as const] : [],
    ),
    ...(money === null || !cost ? [] : ([[names.cost, money]] as const)),
  ];
  return usePart('section', props, {
    name: 'repartee-summary',
    state: { status },
    // Not a region of the page: there may be several, of several conversations.
    props: { role: 'group', 'aria-labelledby': id },
    children: (slot) => (
      <>
        <strong id={id} className={slot('repartee-summary-title')}>
          {title}
        </strong>
        {summary !== undefined && <div className={slot('repartee-summary-text')}>{summary}</div>}
        <dl className={slot('repartee-summary-facts')}>
          {facts.map(([name, value]) => (
            <div key={name} className={slot('repartee-summary-fact')}>
              <dt className={slot('repartee-summary-name')}>{name}</dt>
              <dd className={slot('repartee-summary-value')}>{value}</dd>
            </div>
          ))}
        </dl>
        {children}
      </>
    ),
  });
}
