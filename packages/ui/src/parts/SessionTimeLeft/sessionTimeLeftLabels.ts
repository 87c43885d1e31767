import { formatTimeLeft } from '../../labels/formatTimeLeft.ts';
import type { Labels } from '../../labels/Labels.ts';

const format = formatTimeLeft('en');

/** The English labels of `SessionTimeLeft`. */
export const sessionTimeLeftLabels = {
  timeLeft: (ms) => `${format(ms)} left`,
  timeLeftTitle: 'How long the service keeps this connection open',
} satisfies Partial<Labels>;
