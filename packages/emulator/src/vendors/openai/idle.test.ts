import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';

const detection = (more: Readonly<Record<string, unknown>> | null) => ({
  audio: { input: { turn_detection: more && { type: 'server_vad', ...more } } },
});

describe('the idle time-out', () => {
  it('lets the agent speak again without an answer of the user, once its words have been played', async () => {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock, agent: saying('One two three four five.') }));
    await client.update({
      audio: {
        input: {
          turn_detection: { type: 'server_vad', idle_timeout_ms: 5_000 },
          transcription: { model: 'whisper-1' },
        },
      },
    });
    await client.ask({ type: 'response.create' }, 'rate_limits.updated');
    const at = client.frames.length;
    // One second is still being played.
    await clock.advanceAsync(5_999);
    await client.write('Nothing yet.');
    expect(client.types).not.toContain('input_audio_buffer.timeout_triggered');
    await clock.advanceAsync(1);
    await client.until('response.created');
    const types = client.frames
      .slice(at)
      .map((frame) => (frame.item ? `${frame.type} ${frame.item.role}` : frame.type));
    expect(types.slice(2, 9)).toEqual([
      'input_audio_buffer.timeout_triggered',
      'conversation.item.added system',
      'conversation.item.done system',
      'input_audio_buffer.committed',
      'conversation.item.added user',
      'conversation.item.done user',
      'response.created',
    ]);
    const completed = await client.until('conversation.item.input_audio_transcription.completed');
    expect(completed).toMatchObject({ transcript: '', usage: { type: 'duration', seconds: 0 } });
  });

  it('does not come when an interrupted answer ends under the words of the user', async () => {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock, pace: 1, agent: saying('One two three.') }));
    await client.update(detection({ idle_timeout_ms: 5_000 }));
    await client.ask({ type: 'response.create' }, 'response.output_audio.delta');
    client.speak({ voice: 500 });
    await client.until('response.done');
    await clock.advanceAsync(60_000);
    await client.write('Nothing happened.');
    expect(client.types).not.toContain('input_audio_buffer.timeout_triggered');
  });

  it('does not come while the user speaks', async () => {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock, agent: saying('One.') }));
    await client.update(detection({ idle_timeout_ms: 5_000 }));
    await client.ask({ type: 'response.create' }, 'rate_limits.updated');
    client.speak({ voice: 500 });
    await client.until('input_audio_buffer.speech_started');
    await clock.advanceAsync(60_000);
    await client.write('Nothing happened.');
    expect(client.types).not.toContain('input_audio_buffer.timeout_triggered');
  });
});
