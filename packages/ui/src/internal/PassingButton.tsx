'use client';

import { useRef } from 'react';
import type { ComponentPropsWithoutRef } from 'react';
import { useFocusHandoff } from './useFocusHandoff.ts';
import { useSlots } from './useSlots.ts';

interface PassingButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'type' | 'className'> {
  /** Whether it is the main action. */
  readonly isStrong?: boolean;
  /** A selector of the control that gets the focus when this button goes away with it. */
  readonly focusNext?: string;
}

/** A button that a click removes, with the notice around it. It hands the focus on. */
export function PassingButton({ isStrong = false, focusNext, children, ...props }: PassingButtonProps) {
  const slot = useSlots();
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandoff(button, focusNext);
  return (
    <button
      type="button"
      {...props}
      ref={button}
      className={slot(isStrong ? 'repartee-button repartee-button-strong' : 'repartee-button')}
    >
      {children}
    </button>
  );
}
