import { describe, expect, test } from 'vitest';
import { createAdapter } from './adapter.ts';
import { heard, interruption, sound, typesOf, words } from './connection-fixtures.ts';
import { ROOM_SILENT, ROOM_SPEAKING } from './room-playout.ts';
import { webrtc } from './webrtc.ts';

describe('in a room', () => {
  const speaking = (isSpeaking: boolean) => ({ type: isSpeaking ? ROOM_SPEAKING : ROOM_SILENT });
  /** The times of letters; the sound itself is a track's. */
  const timed = (event_id: number, letters: string) => {
    const { audio_event } = sound(event_id, letters);
    return { type: 'audio', audio_event: { ...audio_event, audio_base_64: '' } };
  };
  const enter = () => {
    const codec = createAdapter({ agentId: 'agent_1', transport: webrtc() }).createCodec({
      connection: 3,
      resumeHandle: null,
    });
    codec.encode({ type: 'configure', commandId: 'c', config: {}, isInitial: true });
    return (...frames: readonly object[]) =>
      frames.flatMap((frame) => [...codec.decode(JSON.stringify(frame))]);
  };

  test('the first message that was sent opens the conversation, in any audio format', () => {
    const hear = enter();
    expect(
      hear({
        type: 'conversation_initiation_metadata',
        conversation_initiation_metadata_event: { conversation_id: 'conv_1' },
      }),
    ).toMatchObject([{ type: 'session-configured', sessionId: 'conv_1' }]);
    const metadata = { conversation_id: 'conv_1', agent_output_audio_format: 'pcm_48000' };
    expect(
      hear({
        type: 'conversation_initiation_metadata',
        conversation_initiation_metadata_event: metadata,
      }),
    ).toMatchObject([{ type: 'session-configured' }]);
  });

  test('a message is played from its first letters until it is done and the agent is silent', () => {
    const hear = enter();
    const first = hear(words('Hi there.'), timed(1, 'Hi'), speaking(true));
    expect(typesOf(first)).toEqual([
      'response-started',
      'output-transcript-done',
      'playout-started',
      'word-times-received',
    ]);
    // A pause is no end.
    expect(hear(speaking(false), speaking(true))).toEqual([]);
    expect(typesOf(hear(timed(1, ' there.')))).toEqual(['word-times-received', 'response-done']);
    expect(hear(speaking(false))).toEqual([{ type: 'playout-stopped', responseId: 'agent_3_1' }]);
    expect(hear(speaking(true), speaking(false))).toEqual([
      { type: 'playout-started', responseId: 'agent_3_1' },
      { type: 'playout-stopped', responseId: 'agent_3_1' },
    ]);
  });

  test('the letters of a chunk follow those of the chunk before', () => {
    const hear = enter();
    const events = hear(words('Hi there.'), timed(1, 'Hi'), timed(1, ' there.'));
    const times = events.flatMap((event) => (event.type === 'word-times-received' ? event.words : []));
    expect(times).toEqual([
      { text: 'Hi', startMs: 0, endMs: 20 },
      { text: 'there.', startMs: 30, endMs: 90 },
    ]);
  });

  test('audio in the messages only starts the playout, because the track carries it', () => {
    const hear = enter();
    expect(typesOf(hear(words('Hi.'), sound(1), sound(2)))).toEqual([
      'response-started',
      'output-transcript-done',
      'playout-started',
    ]);
  });

  test('a message that was done before the user’s turn does not continue after it', () => {
    const hear = enter();
    hear(words('Hi.'), timed(1, 'Hi.'), speaking(true), speaking(false), heard('Go on.'));
    expect(hear(speaking(true))).toEqual([]);
    expect(typesOf(hear(words('Well.', 2)))).not.toContain('playout-started');
    expect(typesOf(hear(speaking(true)))).toEqual(['playout-started']);
  });

  test('a message that ended with the user’s turn may be played after it', () => {
    const hear = enter();
    hear(words('Hi.'), heard('Hello.'));
    expect(hear(speaking(true))).toEqual([{ type: 'playout-started', responseId: 'agent_3_1' }]);
  });

  test('an interrupted message does not continue, and the next one is played', () => {
    const hear = enter();
    hear(words('A long story.'), timed(1, 'A'), speaking(true));
    expect(typesOf(hear(interruption(1)))).toContain('output-interrupted');
    expect(hear(speaking(false))).toEqual([]);
    expect(typesOf(hear(words('Yes?', 2), timed(2, 'Yes?')))).toContain('playout-started');
  });
});
