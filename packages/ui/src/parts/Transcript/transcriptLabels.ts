import type { Labels } from '../../labels/Labels.ts';
import { toolApprovalLabels } from '../ToolApproval/toolApprovalLabels.ts';
import { toolCardLabels } from '../ToolCard/toolCardLabels.ts';

const things = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`;

/** The English labels of `Transcript`. */
export const transcriptLabels = {
  ...toolApprovalLabels,
  ...toolCardLabels,
  transcript: 'Conversation',
  emptyTranscript: 'The conversation appears here.',
  you: 'You',
  agent: 'Agent',
  system: 'System',
  image: 'Image',
  imageOf: (position, count) => `Image ${position} of ${count}`,
  openImage: (image) => `${image}: show in full size`,
  closeImage: 'Close the image',
  listening: 'Listening to you…',
  transcribing: 'Transcribing…',
  thinking: 'Thinking…',
  notUnderstood: 'Not transcribed',
  interrupted: (heard) => `Interrupted after ${heard.toFixed(1)} s`,
  unheard: 'Interrupted before it was heard',
  unheardWords: 'Not heard:',
  jumpToNewest: 'Jump to newest',
  jumpToNew: (count) => `${count} new`,
  toolAnnouncement: (name, state) => `Tool ${name.replaceAll(/[_-]+/g, ' ')}: ${state}`,
  continuity: {
    resumed: 'Reconnected. The conversation continues.',
    reseeded: 'Reconnected. The agent remembers the conversation.',
    fresh: 'Reconnected. The agent has forgotten the earlier conversation.',
  },
  connectionRenewed: 'Connection renewed',
  lost: 'What was lost',
  lostEntries: {
    'over-limit': (count) => `The agent no longer remembers ${things(count, 'earlier message')}.`,
    unsupported: (count) => `The agent could not be told ${things(count, 'earlier message')}.`,
    summarized: (count) => `The agent knows only a summary of ${things(count, 'earlier message')}.`,
  },
  lostMemory: {
    images: (count) => `The agent no longer sees ${things(count, 'image')}.`,
    userAudio: (seconds) => `The agent did not hear ${seconds.toFixed(1)} s of what you said.`,
    answer: 'An answer was cut off.',
    toolCall: 'The result of a tool did not reach the agent.',
    summary: 'The conversation could not be summarized.',
  },
} satisfies Partial<Labels>;
