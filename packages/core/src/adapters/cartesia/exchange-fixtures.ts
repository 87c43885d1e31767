import { encodeBase64 } from '../../util/base64.ts';

interface Exchange {
  readonly index: number;
  readonly audio: readonly Uint8Array[];
  readonly isInterrupted: boolean;
}

/** Writes one exchange with a managed agent: a turn of the user, and one of the agent with its end or interruption. */
export function writeExchange({ index, audio, isInterrupted }: Exchange): readonly string[] {
  const user = { turn: index * 2 + 1, role: 'user' };
  const agent = { turn: index * 2 + 2, role: 'assistant' };
  return [
    { type: 'audio_output_clear' },
    { type: 'turn_started', ...user, start_time: 0 },
    { type: 'turn_ended', ...user, text: 'What now?', interrupted: false },
    { type: 'turn_started', ...agent, start_time: 1 },
    ...audio.map((chunk) => ({ type: 'audio_output', audio: encodeBase64(chunk) })),
    { type: 'turn_output_text_delta', ...agent, text: 'Words ' },
    ...(isInterrupted ? [{ type: 'audio_output_clear' }] : []),
    { type: 'turn_ended', ...agent, text: 'Words', interrupted: isInterrupted },
  ].map((frame) => JSON.stringify(frame));
}

/** Writes one exchange in the Line protocol, whose turns have no numbers. */
export function writeLineExchange({ audio, isInterrupted }: Exchange): readonly string[] {
  const turn = (event: string, payload: object) => ({ event, stream_id: 'stream_1', [event]: payload });
  const clear = { event: 'clear', stream_id: 'stream_1' };
  return [
    clear,
    turn('turn_started', { role: 'user' }),
    turn('turn_ended', { role: 'user', text: 'What now?' }),
    turn('turn_started', { role: 'assistant' }),
    ...audio.map((chunk) => ({ event: 'media_output', media: { payload: encodeBase64(chunk) } })),
    turn('turn_output_text_delta', { text: 'Words ' }),
    ...(isInterrupted ? [clear] : []),
    turn('turn_ended', { role: 'assistant', text: 'Words', interrupted: isInterrupted }),
  ].map((frame) => JSON.stringify(frame));
}
