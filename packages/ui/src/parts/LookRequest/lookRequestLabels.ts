import type { Labels, LookLabels } from '../../labels/Labels.ts';

/** The English texts about a look. */
const englishLookLabels: LookLabels = {
  question: {
    camera: 'May the agent see one picture of your camera?',
    screen: 'May the agent see one picture of your screen?',
  },
  note: {
    camera: 'The camera opens for one picture, and closes again. You find the picture in the conversation.',
    screen: 'You choose what to share next. One picture is taken, and you find it in the conversation.',
  },
};

/** The English labels of `LookRequest`. */
export const lookRequestLabels = { look: englishLookLabels } satisfies Partial<Labels>;
