import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `CallScreen`. */
export const callScreenLabels = { callScreen: 'Call' } satisfies Partial<Labels>;
