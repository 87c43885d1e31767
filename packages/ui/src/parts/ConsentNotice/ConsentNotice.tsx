'use client';

import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import type { ConversationStorage } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { speechShape } from '../../internal/controlShapes.ts';
import { useFocusHandoff } from '../../internal/useFocusHandoff.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { consentNoticeLabels } from './consentNoticeLabels.ts';
import { useConsent } from './useConsent.ts';

/** The state of a `ConsentNotice`. */
export interface ConsentNoticeState {
  /** The version of the words that the user is asked to accept. */
  readonly version: string;
}

/** The props of `ConsentNotice`. */
export type ConsentNoticeProps = PartProps<'div', ConsentNoticeState> & {
  /**
   * The storage of the acceptance, with a stable identity, or a function that returns it. `() => localStorage` is called in the
   * browser only, and may throw where the user blocks site data. Without a storage the user is asked each time.
   */
  readonly storage?: ConversationStorage | (() => ConversationStorage);
  /** @default 'repartee-consent' */
  readonly storageKey?: string;
  /** A version of your words. The user is asked again when it changes. @default '1' */
  readonly version?: string;
  /** The content below the general words, such as a link to your privacy notice. */
  readonly details?: ReactNode;
  /** Called when the user accepts, and not for an acceptance that was kept. */
  readonly onAccept?: () => void;
  /** The content once the user has accepted. */
  readonly children?: ReactNode;
};

/**
 * Tells the user that an AI answers, and keeps the acceptance in a storage of the app. Its children appear once the user has
 * accepted. It renders nothing until the storage has answered.
 *
 * Attributes: `data-version`.
 *
 * @example
 * <ConsentNotice storage={() => localStorage} details={<a href="/privacy">Privacy</a>}>
 *   <VoicePanel />
 * </ConsentNotice>
 */
export function ConsentNotice(given: ConsentNoticeProps) {
  const { storage, storageKey = 'repartee-consent', version = '1', onAccept, children, ...props } = given;
  const { isAccepted, accept } = useConsent({ storage, storageKey, version });
  if (isAccepted === null) return null;
  if (isAccepted) return children;
  return (
    <Notice
      {...props}
      version={version}
      onAccept={() => {
        accept();
        onAccept?.();
      }}
    />
  );
}

type NoticeProps = Omit<ConsentNoticeProps, 'storage' | 'storageKey' | 'children'> & ConsentNoticeState;

function Notice({ version, details, onAccept, ...props }: NoticeProps) {
  const labels = usePartLabels(consentNoticeLabels);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandoff(button, '.repartee-connect');
  return usePart('div', props, {
    name: 'repartee-consent',
    state: { version },
    props: { role: 'group', 'aria-labelledby': `${id}title` },
    children: (slot) => (
      <>
        <Icon shape={speechShape} className="repartee-consent-icon" />
        <div className={slot('repartee-consent-words')}>
          <p id={`${id}title`} className={slot('repartee-consent-title')}>
            {labels.consentTitle}
          </p>
          <p className={slot('repartee-consent-text')}>{labels.consentText}</p>
          {details && <div className={slot('repartee-consent-text')}>{details}</div>}
        </div>
        <button
          ref={button}
          type="button"
          className={slot('repartee-button repartee-button-strong')}
          onClick={onAccept}
        >
          {labels.consentAccept}
        </button>
      </>
    ),
  });
}
