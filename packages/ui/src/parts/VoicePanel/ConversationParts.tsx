'use client';

import { Captions } from '../Captions/Captions.tsx';
import type { CaptionsProps } from '../Captions/Captions.tsx';
import { InterruptionIndicator } from '../StageSigns/InterruptionIndicator.tsx';

/** What an assembly shows of a conversation that goes on, by its place. */
export type ConversationPartsProps =
  | { readonly place: 'sign' }
  | { readonly place: 'captions'; readonly captions: CaptionsProps };

/** What an assembly needs when a conversation begins. It is one module: it is loaded at once. */
export function ConversationParts(props: ConversationPartsProps) {
  return props.place === 'sign' ? <InterruptionIndicator /> : <Captions {...props.captions} />;
}
