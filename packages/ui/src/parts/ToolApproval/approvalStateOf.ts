import type { ApprovalRequestEntry } from '@repartee/hooks';
import type { ToolApprovalState } from './ToolApprovalView.tsx';

/** The state of a question about a tool. */
export function approvalStateOf(entry: ApprovalRequestEntry): ToolApprovalState['state'] {
  switch (entry.state) {
    case 'pending':
    case 'requested':
    case 'awaiting-approval':
      return 'waiting';
    case 'declined':
      return entry.kind === 'tool' && entry.error?.code === 'approval-timeout' ? 'unanswered' : 'declined';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'approved';
  }
}
