import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `Waveform`. */
export const waveformLabels = {
  userWaveform: 'Your voice',
  agentWaveform: 'The agent’s voice',
} satisfies Partial<Labels>;
