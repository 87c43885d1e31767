import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `VoicePanel`. */
export const voicePanelLabels = { voicePanel: 'Voice conversation' } satisfies Partial<Labels>;
