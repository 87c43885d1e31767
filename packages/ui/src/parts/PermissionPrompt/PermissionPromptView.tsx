'use client';

import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import type { BrowserFamily } from '../../internal/browserFamily.ts';
import { Icon } from '../../internal/Icon.tsx';
import { micOffShape, micShape } from '../../internal/controlShapes.ts';
import { useFocusHandoff } from '../../internal/useFocusHandoff.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { permissionPromptLabels } from './permissionPromptLabels.ts';
import type { PermissionStep } from './permissionStep.ts';

/** The state of a `PermissionPrompt`. */
export interface PermissionPromptState {
  readonly step: PermissionStep;
  /** The browser whose questions and settings the words describe. */
  readonly browser: BrowserFamily;
}

/** The props of `PermissionPromptView`. */
export type PermissionPromptViewProps = Omit<PartProps<'div', PermissionPromptState>, 'children'> & {
  /** The step to show. */
  readonly step: PermissionStep;
  /** @default 'other' */
  readonly browser?: BrowserFamily;
  /** The app's reason for needing the microphone, in place of the general words. */
  readonly why?: ReactNode;
  /** Called by the button. */
  readonly onRequest: () => void;
};

/**
 * The words and the button of `PermissionPrompt` for a state of your own.
 *
 * Attributes: `data-step`, `data-browser`.
 *
 * @example
 * <PermissionPromptView step="denied" browser="firefox" onRequest={askAgain} />
 */
export function PermissionPromptView(given: PermissionPromptViewProps) {
  const { step, browser = 'other', why, onRequest, ...props } = given;
  const labels = usePartLabels(permissionPromptLabels);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandoff(button, '.repartee-connect');
  const isNew = step === 'ask' || step === 'asking' || step === 'dismissed';
  const isAsking = step === 'asking';
  const words = isAsking
    ? labels.permissionQuestions[browser]
    : step === 'denied'
      ? labels.permissionSettings[browser]
      : labels.permissionTexts[step];
  return usePart('div', props, {
    name: 'repartee-permission',
    state: { step, browser },
    props: { role: 'group', 'aria-labelledby': `${id}title` },
    children: (slot) => (
      <>
        <span className={slot('repartee-permission-picture')} aria-hidden="true">
          <Icon shape={isNew ? micShape : micOffShape} />
        </span>
        <div role="status" className={slot('repartee-permission-words')}>
          <p id={`${id}title`} className={slot('repartee-permission-title')}>
            {labels.permissionTitles[step]}
          </p>
          <p className={slot('repartee-permission-text')}>{(step === 'ask' && why) || words}</p>
        </div>
        {step !== 'insecure' && (
          <button
            ref={button}
            type="button"
            className={slot('repartee-button repartee-button-strong')}
            // Not `disabled`: the focus stays where it is while the browser asks.
            aria-disabled={isAsking || undefined}
            onClick={isAsking ? undefined : onRequest}
          >
            {isAsking && <span className={slot('repartee-spinner')} />}
            {isNew ? labels.allowMicrophone : labels.tryAgain}
          </button>
        )}
      </>
    ),
  });
}
