'use client';

import type { ReactNode } from 'react';
import { useSlots } from './useSlots.ts';

interface ChoiceProps {
  /** The name of the group. */
  readonly group: string;
  readonly value: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
  /** The content at the end of the row, which is no part of the name. */
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

/** A row with a radio button. */
export function Choice({ group, value, checked, disabled, onChoose, end, children }: ChoiceProps) {
  const slot = useSlots();
  return (
    <div className={slot('repartee-choice')}>
      <label className={slot('repartee-choice-label')}>
        <input
          type="radio"
          className={slot('repartee-choice-radio')}
          name={group}
          value={value}
          checked={checked}
          disabled={disabled}
          onChange={onChoose}
        />
        <span className={slot('repartee-choice-text')}>{children}</span>
      </label>
      {end}
    </div>
  );
}
