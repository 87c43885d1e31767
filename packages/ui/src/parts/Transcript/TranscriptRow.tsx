'use client';

import type { ReactNode } from 'react';
import type { RemoteToolEntry, ToolEntry, TranscriptEntry } from '@repartee/core';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { approvalStateOf } from '../ToolApproval/approvalStateOf.ts';
import { ToolApproval } from '../ToolApproval/ToolApproval.tsx';
import { ToolApprovalView } from '../ToolApproval/ToolApprovalView.tsx';
import { ToolCard } from '../ToolCard/ToolCard.tsx';
import type { ToolRenderers } from '../ToolCard/ToolCard.tsx';
import { ContinuityRow } from './ContinuityRow.tsx';
import { MessageRow } from './MessageRow.tsx';
import type { RowOptions } from './RowOptions.ts';

/** The state of a `TranscriptItem`. */
export interface TranscriptItemState {
  readonly kind: TranscriptEntry['kind'];
  readonly role: 'user' | 'agent' | 'system' | null;
  readonly state: TranscriptEntry['state'];
  readonly modality: 'audio' | 'text' | null;
  /** Whether it is audible now. */
  readonly isAudible: boolean;
}

type RowProps = Omit<PartProps<'li', TranscriptItemState>, 'children' | 'id'> &
  RowOptions & {
    readonly entry: TranscriptEntry;
    readonly isAudible?: boolean;
    /** Whether the conversation is over, so that there is no session to answer to. */
    readonly isStored?: boolean;
  };

/** The row of an entry, in a session or of a stored conversation. */
export function TranscriptRow({ entry, isAudible = false, isStored = false, ...rest }: RowProps) {
  const { renderText, markdown, actions, tools, times, ...props } = rest;
  const isMessage = entry.kind === 'message';
  const state: TranscriptItemState = {
    kind: entry.kind,
    role: isMessage ? entry.role : null,
    state: entry.state,
    modality: isMessage ? entry.modality : null,
    isAudible,
  };
  return usePart('li', props, {
    name: 'repartee-row repartee-focus',
    state,
    // Its list has no role of its own: `TranscriptRows` splits one list into blocks.
    // The answer to a question about a tool replaces the question, so the focus goes to the row.
    props: { role: 'listitem', ...(entry.kind === 'tool' && !isStored && { tabIndex: -1 }) },
    children: contentOf(entry, { renderText, markdown, actions, tools, times }, isAudible, isStored),
  });
}

function contentOf(
  entry: TranscriptEntry,
  { tools, ...options }: RowOptions,
  isAudible: boolean,
  isStored: boolean,
): ReactNode {
  switch (entry.kind) {
    case 'message':
      return <MessageRow entry={entry} isAudible={isAudible} {...options} />;
    case 'approval':
      return isStored ? <StoredApproval entry={entry} /> : <ToolApproval id={entry.id} />;
    case 'continuity':
      return <ContinuityRow entry={entry} />;
    default:
      return <ToolContent entry={entry} tools={tools} isStored={isStored} />;
  }
}

const nothing = () => {};

function StoredApproval({ entry }: { readonly entry: Extract<TranscriptEntry, { kind: 'approval' }> }) {
  const state = approvalStateOf(entry);
  return (
    <ToolApprovalView
      name={entry.name}
      serverLabel={entry.serverLabel}
      argumentsText={entry.argumentsText}
      state={state === 'waiting' ? 'cancelled' : state}
      onApprove={nothing}
      onDecline={nothing}
    />
  );
}

interface ToolContentProps {
  readonly entry: ToolEntry | RemoteToolEntry;
  readonly tools: ToolRenderers | undefined;
  readonly isStored: boolean;
}

/** A call, by the app's own component where there is one. The question whether it may run is always the kit's. */
function ToolContent({ entry, tools, isStored }: ToolContentProps) {
  const Custom = tools && Object.hasOwn(tools, entry.name) ? tools[entry.name] : undefined;
  if (entry.state === 'awaiting-approval' && !isStored) return <ToolApproval id={entry.id} />;
  return Custom ? <Custom entry={entry} /> : <ToolCard entry={entry} />;
}
