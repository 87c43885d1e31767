import type { Labels, LookLabels } from '../../labels/Labels.ts';

/** The English texts about a look. */
const englishLookLabels: LookLabels = {
  question: {
    camera: 'May the agent see one picture from your camera?',
    screen: 'May the agent see one picture of your screen?',
  },
  note: {
    camera:
      'The camera turns on for one picture, and off again. You will find the picture in the conversation.',
    screen: 'You choose what to share next. You will find the picture in the conversation.',
  },
};

/** The English labels of `LookRequest`. */
export const lookRequestLabels = { look: englishLookLabels } satisfies Partial<Labels>;
