import type { ServerEvent } from '../../protocol/server-event.ts';
import { createAdapter } from './adapter.ts';

/* Frames and a conversation for tests of whole sequences. */

export function createConversation(isTextOnly = false) {
  const codec = createAdapter({ agentId: 'agent_1' }).createCodec({ connection: 3, resumeHandle: null });
  const config = isTextOnly ? ({ outputModality: 'text' } as const) : {};
  codec.encode({ type: 'configure', commandId: 'c', config, isInitial: true });
  const hear = (...frames: readonly object[]) =>
    frames.flatMap((frame) => [...codec.decode(JSON.stringify(frame))]);
  const write = (text: string) =>
    codec.encode({
      type: 'create-item',
      commandId: 'c',
      respond: 'answer',
      item: {
        type: 'message',
        id: 'i',
        role: 'user',
        status: 'completed',
        content: [{ type: 'text', text }],
      },
    });
  return { codec, hear, write };
}

export const words = (agent_response: string, event_id = 1) => ({
  type: 'agent_response',
  agent_response_event: { agent_response, event_id },
});
/** Sound of 100 ms, with letters that are spoken in it where some are given. */
export const sound = (event_id: number, letters = '') => ({
  type: 'audio',
  audio_event: {
    audio_base_64: btoa('\0'.repeat(3_200)),
    event_id,
    ...(letters && {
      alignment: {
        chars: [...letters],
        char_start_times_ms: [...letters].map((_, index) => index * 10),
        char_durations_ms: [...letters].map(() => 10),
      },
    }),
  },
});
export const part = (type: string, text = '', event_id = 1) => ({
  type: 'agent_chat_response_part',
  text_response_part: { text, type, event_id },
});
export const ping = { type: 'ping', ping_event: { event_id: 1 } };
export const interruption = (event_id: number) => ({
  type: 'interruption',
  interruption_event: { event_id },
});
export const heard = (user_transcript: string) => ({
  type: 'user_transcript',
  user_transcription_event: { user_transcript, event_id: 9 },
});
export const tentative = (user_transcript: string) => ({
  type: 'tentative_user_transcript',
  tentative_user_transcription_event: { user_transcript, event_id: 9 },
});

export const typesOf = (events: readonly ServerEvent[]) => events.map(({ type }) => type);
export const soundsOf = (events: readonly ServerEvent[]) =>
  events.flatMap((event) =>
    event.type === 'audio-delta' ? [[event.itemId, event.continuesItem ?? false]] : [],
  );
