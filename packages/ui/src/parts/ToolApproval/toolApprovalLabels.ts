import type { Labels } from '../../labels/Labels.ts';

const readable = (tool: string) => tool.replaceAll(/[_-]+/g, ' ');

/** The English labels of `ToolApproval` and `ToolApprovals`. */
export const toolApprovalLabels = {
  toolQuestion: (tool) => `Allow the agent to use “${readable(tool)}”?`,
  approvalQuestion: (tool, server) => `Allow the agent to use “${readable(tool)}” from ${server}?`,
  approve: 'Allow',
  approveSession: 'Allow for this conversation',
  decline: 'Decline',
  approvalOutcomes: {
    approved: 'Allowed',
    declined: 'Declined',
    unanswered: 'Not answered in time',
    cancelled: 'No longer needed',
  },
  approvalTimeLeft: (seconds) => `Declines automatically in ${seconds} s`,
  spokenHint: 'Or say “yes” or “no”.',
  spokenYes: 'yes, yes please, go ahead, allow, allow it, ok, okay, sure',
  spokenNo: 'no, no thanks, no thank you, decline, stop, cancel, don’t',
} satisfies Partial<Labels>;
