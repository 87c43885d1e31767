import type { RealtimeErrorCode } from '@repartee/core';

/** The action of a notice's button about an error, or about the connection. */
export type WayOut =
  /** Makes the waiting attempt at once. */
  | 'try-now'
  /** Connects once more: nothing has been said yet, or the cause must go away first. */
  | 'try-again'
  /** Connects once more, and the conversation goes on. */
  | 'reconnect'
  /** Begins anew after an end. */
  | 'start-again'
  /** Ends a pause. */
  | 'resume'
  /** Keeps a silent conversation. */
  | 'keep-talking'
  /** Opens the system's default microphone. */
  | 'open-microphone'
  /** Starts the sound within the user's click. */
  | 'turn-sound-on'
  /** Loads the page anew. */
  | 'reload';

/**
 * The way out of every error that can end a conversation. `null`: nothing that the user can click helps, and the advice of
 * the label says what does. The type demands a row for each code.
 */
export const waysOut: Readonly<Record<RealtimeErrorCode, WayOut | null>> = {
  'invalid-config': null,
  'unsupported-capability': null,
  'invalid-state': 'try-again',
  'credential-fetch-failed': 'try-again',
  'credential-rejected': 'try-again',
  'credential-expired': 'reconnect',
  'microphone-denied': 'try-again',
  'microphone-missing': 'try-again',
  'microphone-busy': 'try-again',
  'microphone-lost': 'try-again',
  'speaker-missing': 'try-again',
  'camera-denied': null,
  'camera-missing': null,
  'camera-busy': null,
  'camera-lost': null,
  'screen-denied': null,
  'image-unreadable': null,
  'image-unsupported': null,
  'image-too-large': null,
  'insecure-context': null,
  'playback-blocked': 'turn-sound-on',
  'worklet-failed': 'reload',
  'module-failed': 'reload',
  'connect-timeout': 'try-again',
  'connect-refused': 'try-again',
  'connection-lost': 'reconnect',
  'connection-silent': 'reconnect',
  'send-backlog': 'reconnect',
  'malformed-frame': 'reconnect',
  'unsupported-protocol': null,
  'rate-limited': 'try-again',
  'quota-exhausted': null,
  'session-expired': 'start-again',
  'content-refused': 'start-again',
  'vendor-failed': 'reconnect',
  'response-timeout': 'reconnect',
  'tool-unknown': 'start-again',
  'tool-failed': 'start-again',
  'tool-timeout': 'start-again',
  'tool-rejected': 'start-again',
  'tool-declined': 'start-again',
  'approval-timeout': 'start-again',
  'budget-exceeded': null,
  'storage-failed': null,
  'internal-error': 'reload',
  aborted: 'start-again',
};
