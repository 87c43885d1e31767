'use client';

import { Fragment, memo } from 'react';
import type { ReactNode } from 'react';
import type { ItemId } from '@repartee/core';

/** Rows of one block. A new entry costs one block, however long the conversation is. */
const BLOCK_SIZE = 50;

interface RowsProps {
  readonly ids: readonly ItemId[];
  readonly renderRow: (id: ItemId) => ReactNode;
}

/** All rows, in blocks that re-render only when their own entries change. */
export function TranscriptRows({ ids, renderRow }: RowsProps) {
  const blocks: ReactNode[] = [];
  for (let from = 0; from < ids.length; from += BLOCK_SIZE) {
    blocks.push(<Block key={from} ids={ids.slice(from, from + BLOCK_SIZE)} renderRow={renderRow} />);
  }
  return blocks;
}

const Block = memo(
  ({ ids, renderRow }: RowsProps) => ids.map((id) => <Fragment key={id}>{renderRow(id)}</Fragment>),
  (before, after) =>
    before.renderRow === after.renderRow &&
    before.ids.length === after.ids.length &&
    before.ids.every((id, index) => id === after.ids[index]),
);
