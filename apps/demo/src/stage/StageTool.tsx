import { useState } from 'react';
import type { SessionState, ToolEntry } from '@repartee/core';
import { entryOf, useSessionState, useTranscriptItem } from '@repartee/hooks';
import { LookRequest, ToolApproval } from '@repartee/ui';

const STATES: Readonly<Record<ToolEntry['state'], string>> = {
  requested: 'is called',
  'awaiting-approval': 'waits for your consent',
  running: 'is running',
  succeeded: 'is done',
  failed: 'failed',
  declined: 'was declined',
  cancelled: 'was cancelled',
};

/** The tool of this turn: the last call behind the last message of the user. */
function toolOf({ transcript }: SessionState) {
  const id = transcript.order.slice(-4).findLast((one) => entryOf(transcript, one)?.kind !== 'message');
  return id !== undefined && entryOf(transcript, id)?.kind === 'tool' ? id : null;
}

interface StageToolProps {
  /** Whether the conversation is shown in writing, which asks for consent there. */
  readonly hasPane: boolean;
}

/** Shows on the stage that the agent uses a tool of the app, and asks for consent where the tool needs it. */
export function StageTool({ hasPane }: StageToolProps) {
  const id = useSessionState(toolOf);
  return id === null ? null : <ToolLine key={id} id={id} hasPane={hasPane} />;
}

function ToolLine({ id, hasPane }: StageToolProps & { readonly id: string }) {
  const entry = useTranscriptItem(id);
  const [wasAsked, setAsked] = useState(false);
  if (entry?.kind !== 'tool') return null;
  const { name, state } = entry;
  if (state === 'awaiting-approval' && !wasAsked) setAsked(true);
  // The question stays with its answer, so that the focus does.
  const Question = name === 'look' ? LookRequest : ToolApproval;
  if (wasAsked && !hasPane) return <Question id={id} className="demo-approval" />;
  return (
    <p className="demo-tool" data-state={state}>
      <code>{name}</code> {STATES[state]}
    </p>
  );
}
