/** The rate of the vendor's audio, in hertz. */
export const WIRE_RATE_HZ = 24_000;

/** The level of the audio of every answer, 0 to 1. It is constant, so that any silence is a gap. */
export const LEVEL = 0.3;

const base64OfLength = new Map<number, string>();

/** So many milliseconds of sound at one level, as the vendor sends it. */
export function soundOf(ms: number): string {
  const known = base64OfLength.get(ms);
  if (known !== undefined) return known;
  const samples = new Int16Array(Math.round((ms * WIRE_RATE_HZ) / 1000)).fill(LEVEL * 32_768);
  const bytes = new Uint8Array(samples.buffer);
  let binary = '';
  for (const byte of bytes) binary += String.fromCodePoint(byte);
  const base64 = btoa(binary);
  base64OfLength.set(ms, base64);
  return base64;
}

let events = 0;

function write(type: string, fields: object): string {
  events += 1;
  return JSON.stringify({ type, event_id: `event_${events}`, ...fields });
}

/** The frames of one answer of the agent, as OpenAI Realtime (GA) writes them. */
export function answerFrames(id: number) {
  const responseId = `resp_${id}`;
  const itemId = `item_${id}`;
  const place = { response_id: responseId, item_id: itemId, output_index: 0, content_index: 0 };
  const response = { object: 'realtime.response', id: responseId, output: [], metadata: null, usage: null };
  const item = { id: itemId, object: 'realtime.item', type: 'message', role: 'assistant', content: [] };
  const part = { type: 'audio', transcript: '' };
  return {
    itemId,
    begin: () => [
      write('response.created', { response: { ...response, status: 'in_progress' } }),
      write('response.output_item.added', {
        response_id: responseId,
        output_index: 0,
        item: { ...item, status: 'in_progress' },
      }),
      write('conversation.item.added', { previous_item_id: null, item: { ...item, status: 'in_progress' } }),
      write('response.content_part.added', { ...place, part }),
    ],
    text: (delta: string) => write('response.output_audio_transcript.delta', { ...place, delta }),
    audio: (ms: number) => write('response.output_audio.delta', { ...place, delta: soundOf(ms) }),
    end: (transcript: string, status = 'completed') => [
      write('response.output_audio.done', place),
      write('response.output_audio_transcript.done', { ...place, transcript }),
      write('conversation.item.done', { previous_item_id: null, item: { ...item, status } }),
      write('response.done', { response: { ...response, status } }),
    ],
  };
}

/** Writes the frame that the vendor sends once, when a connection is open. */
export function sessionFrame(type: 'session.created' | 'session.updated'): string {
  const session = { type: 'realtime', object: 'realtime.session', id: 'sess_1', model: 'gpt-realtime-2.1' };
  return write(type, { session: { ...session, audio: { input: { turn_detection: null }, output: {} } } });
}
