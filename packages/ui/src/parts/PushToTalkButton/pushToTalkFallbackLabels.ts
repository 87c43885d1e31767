import type { Labels } from '../../labels/Labels.ts';

/** The English labels of a `PushToTalkButton` at rest, which has its place until it is loaded. */
export const pushToTalkFallbackLabels = {
  pushToTalk: 'Push to talk',
  pushToTalkHints: {
    idle: 'Hold while you speak',
    holding: 'Release to send',
    latched: 'Press to send',
  },
} satisfies Partial<Labels>;
