'use client';

import { useId, useRef } from 'react';
import type { ComponentPropsWithRef, FormEvent, KeyboardEvent } from 'react';
import type { ImageInput } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { sendShape } from '../../internal/iconShapes.ts';
import { useMergedRefs } from '../../internal/useMergedRefs.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { LazyComposerImages } from './LazyComposerImages.ts';
import { textComposerLabels } from './textComposerLabels.ts';
import { useDraft } from './useDraft.ts';
import type { Draft, DraftOptions } from './useDraft.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `TextComposer`. */
export interface TextComposerState {
  readonly isDisabled: boolean;
  readonly isEmpty: boolean;
}

type FieldProps = Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'defaultValue' | 'disabled'>;

/** The props of `TextComposer`. Those of the text field are in `fieldProps`. */
export type TextComposerProps = Omit<PartProps<'form', TextComposerState>, 'children' | 'defaultValue'> & {
  /** The text, if the app holds it. */
  readonly value?: DraftOptions['value'];
  /** The initial text. @default '' */
  readonly defaultValue?: DraftOptions['defaultValue'];
  /** Called with the new text at each change. */
  readonly onValueChange?: DraftOptions['onValueChange'];
  /** Called with the text that was sent, without spaces around it. */
  readonly onSend?: DraftOptions['onSend'];
  /** @default true after the conversation has ended, or if the vendor takes no text */
  readonly disabled?: DraftOptions['disabled'];
  /** Props of the text field. */
  readonly fieldProps?: FieldProps;
  /** Images for the next message, from `useImageInput()`: picked, pasted or dropped. They show nothing where the vendor takes none. */
  readonly images?: ImageInput | undefined;
};

/**
 * A text field for writing to the agent. Enter sends, and Shift+Enter starts a new line. An Enter that ends the composition
 * of a character (Japanese, Chinese, Korean) does neither. The first message starts the conversation if it has not started.
 *
 * Attributes: `data-disabled`, `data-empty`.
 *
 * @example
 * <TextComposer onSend={(text) => console.log(text)} />
 */
export function TextComposer(given: TextComposerProps) {
  const { value, defaultValue, onValueChange, onSend, disabled, fieldProps, images: input, ...props } = given;
  const images = input?.canAdd ? input : undefined;
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft({ value, defaultValue, onValueChange, onSend, disabled, images });
  const { isDisabled, isEmpty } = draft;
  return usePart('form', props, {
    name: 'repartee-composer',
    state: { isDisabled, isEmpty } satisfies TextComposerState,
    props: {
      ...images?.dropProps,
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        draft.send();
        // After a click on the button, the user can go on writing.
        field.current?.focus();
      },
    },
    children: <Contents draft={draft} field={field} fieldProps={fieldProps} images={images} />,
  });
}

interface ContentsProps {
  readonly draft: Draft;
  readonly field: { current: HTMLTextAreaElement | null };
  readonly fieldProps: FieldProps | undefined;
  readonly images: ImageInput | undefined;
}

function Contents({ draft, field, fieldProps, images }: ContentsProps) {
  const slot = useSlots();
  const labels = usePartLabels(textComposerLabels);
  const ownId = useId();
  const id = fieldProps?.id ?? ownId;
  const ref = useMergedRefs(field as never, fieldProps?.ref as never, undefined) as FieldProps['ref'];
  return (
    <>
      {images && <LazyComposerImages images={images} disabled={draft.isDisabled} />}
      <label htmlFor={id} className="repartee-hidden">
        {labels.composer}
      </label>
      <textarea
        rows={1}
        placeholder={labels.composerHint}
        enterKeyHint="send"
        {...fieldProps}
        ref={ref}
        id={id}
        className={`${slot('repartee-composer-field')} ${fieldProps?.className ?? ''}`.trim()}
        value={draft.value}
        disabled={draft.isDisabled}
        onChange={(event) => {
          fieldProps?.onChange?.(event);
          draft.change(event.target.value);
        }}
        onPaste={(event) => {
          fieldProps?.onPaste?.(event);
          if (!event.defaultPrevented) images?.pasteProps.onPaste(event);
        }}
        onKeyDown={(event) => {
          fieldProps?.onKeyDown?.(event);
          if (event.defaultPrevented || !isSendKey(event)) return;
          event.preventDefault();
          draft.send();
        }}
      />
      <button
        type="submit"
        className={slot('repartee-button repartee-button-strong repartee-composer-send')}
        disabled={draft.isDisabled}
        // While there is nothing to send it is not `disabled`, which would drop the focus at the moment of sending.
        aria-disabled={draft.isEmpty || undefined}
      >
        <Icon shape={sendShape} />
        <span className="repartee-hidden">{labels.send}</span>
      </button>
    </>
  );
}

/** Safari reports the Enter that ends a composition with the key code 229 and without `isComposing`. */
function isSendKey(event: KeyboardEvent): boolean {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
  return event.key === 'Enter' && !event.shiftKey && !isComposing;
}
