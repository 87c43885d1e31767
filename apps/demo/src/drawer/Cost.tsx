import { useState } from 'react';
import type { BudgetAction, BudgetStep, LimitName } from '@repartee/core';
import { useTokenBudget } from '@repartee/hooks';
import { BudgetMeter } from '@repartee/ui';

const ACTIONS: Readonly<Record<BudgetAction, string>> = {
  warn: 'The limit is near.',
  shorten: 'The agent was asked to be brief.',
  trim: 'The vendor drops the oldest part of the context.',
  'text-only': 'The agent answers in writing.',
  'lower-rate': 'The agent is shown images less often.',
  'stop-view': 'The live view was ended.',
  pause: 'The conversation was paused.',
  end: 'The conversation was ended.',
};

const LIMITS: Partial<Readonly<Record<LimitName, string>>> = {
  minutes: 'time limit',
  idleMinutes: 'silence limit',
};

/** The cost of the conversation, as a summary or by turn, and the actions of its budget. */
export function Cost({ steps }: { readonly steps: readonly BudgetStep[] }) {
  const { level } = useTokenBudget();
  const [isDetailed, setDetailed] = useState(false);
  return (
    <section className="demo-cost" aria-label="Cost" data-level={level}>
      <BudgetMeter detailed={isDetailed} />
      {steps.length > 0 && (
        <ul className="demo-note">
          {steps.map(({ action, limit, isApplied }) => (
            <li key={`${action} ${limit}`}>
              {isApplied ? ACTIONS[action] : `This vendor does not support the action “${action}”.`}
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
        {isDetailed ? 'Hide cost details' : 'Show cost details'}
      </button>
    </section>
  );
}
