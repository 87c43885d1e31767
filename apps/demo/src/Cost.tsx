import { useState } from 'react';
import type { BudgetAction, LimitName } from '@repartee/core';
import { useSession, useTokenBudget } from '@repartee/hooks';
import { BudgetMeter } from '@repartee/ui';
import { useBudgetSteps } from './useBudgetSteps.ts';

const TOLD: Readonly<Record<BudgetAction, string>> = {
  warn: 'Told that the limit is near.',
  shorten: 'Asked the agent to be brief.',
  trim: 'Had the vendor forget what is old.',
  'text-only': 'Let the agent write instead.',
  pause: 'Paused the talk.',
  end: 'Ended the talk.',
};

const LIMITS: Partial<Readonly<Record<LimitName, string>>> = {
  minutes: 'the time',
  idleMinutes: 'the silence',
};

/** What the talk costs, in short or turn by turn, and what its budget has done about it. */
export function Cost() {
  const session = useSession();
  const { level } = useTokenBudget();
  const [isDetailed, setDetailed] = useState(false);
  const steps = useBudgetSteps(session.budget);
  return (
    <section className="demo-cost" aria-label="What it costs" data-level={level}>
      <BudgetMeter isDetailed={isDetailed} />
      {steps.length > 0 && (
        <ul className="demo-note">
          {steps.map(({ action, limit, isApplied }) => (
            <li key={`${action} ${limit}`}>
              {isApplied ? TOLD[action] : `Could not do: ${action}.`}
              {LIMITS[limit] ? ` (${LIMITS[limit]})` : ''}
            </li>
          ))}
        </ul>
      )}
      <button
        type="button"
        className="demo-more repartee-focus"
        aria-expanded={isDetailed}
        onClick={() => setDetailed(!isDetailed)}
      >
        {isDetailed ? 'Less about the cost' : 'More about the cost'}
      </button>
    </section>
  );
}
