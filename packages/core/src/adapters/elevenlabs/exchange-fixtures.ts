import { encodeBase64 } from '../../util/base64.ts';

/** Events of one exchange at the most. */
const EVENTS = 20;

/** Writes one exchange: the words of the user, an answer, and its interruption. ElevenLabs does not mark its end. */
export function writeExchange({
  index,
  audio,
  isInterrupted,
}: {
  readonly index: number;
  readonly audio: readonly Uint8Array[];
  readonly isInterrupted: boolean;
}): readonly string[] {
  const event_id = index * EVENTS + 1;
  const user_transcript = 'What now?';
  const corrected_agent_response = 'Words';
  const chunks = audio.map((chunk, at) => ({
    type: 'audio',
    audio_event: { audio_base_64: encodeBase64(chunk), event_id: event_id + 2 + at },
  }));
  const last = event_id + 2 + audio.length;
  return [
    {
      type: 'tentative_user_transcript',
      tentative_user_transcription_event: { user_transcript: 'What', event_id },
    },
    { type: 'user_transcript', user_transcription_event: { user_transcript, event_id } },
    {
      type: 'agent_response',
      agent_response_event: { agent_response: 'Words and words.', event_id: event_id + 1 },
    },
    ...chunks,
    ...(isInterrupted
      ? [
          { type: 'interruption', interruption_event: { event_id: last } },
          {
            type: 'agent_response_correction',
            agent_response_correction_event: { corrected_agent_response, event_id: event_id + 1 },
          },
        ]
      : [{ type: 'ping', ping_event: { event_id: index } }]),
  ].map((frame) => JSON.stringify(frame));
}
