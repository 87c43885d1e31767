import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ReportProblem`. */
export const reportProblemLabels = {
  report: {
    open: 'Report a problem',
    sent: 'This will be sent to the makers of this app:',
    saved: 'A file with this will be saved on your device:',
    course: 'What happened in the last few minutes of this conversation, and when',
    words: 'What you and the agent said, as text',
    maskedWords: 'How much you and the agent said, but not the words',
    messages: 'The messages between this page and the voice service, without passwords and keys',
    audio: 'Include the sound of the conversation',
    send: 'Send',
    save: 'Save the file',
    cancel: 'Cancel',
    outcomes: {
      sending: 'One moment…',
      sent: 'Thank you. The report has been sent.',
      saved: 'The file has been saved.',
      failed: 'That did not work. Please try again.',
    },
  },
} satisfies Partial<Labels>;
