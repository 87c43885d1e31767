import type { ServerEvent } from '../../protocol/server-event.ts';
import type { ReadFixture, WriteFixture } from './fixture.ts';
import { configured, done } from './fixtures.ts';

/*
 * Frames of the Line protocol, written by hand from Cartesia's guides and from clients of autumn 2026. Frames that only clients
 * show are marked as unverified.
 */

function read(name: string, frame: object, ...events: ServerEvent[]): ReadFixture {
  return { name, frame: JSON.stringify(frame), events };
}

const stream_id = 'stream_1';

/** Every server frame of the Line protocol. */
export const LINE_READS: readonly ReadFixture[] = [
  read(
    'ack',
    { event: 'ack', stream_id, config: { input_format: 'pcm_24000' }, agent: { introduction: 'Hello.' } },
    configured('stream_1'),
  ),
  // Unverified: some servers name the call.
  read('ack with a call', { event: 'ack', stream_id, call_id: 'ac_1', config: {} }, configured('ac_1')),
  read(
    'media_output',
    { event: 'media_output', stream_id, media: { payload: 'AAECAw==' } },
    {
      type: 'audio-delta',
      responseId: 'part_1_1',
      itemId: 'part_1_1',
      contentIndex: 0,
      audio: Uint8Array.from([0, 1, 2, 3]),
    },
  ),
  read('clear', { event: 'clear', stream_id }, { type: 'output-interrupted', responseId: null, by: 'user' }),
  read('dtmf', { event: 'dtmf', stream_id, dtmf: '5' }, { type: 'dtmf-received', key: '5' }),
  read(
    'custom',
    { event: 'custom', stream_id, metadata: { page: 'checkout' } },
    { type: 'vendor-event-received', name: 'custom', data: { page: 'checkout' } },
  ),
  read(
    'transfer_call',
    { event: 'transfer_call', stream_id, transfer: { target_phone_number: '+15550100' } },
    {
      type: 'vendor-event-received',
      name: 'transfer_call',
      data: { target_phone_number: '+15550100' },
    },
  ),
  // Unverified from here on: the nesting of turns, and all of `error`.
  read(
    'turn_started of the user',
    { event: 'turn_started', stream_id, turn_started: { role: 'user' } },
    { type: 'speech-started', itemId: 'part_1_1', audioStartMs: null },
  ),
  read(
    'turn_started of the assistant',
    { event: 'turn_started', stream_id, turn_started: { role: 'assistant' } },
    { type: 'response-started', responseId: 'part_1_1', isOutOfBand: false, metadata: null },
  ),
  read(
    'turn_output_text_delta',
    { event: 'turn_output_text_delta', stream_id, turn_output_text_delta: { text: 'Hello ' } },
    {
      type: 'output-transcript-delta',
      responseId: 'part_1_1',
      itemId: 'part_1_1',
      contentIndex: 0,
      delta: 'Hello ',
    },
  ),
  read(
    'turn_ended of the user',
    { event: 'turn_ended', stream_id, turn_ended: { role: 'user', text: 'Hi.' } },
    { type: 'turn-committed', itemId: 'part_1_1' },
    { type: 'input-transcript-done', itemId: 'part_1_1', transcript: 'Hi.', usage: null },
  ),
  read(
    'turn_ended of the assistant',
    { event: 'turn_ended', stream_id, turn_ended: { role: 'assistant', text: 'Hello.', tool_calls: [] } },
    done('part_1_1', 'Hello.'),
  ),
  ...[
    { event: 'error', stream_id, error: 'No such agent.' },
    { event: 'error', stream_id, error: { message: 'No such agent.' } },
    { event: 'error', stream_id, message: 'No such agent.' },
  ].map((frame, index) =>
    read(`error, shape ${index + 1}`, frame, {
      type: 'error-received',
      error: {
        code: 'vendor-failed',
        message: 'No such agent.',
        vendorCode: null,
        commandId: null,
        effect: 'reported',
        wire: frame,
      },
    }),
  ),
];

/** Every command that the Line protocol takes. */
export const LINE_WRITES: readonly WriteFixture[] = [
  {
    name: 'start',
    command: { type: 'configure', commandId: 'cmd_1', config: {}, isInitial: true },
    frames: [
      { event: 'start', config: { input_format: 'pcm_24000', output_audio_delivery: 'as_available' } },
    ],
  },
  {
    name: 'start with everything',
    command: {
      type: 'configure',
      commandId: 'cmd_1',
      config: {
        instructions: 'Be brief.',
        voice: { id: 'voice_1' },
        vendorOptions: { metadata: { from: 'the shop' } },
      },
      isInitial: true,
    },
    frames: [
      {
        event: 'start',
        config: { input_format: 'pcm_24000', output_audio_delivery: 'as_available', voice_id: 'voice_1' },
        agent: { system_prompt: 'Be brief.' },
        metadata: { from: 'the shop' },
      },
    ],
  },
  {
    name: 'media_input',
    command: { type: 'append-audio', audio: Uint8Array.from([0, 1, 2, 3]) },
    frames: [{ event: 'media_input', media: { payload: 'AAECAw==' } }],
  },
];
