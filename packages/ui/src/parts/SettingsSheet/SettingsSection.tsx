'use client';

import { useId } from 'react';
import type { ReactNode } from 'react';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';

/** The state of a `SettingsSection`. */
export interface SettingsSectionState {
  /** Whether the section has a heading. */
  readonly isTitled: boolean;
}

/** The props of `SettingsSection`. */
export type SettingsSectionProps = PartProps<'div', SettingsSectionState> & {
  /** A picker has a name of its own and needs no heading. */
  readonly heading?: ReactNode;
  /** The controls of the section. */
  readonly children?: ReactNode;
};

/**
 * A section of a `SettingsSheet`.
 *
 * Attributes: `data-titled`.
 *
 * @example
 * <SettingsSection heading="Appearance">
 *   <ThemeField />
 * </SettingsSection>
 */
export function SettingsSection({ heading, children, ...props }: SettingsSectionProps) {
  const id = useId();
  const isTitled = heading !== undefined;
  return usePart('div', props, {
    name: 'repartee-settings-section',
    state: { isTitled },
    props: isTitled ? { role: 'group', 'aria-labelledby': id } : {},
    children: (slot) => (
      <>
        {isTitled && (
          <h3 id={id} className={slot('repartee-settings-heading')}>
            {heading}
          </h3>
        )}
        {children}
      </>
    ),
  });
}
