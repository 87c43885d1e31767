'use client';

import { useSession, useSessionState } from '@repartee/hooks';
import { startForMessage } from '../../internal/startForMessage.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { suggestionsLabels } from './suggestionsLabels.ts';

/** The state of `Suggestions`. */
export interface SuggestionsState {
  /** Whether nothing can be sent: the conversation has ended, or the vendor takes no text. */
  readonly isDisabled: boolean;
}

/** The props of `Suggestions`. */
export type SuggestionsProps = Omit<PartProps<'div', SuggestionsState>, 'children'> & {
  /** The messages. Without any, it renders nothing. */
  readonly suggestions: readonly string[];
  /** Called with a message that was sent. */
  readonly onSend?: ((text: string) => void) | undefined;
};

/**
 * Messages that the user can send by a click. The first one starts the conversation if it has not started. A `TranscriptRoot` shows them
 * after its rows with `suggestions`.
 *
 * Attributes: `data-disabled`.
 *
 * @example
 * <Suggestions suggestions={['Where is my order?', 'I want to return something']} />
 */
export function Suggestions({ suggestions, ...props }: SuggestionsProps) {
  return suggestions.length === 0 ? null : <List suggestions={suggestions} {...props} />;
}

function List({ suggestions, onSend, ...props }: SuggestionsProps) {
  const labels = usePartLabels(suggestionsLabels);
  const session = useSession();
  const status = useSessionState((state) => state.status);
  const isOver = status === 'closing' || status === 'closed' || status === 'failed';
  const isDisabled = isOver || !session.capabilities.canSendText;
  const send = (text: string) => {
    if (!startForMessage(session)) return;
    session.sendText(text);
    onSend?.(text);
  };
  return usePart('div', props, {
    name: 'repartee-suggestions',
    state: { isDisabled },
    props: { role: 'group', 'aria-label': labels.suggestions },
    children: (slot) =>
      suggestions.map((text) => (
        <button
          key={text}
          type="button"
          className={slot('repartee-button repartee-suggestions-button')}
          dir="auto"
          disabled={isDisabled}
          onClick={() => send(text)}
        >
          {text}
        </button>
      )),
  });
}
