import { readLine, readManaged } from './client-events.ts';
import type { ClientMessage } from './client-events.ts';
import type { Wire } from './frames.ts';

/** The wire format of a call. Inside, the emulator uses the events of Managed Agents. */
export interface Dialect {
  readonly isLine: boolean;
  /** The vendor ends a call after this long without a valid event, in milliseconds. */
  readonly idleMs: number;
  /** @throws Refusal for what the protocol does not have. */
  read(wire: Wire): ClientMessage;
  write(wire: Wire, streamId: string): Wire;
}

/** Managed Agents (AsyncAPI of API version 2026-08-14). */
export const MANAGED_DIALECT: Dialect = {
  isLine: false,
  idleMs: 120_000,
  read: readManaged,
  write: (wire) => wire,
};

/** Line's stream: as its guides have it, and turns as clients of autumn 2026 saw them. */
export const LINE_DIALECT: Dialect = {
  isLine: true,
  idleMs: 180_000,
  read: readLine,
  write(wire, stream_id) {
    const { type, ...fields } = wire;
    switch (type) {
      case 'session_ready':
        return {
          event: 'ack',
          stream_id,
          call_id: fields['call_id'],
          config: fields['config'],
          agent: fields['agent'],
        };
      case 'audio_output':
        return { event: 'media_output', stream_id, media: { payload: fields['audio'] } };
      case 'audio_output_clear':
        return { event: 'clear', stream_id };
      case 'dtmf_output':
        return { event: 'dtmf', stream_id, dtmf: fields['digit'] };
      case 'turn_started':
        return { event: type, stream_id, turn_started: { role: fields['role'] } };
      case 'turn_output_text_delta':
        return { event: type, stream_id, turn_output_text_delta: { text: fields['text'] } };
      case 'turn_ended': {
        const { role, text, tool_calls } = fields;
        return { event: type, stream_id, turn_ended: { role, text, tool_calls } };
      }
      case 'error':
        return { event: 'error', stream_id, error: fields['message'] };
      default:
        return { event: type, stream_id, ...fields };
    }
  },
};
