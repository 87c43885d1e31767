import type { SpeechSource } from '../../protocol/speech-source.ts';
import type { SonicOptions } from './sonic-options.ts';

export type { SonicOptions } from './sonic-options.ts';

/**
 * Creates a speech source of Cartesia's text to speech. It speaks the app's own texts in a session with any vendor. Its credential
 * is an access token with the grant `tts`, which `sonicMinter` of the entry `server` mints.
 *
 * @example
 * ```ts
 * const session = createRealtimeSession({
 *   adapter,
 *   credential,
 *   speech: { source: sonic({ voice: 'voice_1' }), credential: '/api/speech/credential' },
 * });
 * session.say('One moment, I am looking that up.');
 * ```
 */
export function sonic(options: SonicOptions): SpeechSource {
  return { id: 'sonic', load: async () => (await import('./sonic-adapter.ts')).createSonicAdapter(options) };
}
