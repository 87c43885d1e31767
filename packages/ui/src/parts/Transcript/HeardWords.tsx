'use client';

import type { ItemId } from '@repartee/core';
import { useHeardText } from '@repartee/hooks';
import { useSlots } from '../../internal/useSlots.ts';

/** The text of an answer that is audible: the word that is heard is marked, and the later ones are fainter. */
export function HeardWords({ id }: { readonly id: ItemId }) {
  const slot = useSlots();
  const { heardText, unheardText } = useHeardText(id);
  const [, before = heardText, word = ''] = /^([^]*?)(\S*\s*)$/.exec(heardText) ?? [];
  return (
    <>
      {before}
      <span className={slot('repartee-row-word')}>{word}</span>
      <span className={slot('repartee-row-later')}>{unheardText}</span>
    </>
  );
}
