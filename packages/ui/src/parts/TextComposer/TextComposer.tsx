'use client';

import { useId, useState } from 'react';
import type { ComponentPropsWithRef, KeyboardEvent } from 'react';
import { useSession, useSessionState } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `TextComposer` shows. */
export interface TextComposerState {
  readonly isDisabled: boolean;
  readonly isEmpty: boolean;
}

/** The props of `TextComposer`: a form's, and those of its field under `fieldProps`. */
export type TextComposerProps = Omit<PartProps<'form', TextComposerState>, 'children' | 'onSubmit'> & {
  readonly disabled?: boolean;
  readonly fieldProps?: Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'defaultValue' | 'onChange'>;
  /** Called with what was sent. */
  readonly onSend?: (text: string) => void;
};

/**
 * Writes to the agent instead of speaking. Enter sends, Shift and Enter begins a new line; an Enter that ends the
 * composition of a character (Japanese, Chinese, Korean) does neither.
 *
 * @example
 * <TextComposer />
 */
export function TextComposer({
  className,
  style,
  disabled,
  fieldProps,
  onSend,
  ...props
}: TextComposerProps) {
  const labels = useLabels();
  const id = useId();
  const { text, setText, words, send, isDisabled } = useDraft(disabled, onSend);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    fieldProps?.onKeyDown?.(event);
    if (event.defaultPrevented || !isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      {...props}
      {...resolvePart('repartee-composer', { isDisabled, isEmpty: words === '' }, { className, style })}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={fieldProps?.id ?? id} className="repartee-hidden">
        {labels.composer}
      </label>
      <textarea
        rows={1}
        placeholder={labels.composerHint}
        {...fieldProps}
        id={fieldProps?.id ?? id}
        className={`repartee-composer-field repartee-focus ${fieldProps?.className ?? ''}`.trim()}
        value={text}
        disabled={isDisabled}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="submit"
        className="repartee-button repartee-composer-send"
        disabled={isDisabled || words === ''}
      >
        <Icon shape="send" />
        <span className="repartee-hidden">{labels.send}</span>
      </button>
    </form>
  );
}

/** What is being written, and whether it can be sent. */
function useDraft(disabled: boolean | undefined, onSend: ((text: string) => void) | undefined) {
  const session = useSession();
  const status = useSessionState((state) => state.status);
  const [text, setText] = useState('');
  const isOver = status === 'closing' || status === 'closed' || status === 'failed';
  const isDisabled = disabled ?? (isOver || !session.capabilities.canSendText);
  const words = text.trim();
  const send = () => {
    if (words === '' || isDisabled) return;
    session.sendText(words);
    setText('');
    onSend?.(words);
  };
  return { text, setText, words, send, isDisabled };
}

/** Safari reports the Enter that ends a composition with the key code 229 and no composing flag. */
function isSendKey(event: KeyboardEvent): boolean {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
  return event.key === 'Enter' && !event.shiftKey && !isComposing;
}
