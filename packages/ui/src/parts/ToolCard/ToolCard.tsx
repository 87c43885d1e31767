'use client';

import type { ComponentType, ReactNode } from 'react';
import type { RemoteToolEntry, ToolEntry } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape } from '../../internal/controlShapes.ts';
import { askShape, crossShape, remoteShape, toolShape } from '../../internal/iconShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { toolCardLabels } from './toolCardLabels.ts';
import { ToolDetails } from './ToolDetails.tsx';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `ToolCard`. */
export interface ToolCardState {
  /** The state of the call. */
  readonly state: ToolEntry['state'];
  /** Whether the vendor runs the tool on a remote server. */
  readonly isRemote: boolean;
}

/** The props of a component for the calls of one tool. */
export interface ToolRendererProps {
  /** The call: its arguments, its state and its result. */
  readonly entry: ToolEntry | RemoteToolEntry;
}

/** Components for the calls of tools, by the name of the tool. */
export type ToolRenderers = Readonly<Record<string, ComponentType<ToolRendererProps>>>;

/** The props of `ToolCard`. */
export type ToolCardProps = PartProps<'div', ToolCardState> & {
  /** The call. */
  readonly entry: ToolEntry | RemoteToolEntry;
  /** The action of the call, in words. @default the name of the tool in the code */
  readonly heading?: ReactNode;
  /** Shown below the heading. Without children, the card has the arguments and the result, which the user can open. */
  readonly children?: ReactNode;
};

/**
 * A call of a tool: what it does, its state, and its contents. With children it is the frame of a card of your own, for the
 * `tools` of a `TranscriptRoot`.
 *
 * Attributes: `data-state` (the state of the call), `data-remote`.
 *
 * @example
 * const OrderCard = ({ entry }: ToolRendererProps) => (
 *   <ToolCard entry={entry} heading="Your order">
 *     <Order json={entry.output} />
 *   </ToolCard>
 * );
 */
export function ToolCard({ entry, heading, children, ...props }: ToolCardProps) {
  const isRemote = entry.kind === 'remote-tool';
  const { state } = entry;
  const line = <Line name={entry.name} heading={heading} isRemote={isRemote} />;
  return usePart('div', props, {
    name: 'repartee-tool',
    state: { state, isRemote },
    children: (slot) =>
      children === undefined ? (
        <ToolDetails entry={entry} line={line} mark={<StateMark state={state} />} />
      ) : (
        <>
          <div className={slot('repartee-tool-line')}>
            {line}
            <StateMark state={state} />
          </div>
          <div className={slot('repartee-tool-body')}>{children}</div>
        </>
      ),
  });
}

interface LineProps {
  readonly name: string;
  readonly heading: ReactNode;
  readonly isRemote: boolean;
}

function Line({ name, heading, isRemote }: LineProps) {
  const slot = useSlots();
  return (
    <>
      <Icon shape={isRemote ? remoteShape : toolShape} />
      {heading === undefined ? (
        <span className={slot('repartee-tool-name')} dir="ltr">
          {name}
        </span>
      ) : (
        <span className={slot('repartee-tool-heading')} dir="auto">
          {heading}
        </span>
      )}
    </>
  );
}

function StateMark({ state }: { readonly state: ToolEntry['state'] }) {
  const slot = useSlots();
  const labels = usePartLabels(toolCardLabels);
  return (
    <span className={slot('repartee-tool-state')}>
      {MARKS[state] ? (
        <Icon shape={MARKS[state]} />
      ) : (
        <span className={slot('repartee-spinner')} aria-hidden="true" />
      )}
      {labels.toolStates[state]}
    </span>
  );
}

/** Calls without an outcome have a spinner. */
const MARKS = {
  requested: null,
  'awaiting-approval': askShape,
  running: null,
  succeeded: doneShape,
  failed: crossShape,
  cancelled: crossShape,
  declined: crossShape,
} as const;
