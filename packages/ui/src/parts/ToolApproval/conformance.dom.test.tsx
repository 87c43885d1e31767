import { createStaticSession, createToolEntry } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { describeConformance } from '../../../test/conformance.tsx';
import { ToolApproval, ToolApprovals, ToolApprovalView, ToolCard } from '../../index.ts';
import { loadParts } from '../../../test/loadParts.ts';

loadParts();

// The suite uses only the props that all parts take.
type AnyPart = ComponentType<Record<string, unknown>>;

const live = () => createStaticSession({ status: 'live', phase: 'listening' });

const asking = () =>
  createStaticSession({ entries: [createToolEntry({ id: 'a', name: 'look', state: 'awaiting-approval' })] });

describeConformance('ToolApproval', {
  Part: ToolApproval as unknown as AnyPart,
  createSession: asking,
  selector: '.repartee-approval',
  state: { field: 'state', value: 'waiting', attribute: 'data-state' },
  props: { id: 'a' },
});

describeConformance('ToolApprovals', {
  Part: ToolApprovals as AnyPart,
  createSession: asking,
  selector: '.repartee-approvals',
  state: { field: 'count', value: 1, attribute: 'data-count' },
  props: { spoken: true },
});

describeConformance('ToolApprovalView', {
  Part: ToolApprovalView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-approval',
  state: { field: 'isUrgent', value: true, attribute: 'data-urgent' },
  props: { name: 'look', argumentsText: '{"at":1}', timeLeftMs: 9_000, onApproveSession: () => {} },
  texts: ['at', '1'],
});

describeConformance('ToolCard with contents', {
  Part: ToolCard as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-tool',
  state: { field: 'state', value: 'running', attribute: 'data-state' },
  props: { entry: createToolEntry({ id: 'a', state: 'running' }), heading: 'Mine', children: 'Body' },
  texts: ['Mine', 'Body'],
});
