import { TRANSCRIPTION_MODEL } from './session-payload.ts';
import type { WireSession, WireXaiSession } from './wire-types.ts';

/** The transcription model of xAI (recorded in summer 2026). */
const XAI_TRANSCRIPTION_MODEL = 'grok-transcribe';

/**
 * Writes a session in xAI's form. xAI reads turn detection and voice at the top of the session and knows no type of session
 * (docs.x.ai, Voice Agent API, October 2026). Fields of `vendorOptions` win.
 */
export function writeXaiSession({ type: _type, audio, ...rest }: WireSession): WireXaiSession {
  const { turn_detection: detection, transcription, ...input } = audio?.input ?? {};
  const { voice, ...output } = audio?.output ?? {};
  const isDefaultModel = transcription?.model === TRANSCRIPTION_MODEL;
  const written = isDefaultModel ? { ...transcription, model: XAI_TRANSCRIPTION_MODEL } : transcription;
  return {
    voice,
    turn_detection: detection === null ? { type: null } : detection,
    audio: audio && {
      input: audio.input && { ...input, transcription: written },
      output: audio.output && output,
    },
    ...rest,
  };
}
