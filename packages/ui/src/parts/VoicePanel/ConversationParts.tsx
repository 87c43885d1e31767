'use client';

import { Captions } from '../Captions/Captions.tsx';
import type { CaptionsProps } from '../Captions/Captions.tsx';
import { InterruptionIndicator } from '../StageSigns/InterruptionIndicator.tsx';

/** The parts of a conversation that goes on, by their place in an assembly. */
export type ConversationPartsProps =
  | { readonly place: 'sign' }
  | { readonly place: 'captions'; readonly captions: CaptionsProps };

/** The parts that an assembly needs when a conversation begins. They are one module: it is loaded at once. */
export function ConversationParts(props: ConversationPartsProps) {
  return props.place === 'sign' ? <InterruptionIndicator /> : <Captions {...props.captions} />;
}
