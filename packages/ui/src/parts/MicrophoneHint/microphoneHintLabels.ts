import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `MicrophoneHint`. */
export const microphoneHintLabels = {
  microphoneHints: {
    muted: 'You are speaking, but your microphone is muted.',
    headphones: 'The agent hears itself through your speakers. Headphones help.',
    'half-duplex':
      'The agent cannot hear you while it speaks, because it hears itself through your speakers. Headphones help.',
  },
  unmute: 'Unmute',
} satisfies Partial<Labels>;
