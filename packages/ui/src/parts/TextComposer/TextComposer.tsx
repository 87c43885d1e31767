'use client';

import { useId, useMemo, useRef } from 'react';
import type { ComponentPropsWithRef, FormEvent, KeyboardEvent } from 'react';
import { Icon } from '../../internal/Icon.tsx';
import { mergeRefs } from '../../internal/mergeRefs.ts';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';
import { useDraft } from './useDraft.ts';
import type { DraftOptions } from './useDraft.ts';

/** What a `TextComposer` shows. */
export interface TextComposerState {
  readonly isDisabled: boolean;
  readonly isEmpty: boolean;
}

/** The props of `TextComposer`: a form's, and those of its field under `fieldProps`. */
export type TextComposerProps = Omit<PartProps<'form', TextComposerState>, 'children' | 'defaultValue'> & {
  /** What is written, where the app holds it. */
  readonly value?: DraftOptions['value'];
  /** What stands in the field at first. */
  readonly defaultValue?: DraftOptions['defaultValue'];
  /** Called with what the field will hold. */
  readonly onValueChange?: DraftOptions['onValueChange'];
  /** Called with what was sent, without the space around it. */
  readonly onSend?: DraftOptions['onSend'];
  /** @default true once the conversation is over, or where the vendor takes no text */
  readonly disabled?: DraftOptions['disabled'];
  readonly fieldProps?: Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'defaultValue' | 'disabled'>;
};

/**
 * Writes to the agent instead of speaking. Enter sends, Shift and Enter begins a new line; an Enter that ends the
 * composition of a character (Japanese, Chinese, Korean) does neither.
 *
 * @example
 * <TextComposer onSend={(text) => console.log(text)} />
 */
export function TextComposer(given: TextComposerProps) {
  const { className, style, value, defaultValue, onValueChange, onSend, disabled, fieldProps, ...props } =
    given;
  const labels = useLabels();
  const ownId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const givenRef = fieldProps?.ref;
  const fieldRef = useMemo(() => mergeRefs(field, givenRef), [givenRef]);
  const draft = useDraft({ value, defaultValue, onValueChange, onSend, disabled });
  const { isDisabled, isEmpty } = draft;
  const id = fieldProps?.id ?? ownId;
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    props.onSubmit?.(event as Parameters<NonNullable<typeof props.onSubmit>>[0]);
    if (event.defaultPrevented) return;
    event.preventDefault();
    draft.send();
    // Whoever sent with the button wants to write on.
    field.current?.focus();
  };
  return (
    <form
      {...props}
      {...resolvePart('repartee-composer', { isDisabled, isEmpty }, { className, style })}
      onSubmit={onSubmit}
    >
      <label htmlFor={id} className="repartee-hidden">
        {labels.composer}
      </label>
      <textarea
        rows={1}
        placeholder={labels.composerHint}
        enterKeyHint="send"
        {...fieldProps}
        ref={fieldRef}
        id={id}
        className={`repartee-composer-field ${fieldProps?.className ?? ''}`.trim()}
        value={draft.value}
        disabled={isDisabled}
        onChange={(event) => {
          fieldProps?.onChange?.(event);
          draft.change(event.target.value);
        }}
        onKeyDown={(event) => {
          fieldProps?.onKeyDown?.(event);
          if (event.defaultPrevented || !isSendKey(event)) return;
          event.preventDefault();
          draft.send();
        }}
      />
      <SendButton isDisabled={isDisabled} isEmpty={isEmpty} label={labels.send} />
    </form>
  );
}

/** Not disabled while there is nothing to send: the focus would jump away at the moment of sending. */
function SendButton({ isDisabled, isEmpty, label }: TextComposerState & { readonly label: string }) {
  return (
    <button
      type="submit"
      className="repartee-button repartee-button-strong repartee-composer-send"
      disabled={isDisabled}
      aria-disabled={isEmpty || undefined}
    >
      <Icon shape="send" />
      <span className="repartee-hidden">{label}</span>
    </button>
  );
}

/** Safari reports the Enter that ends a composition with the key code 229 and no composing flag. */
function isSendKey(event: KeyboardEvent): boolean {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
  return event.key === 'Enter' && !event.shiftKey && !isComposing;
}
