import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ToolCard`. */
export const toolCardLabels = {
  toolStates: {
    requested: 'Requested',
    'awaiting-approval': 'Waiting for you',
    running: 'Running',
    succeeded: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    declined: 'Declined',
  },
  toolArguments: 'Arguments',
  toolResult: 'Result',
  remoteTool: (server) => `on ${server}`,
} satisfies Partial<Labels>;
