'use client';

import { useRef } from 'react';
import type { ItemId } from '@repartee/core';
import { useToolApproval } from '@repartee/hooks';
import { useFocusHandoff } from '../../internal/useFocusHandoff.ts';
import { LookRequest } from '../LookRequest/LookRequest.tsx';
import { ToolApproval } from './ToolApproval.tsx';

/** A question that goes away with its answer, and hands the focus on. That of the kit's tool `look` is asked in plain words. */
export function PassingApproval({ id }: { readonly id: ItemId }) {
  const card = useRef<HTMLDivElement>(null);
  const { entry } = useToolApproval(id);
  useFocusHandoff(card);
  const isLook = entry?.kind === 'tool' && entry.name === 'look';
  return isLook ? <LookRequest ref={card} id={id} /> : <ToolApproval ref={card} id={id} />;
}
