import type { ServerEvent } from '../../protocol/server-event.ts';
import type { ReadFixture } from './fixture.ts';

/*
 * Server frames, written by hand from Cartesia's AsyncAPI documents of version 2026-08-14. No frame is a recording. They contain
 * fields that the codec does not read, where Cartesia sends them.
 */

function read(name: string, frame: object, ...events: ServerEvent[]): ReadFixture {
  return { name, frame: JSON.stringify(frame), events };
}

/** The event that makes the session live. */
export const configured = (sessionId: string | null) =>
  ({
    type: 'session-configured',
    sessionId,
    expiresAtMs: null,
    turnDetection: null,
    model: null,
    voice: null,
  }) as const;

/** The event that ends a turn of the agent. */
export function done(id: string, transcript: string, isCut = false): ServerEvent {
  return {
    type: 'response-done',
    responseId: id,
    outcome: isCut ? 'cancelled' : 'completed',
    reason: null,
    error: null,
    usage: null,
    metadata: null,
    items: [
      {
        type: 'message',
        id,
        role: 'agent',
        status: isCut ? 'incomplete' : 'completed',
        content: [{ type: 'audio', transcript }],
      },
    ],
  };
}

/** The event of an error. */
export function reported(
  wire: { readonly code: string; readonly message: string; readonly fatal: boolean },
  code: Extract<ServerEvent, { type: 'error-received' }>['error']['code'],
  isFatal = wire.fatal,
): ServerEvent {
  return {
    type: 'error-received',
    error: {
      code,
      message: wire.message,
      vendorCode: wire.code,
      commandId: null,
      effect: isFatal ? 'fatal' : 'reported',
      wire: { type: 'error', ...wire },
    },
  };
}

const turn = { start_time: 1.5, end_time: 3.25, tool_calls: [] };

function error(code: string, fatal: boolean, meaning: Parameters<typeof reported>[1], isFatal = fatal) {
  const wire = { code, message: 'Something went wrong.', fatal };
  return read(`error: ${code}`, { type: 'error', ...wire }, reported(wire, meaning, isFatal));
}

/** Every server frame of managed agents. */
export const MANAGED_READS: readonly ReadFixture[] = [
  read(
    'session_ready',
    {
      type: 'session_ready',
      call_id: 'ac_1',
      agent_id: 'agent_1',
      agent_version_id: 'av_1',
      audio: { input_format: 'pcm_24000', output_delivery: 'as_available' },
    },
    configured('ac_1'),
  ),
  read(
    'audio_output',
    { type: 'audio_output', audio: 'AAECAw==' },
    {
      type: 'audio-delta',
      responseId: 'part_1_1',
      itemId: 'part_1_1',
      contentIndex: 0,
      audio: Uint8Array.from([0, 1, 2, 3]),
    },
  ),
  read(
    'audio_output_clear',
    { type: 'audio_output_clear' },
    { type: 'output-interrupted', responseId: null, by: 'user' },
  ),
  read(
    'turn_started of the user',
    { type: 'turn_started', turn: 2, role: 'user', start_time: 1.5 },
    { type: 'speech-started', itemId: 'turn_2', audioStartMs: null },
  ),
  read(
    'turn_started of the assistant',
    { type: 'turn_started', turn: 3, role: 'assistant', start_time: 4 },
    { type: 'response-started', responseId: 'turn_3', isOutOfBand: false, metadata: null },
  ),
  read(
    'turn_output_text_delta',
    { type: 'turn_output_text_delta', turn: 3, role: 'assistant', text: 'Hello ' },
    {
      type: 'output-transcript-delta',
      responseId: 'turn_3',
      itemId: 'turn_3',
      contentIndex: 0,
      delta: 'Hello ',
    },
  ),
  read(
    'turn_ended of the user',
    {
      type: 'turn_ended',
      turn: 2,
      role: 'user',
      text: 'Hi there.',
      interrupted: false,
      eager_end_timestamp: 3,
      ...turn,
    },
    { type: 'turn-committed', itemId: 'turn_2' },
    { type: 'input-transcript-done', itemId: 'turn_2', transcript: 'Hi there.', usage: null },
  ),
  read(
    'turn_ended of the assistant',
    { type: 'turn_ended', turn: 3, role: 'assistant', text: 'Hello you.', interrupted: false, ...turn },
    done('turn_3', 'Hello you.'),
  ),
  read(
    'turn_ended of the assistant, with tools that ran at the vendor',
    {
      type: 'turn_ended',
      turn: 3,
      role: 'assistant',
      text: 'Done.',
      interrupted: false,
      ...turn,
      tool_calls: [
        {
          name: 'book_table',
          arguments: { guests: 2 },
          result: 'ok',
          id: 'call_9',
          dynamic_variable_updates: [
            {
              variable_name: 'table',
              old_value: null,
              new_value: '4',
              updated_at: '2026-11-01T00:00:00Z',
              tool_id: 'tool_1',
              tool_call_id: 'call_9',
            },
          ],
        },
      ],
    },
    done('turn_3', 'Done.'),
  ),
  read(
    'turn_ended of the assistant, interrupted',
    { type: 'turn_ended', turn: 3, role: 'assistant', text: 'Hello', interrupted: true, ...turn },
    { type: 'output-interrupted', responseId: null, by: 'user' },
    done('turn_3', 'Hello', true),
  ),
  read(
    'client_tool_call',
    {
      type: 'client_tool_call',
      tool_call_id: 'call_1',
      tool_name: 'get_weather',
      parameters: { city: 'Paris' },
      expects_response: true,
    },
    {
      type: 'tool-call-requested',
      responseId: null,
      itemId: 'call_1',
      callId: 'call_1',
      name: 'get_weather',
      argumentsText: '{"city":"Paris"}',
    },
  ),
  read('dtmf_output', { type: 'dtmf_output', digit: '#' }, { type: 'dtmf-received', key: '#' }),
  error('invalid_event', false, 'invalid-config'),
  error('agent_failed', true, 'vendor-failed'),
  // These three keep the call from starting, so they are final even with `fatal: false`.
  error('missing_dynamic_variables', false, 'invalid-config', true),
  error('invalid_dynamic_variables', false, 'invalid-config', true),
  error('dynamic_variables_not_allowed', false, 'invalid-config', true),
];
