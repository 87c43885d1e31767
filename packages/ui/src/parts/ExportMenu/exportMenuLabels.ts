import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ExportMenu`. */
export const exportMenuLabels = {
  exportMenu: 'Export the conversation',
  copyConversation: 'Copy',
  copyOutcomes: { done: 'Copied', failed: 'Could not be copied' },
  exportAs: (format) => `Save as ${format}`,
} satisfies Partial<Labels>;
