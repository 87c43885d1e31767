import type { Labels } from '../../labels/Labels.ts';

/** The English labels of the buttons that lead out of an error. */
export const connectionActionLabels: Labels['connectionActions'] = {
  'try-now': 'Try now',
  'try-again': 'Try again',
  reconnect: 'Reconnect',
  'start-again': 'Start again',
  resume: 'Resume',
  'keep-talking': 'Keep talking',
  'open-microphone': 'Use another microphone',
  'turn-sound-on': 'Turn sound on',
  reload: 'Reload the page',
};
