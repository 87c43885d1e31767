import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `Console`. */
export const consoleLabels = {
  console: {
    name: 'Console',
    tabs: { transcript: 'Conversation', events: 'Events', metrics: 'Measurements', settings: 'Settings' },
    clear: 'Clear',
    noEvents: 'Nothing has happened yet.',
    sources: { command: 'to the vendor', session: 'session', vendor: 'from the vendor' },
    metrics: {
      last: 'Last answer',
      p50: 'Median answer',
      p95: '95th percentile',
      buffer: 'Jitter buffer',
      gaps: 'Gaps in playback',
      roundTrip: 'Round trip',
      jitter: 'Jitter',
      loss: 'Lost packets',
      connection: 'Connection',
      model: 'Model',
      voice: 'Voice',
    },
    unknown: '–',
    milliseconds: (ms) => `${Math.round(ms)} ms`,
    percent: (share) => `${(share * 100).toFixed(1)} %`,
    seconds: (ms) => (ms / 1_000).toFixed(1),
    count: (value) => String(value),
    times: (count) => `×${count}`,
    pushToTalk: 'Push-to-talk',
    volume: 'Volume',
  },
} satisfies Partial<Labels>;
