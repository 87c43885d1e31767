import { describe, expect, it } from 'vitest';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';

const update = (session: Readonly<Record<string, unknown>>) => ({
  type: 'session.update',
  event_id: 'mine',
  session: { type: 'realtime', ...session },
});

describe('session.update', () => {
  it('is answered with the full configuration, defaults filled in and the rest untouched', async () => {
    const client = await connect(await startEmulator());
    const { session } = await client.update({
      instructions: 'Be kind.',
      audio: {
        input: {
          transcription: { model: 'gpt-realtime-whisper' },
          turn_detection: { type: 'server_vad', threshold: 0.7 },
        },
      },
    });
    expect(session.audio.input).toEqual({
      format: { type: 'audio/pcm', rate: 24_000 },
      transcription: { model: 'gpt-realtime-whisper', language: null, prompt: null },
      noise_reduction: null,
      turn_detection: {
        type: 'server_vad',
        threshold: 0.7,
        prefix_padding_ms: 300,
        silence_duration_ms: 200,
        idle_timeout_ms: null,
        create_response: true,
        interrupt_response: true,
      },
    });
    expect(session.audio.output.voice).toBe('alloy');
    expect(session.instructions).toBe('Be kind.');
  });

  it('fills in semantic detection and takes null for none', async () => {
    const client = await connect(await startEmulator());
    const semantic = await client.update({ audio: { input: { turn_detection: { type: 'semantic_vad' } } } });
    expect(semantic.session.audio.input.turn_detection).toEqual({
      type: 'semantic_vad',
      eagerness: 'auto',
      create_response: true,
      interrupt_response: true,
    });
    const none = await client.update({ audio: { input: { turn_detection: null } } });
    expect(none.session.audio.input.turn_detection).toBeNull();
  });

  it('brings the default instructions back for empty ones', async () => {
    const client = await connect(await startEmulator());
    const before = client.frames[0]?.session.instructions;
    await client.update({ instructions: 'Be kind.' });
    expect((await client.update({ instructions: '' })).session.instructions).toBe(before);
  });

  it.each([
    ['no type', { type: undefined }, 'missing_required_parameter', 'session.type'],
    ['another type', { type: 'transcription' }, 'invalid_value', 'session.type'],
    ['a field of the beta', { voice: 'alloy' }, 'unknown_parameter', 'session.voice'],
    [
      'a deep field that is not known',
      { audio: { input: { gain: 2 } } },
      'unknown_parameter',
      'session.audio.input.gain',
    ],
    [
      'both modalities',
      { output_modalities: ['text', 'audio'] },
      'invalid_value',
      'session.output_modalities',
    ],
    [
      'a voice that is not there',
      { audio: { output: { voice: 'hal' } } },
      'invalid_value',
      'session.audio.output.voice',
    ],
    [
      'a speed out of range',
      { audio: { output: { speed: 2 } } },
      'invalid_value',
      'session.audio.output.speed',
    ],
    [
      'a rate that is not spoken',
      { audio: { input: { format: { type: 'audio/pcm', rate: 16_000 } } } },
      'invalid_value',
      'session.audio.input.format.rate',
    ],
    [
      'a wrong type deep inside',
      { audio: { input: { turn_detection: { type: 'server_vad', threshold: 'high' } } } },
      'invalid_value',
      'session.audio.input.turn_detection.threshold',
    ],
    [
      'detection without a type',
      { audio: { input: { turn_detection: { threshold: 0.5 } } } },
      'missing_required_parameter',
      'session.audio.input.turn_detection.type',
    ],
    [
      'an idle time out of range',
      { audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 100 } } } },
      'invalid_value',
      'session.audio.input.turn_detection.idle_timeout_ms',
    ],
    [
      'a tool without a name',
      { tools: [{ type: 'function' }] },
      'missing_required_parameter',
      'session.tools[0].name',
    ],
    [
      'a nested tool, as elsewhere',
      { tools: [{ type: 'function', function: { name: 'x' } }] },
      'missing_required_parameter',
      'session.tools[0].name',
    ],
    ['too many tokens', { max_output_tokens: 5_000 }, 'invalid_value', 'session.max_output_tokens'],
    ['another model', { model: 'gpt-realtime-2.1' }, 'invalid_value', 'session.model'],
    ['text where an object belongs', { audio: 'loud' }, 'invalid_value', 'session.audio'],
  ])('refuses %s', async (_, session, code, param) => {
    const client = await connect(await startEmulator());
    const error = await client.refusal(update(session));
    expect(error).toMatchObject({ type: 'invalid_request_error', code, param, event_id: 'mine' });
  });

  it('is all or nothing', async () => {
    const client = await connect(await startEmulator());
    await client.refusal(update({ instructions: 'Lost.', audio: { output: { speed: 9 } } }));
    const { session } = await client.update({});
    expect(session.instructions).not.toBe('Lost.');
  });

  it('cannot change the voice after audio has been spoken, and then changes nothing', async () => {
    const client = await connect(await startEmulator({ agent: saying('Hello there.') }));
    await client.update({ audio: { output: { voice: 'ash' } } });
    await client.ask({ type: 'response.create' }, 'response.done');
    const error = await client.refusal(
      update({ instructions: 'Lost.', audio: { output: { voice: 'verse' } } }),
    );
    expect(error).toMatchObject({ code: 'cannot_update_voice', param: 'session.audio.output.voice' });
    // The same voice again is no change.
    const { session } = await client.update({ audio: { output: { voice: 'ash' } } });
    expect(session.instructions).not.toBe('Lost.');
  });

  it('cannot change tracing once it is on', async () => {
    const client = await connect(await startEmulator());
    await client.update({ tracing: 'auto' });
    expect(await client.refusal(update({ tracing: null }))).toMatchObject({
      code: 'invalid_value',
      param: 'session.tracing',
    });
  });

  it('accepts remote tools and reports that their listing failed', async () => {
    const client = await connect(await startEmulator());
    const { session } = await client.update({
      tools: [{ type: 'mcp', server_label: 'docs', server_url: 'https://example.com/mcp' }],
    });
    expect(session.tools).toHaveLength(1);
    const added = await client.until('conversation.item.added');
    expect(added.item).toMatchObject({ type: 'mcp_list_tools', server_label: 'docs', tools: [] });
    expect((await client.until('mcp_list_tools.in_progress')).item_id).toBe(added.item.id);
    expect((await client.until('mcp_list_tools.failed')).item_id).toBe(added.item.id);
  });
});
