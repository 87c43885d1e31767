import { encodeBase64 } from '../../util/base64.ts';

/** Writes one exchange over WebSocket with server VAD: a turn of the user, and a response with its end or interruption. */
export function writeExchange({
  index,
  audio,
  isInterrupted,
}: {
  readonly index: number;
  readonly audio: readonly Uint8Array[];
  readonly isInterrupted: boolean;
}): readonly string[] {
  const user = { item_id: `user_${index}` };
  const id = `resp_${index}`;
  const item_id = `item_${index}`;
  const position = { response_id: id, item_id, output_index: 0, content_index: 0 };
  const item = { id: item_id, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const status = isInterrupted
    ? { status: 'cancelled', status_details: { type: 'cancelled', reason: 'turn_detected' } }
    : { status: 'completed' };
  return [
    { type: 'input_audio_buffer.speech_started', ...user, audio_start_ms: index * 1000 },
    { type: 'input_audio_buffer.speech_stopped', ...user, audio_end_ms: index * 1000 + 500 },
    { type: 'input_audio_buffer.committed', ...user, previous_item_id: null },
    {
      type: 'conversation.item.input_audio_transcription.completed',
      ...user,
      content_index: 0,
      transcript: 'What now?',
    },
    { type: 'response.created', response: { id, status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', response_id: id, output_index: 0, item },
    ...audio.map((chunk) => ({
      type: 'response.output_audio.delta',
      ...position,
      delta: encodeBase64(chunk),
    })),
    { type: 'response.output_audio_transcript.delta', ...position, delta: 'Words' },
    { type: 'response.output_audio.done', ...position },
    { type: 'response.done', response: { id, output: [], ...status } },
  ].map((frame) => JSON.stringify(frame));
}
