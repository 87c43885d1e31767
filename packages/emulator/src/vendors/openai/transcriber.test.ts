import { describe, expect, it } from 'vitest';
import type { AgentTurn } from '../../agent/agent.ts';
import { createSilentRecognizer } from '../../recognizer/recognizer.ts';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';
import type { Frame } from '../../../test/wire-client.ts';

describe('transcripts', () => {
  const transcription = (model: string) => ({ audio: { input: { transcription: { model } } } });
  const isTranscript = (frame: Frame) => frame.type.startsWith('conversation.item.input_audio_transcription');

  it('are not sent unless the client asked for them', async () => {
    const client = await connect(await startEmulator({ recognizer: createScriptedRecognizer(['hello']) }));
    client.speak({ before: 500, voice: 600, after: 400 });
    await client.until('rate_limits.updated');
    expect(client.frames.filter(isTranscript)).toEqual([]);
  });

  it('carry the words, what they cost, and update the item', async () => {
    const client = await connect(
      await startEmulator({ recognizer: createScriptedRecognizer(['hello my name is ada']) }),
    );
    await client.update(transcription('gpt-4o-mini-transcribe'));
    client.speak({ before: 500, voice: 600, after: 400 });
    const completed = await client.until('conversation.item.input_audio_transcription.completed');
    expect(completed).toMatchObject({ content_index: 0, transcript: 'Hello my name is ada' });
    // 300 ms of padding, 600 of voice, 200 of silence.
    expect(completed.usage).toMatchObject({
      type: 'tokens',
      input_tokens: 11,
      input_token_details: { text_tokens: 0, audio_tokens: 11 },
    });
    const { item_id } = completed;
    const { item } = await client.ask(
      { type: 'conversation.item.retrieve', item_id },
      'conversation.item.retrieved',
    );
    expect(item.content[0].transcript).toBe('Hello my name is ada');
  });

  it('are priced by the second for models that are', async () => {
    const client = await connect(await startEmulator({ recognizer: createScriptedRecognizer(['hello']) }));
    await client.update(transcription('whisper-1'));
    client.speak({ before: 500, voice: 2_600, after: 400 });
    const { usage } = await client.until('conversation.item.input_audio_transcription.completed');
    expect(usage).toEqual({ type: 'duration', seconds: 3 });
  });

  it('stream while the user speaks, on models that do', async () => {
    const recognizer = createScriptedRecognizer(['hello there my friend']);
    const client = await connect(await startEmulator({ recognizer }));
    await client.update(transcription('gpt-realtime-whisper'));
    client.speak({ before: 500, voice: 600 });
    const { item_id } = await client.until('input_audio_buffer.speech_started');
    recognizer.say('hello there');
    const delta = await client.until(isTranscript);
    expect(delta).toMatchObject({
      item_id,
      content_index: 0,
      delta: ' Hello',
      obfuscation: expect.any(String),
    });
    client.speak({ voice: 300, after: 400 });
    const { transcript } = await client.until('conversation.item.input_audio_transcription.completed');
    expect(transcript).toBe('Hello there my friend');
    const deltas = client.frames.filter(
      (frame) => frame.type === 'conversation.item.input_audio_transcription.delta',
    );
    expect(
      deltas
        .map((frame) => frame.delta)
        .join('')
        .trim(),
    ).toBe(transcript);
  });

  it('come now before the end of the answer, now after it', async () => {
    const script = Array.from({ length: 12 }, (_, index) => `turn ${index}`);
    const client = await connect(
      await startEmulator({ recognizer: createScriptedRecognizer(script), agent: saying('Yes.') }),
    );
    await client.update(transcription('whisper-1'));
    const orders = new Set<string>();
    for (let turn = 0; turn < script.length; turn += 1) {
      const at = client.frames.length;
      client.speak({ before: 300, voice: 400, after: 400 });
      const isEnd = (frame: Frame) =>
        frame.type === 'response.done' || frame.type.endsWith('transcription.completed');
      await client.until(isEnd);
      await client.until(isEnd);
      orders.add(client.frames.slice(at).find(isEnd)?.type ?? '');
    }
    expect(orders.size).toBe(2);
  });

  it('say honestly that there was speech, where it cannot be recognised', async () => {
    const client = await connect(await startEmulator({ recognizer: createSilentRecognizer() }));
    await client.update(transcription('whisper-1'));
    client.speak({ before: 500, voice: 1_800, after: 400 });
    const { transcript } = await client.until('conversation.item.input_audio_transcription.completed');
    expect(transcript).toBe('(speech, 1.8 s)');
  });

  it('are written for audio that a client puts into an item', async () => {
    const client = await connect(
      await startEmulator({ recognizer: createScriptedRecognizer(['good morning']) }),
    );
    await client.update(transcription('whisper-1'));
    const audio = Buffer.from(new Int16Array(24_000).buffer).toString('base64');
    const item = { type: 'message', role: 'user', content: [{ type: 'input_audio', audio }] };
    const done = await client.ask({ type: 'conversation.item.create', item }, 'conversation.item.done');
    expect(done.item.content).toEqual([{ transcript: null, type: 'input_audio' }]);
    const { transcript } = await client.until('conversation.item.input_audio_transcription.completed');
    expect(transcript).toBe('Good morning');
  });
});

describe('a recogniser that fails', () => {
  it('fails the transcript, and the agent knows that there was speech', async () => {
    const turns: AgentTurn[] = [];
    const recognizer = {
      begin: () => ({ push: () => {}, finish: () => Promise.reject(new Error('Deaf.')), cancel: () => {} }),
      close: () => Promise.resolve(),
    };
    const agent = {
      respond(turn: AgentTurn) {
        turns.push(turn);
        return [{ type: 'speech', text: 'Yes.' }] as const;
      },
    };
    const client = await connect(await startEmulator({ recognizer, agent }));
    await client.update({ audio: { input: { transcription: { model: 'whisper-1' } } } });
    client.speak({ before: 500, voice: 600, after: 400 });
    const failed = await client.until('conversation.item.input_audio_transcription.failed');
    expect(failed).toMatchObject({ content_index: 0, error: { message: 'Deaf.' } });
    await client.until('response.done');
    expect(turns[0]?.history).toEqual([{ role: 'user', text: '(speech, 0.6 s)' }]);
  });
});
