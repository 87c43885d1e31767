'use client';

import { Fragment, memo } from 'react';
import type { ReactNode } from 'react';
import type { ItemId } from '@repartee/core';
import { useSlots } from '../../internal/useSlots.ts';

/** The rows of a block. A new entry renders one block, and the browser lays out only the blocks in sight. */
const BLOCK_SIZE = 50;

/** The rows of a group of blocks. A new entry compares the groups, and renders the blocks of one of them. */
const GROUP_SIZE = 1_000;

interface RowsProps {
  readonly ids: readonly ItemId[];
  readonly renderRow: (id: ItemId) => ReactNode;
}

/**
 * All rows as one list, in groups of blocks that render again only when their own entries change. All rows stay in the page,
 * so that the browser's search and screen readers find them; `content-visibility` skips the layout of blocks out of sight.
 */
export function TranscriptRows({ ids, renderRow }: RowsProps) {
  const slot = useSlots();
  return (
    <div role="list" className={slot('repartee-transcript-rows')}>
      {split(ids, GROUP_SIZE).map((part, index) => (
        // Entries are added at the end, so the place of a group is its identity.
        // oxlint-disable-next-line react/no-array-index-key
        <Group key={index} ids={part} renderRow={renderRow} />
      ))}
    </div>
  );
}

const hasSameRows = (before: RowsProps, after: RowsProps) =>
  before.renderRow === after.renderRow &&
  before.ids.length === after.ids.length &&
  before.ids.every((id, index) => id === after.ids[index]);

const Group = memo(
  ({ ids, renderRow }: RowsProps) =>
    split(ids, BLOCK_SIZE).map((part, index) => (
      // oxlint-disable-next-line react/no-array-index-key
      <Block key={index} ids={part} renderRow={renderRow} />
    )),
  hasSameRows,
);

const Block = memo(({ ids, renderRow }: RowsProps) => {
  const slot = useSlots();
  return (
    <ol role="none" className={slot('repartee-transcript-block')}>
      {ids.map((id) => (
        <Fragment key={id}>{renderRow(id)}</Fragment>
      ))}
    </ol>
  );
}, hasSameRows);

function split(ids: readonly ItemId[], size: number): readonly (readonly ItemId[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, part) =>
    ids.slice(part * size, (part + 1) * size),
  );
}
