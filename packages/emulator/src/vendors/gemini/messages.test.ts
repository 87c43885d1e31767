import { describe, expect, it } from 'vitest';
import { openLive, refusedBy } from '../../../test/live-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';

const model = 'models/gemini-3.8-live';
const tool = (behavior?: string) => ({
  functionDeclarations: [{ name: 'find', ...(behavior && { behavior }), parameters: { type: 'OBJECT' } }],
});

describe('a setup', () => {
  it.each([
    ['is missing', { clientContent: {} }, /^setup must be/],
    ['comes with another message', { setup: { model }, clientContent: {} }, /invalid argument/],
    ['names no model', { setup: {} }, /setup\.model/],
    [
      'has a field that is unknown',
      { setup: { model, toolConfig: {} } },
      /Unknown name "toolConfig" at 'setup'/,
    ],
    [
      'has an unknown voice',
      {
        setup: {
          model,
          generationConfig: {
            speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'marin' } } },
          },
        },
      },
      /voiceName/,
    ],
    ['wants text', { setup: { model, generationConfig: { responseModalities: ['TEXT'] } } }, /non-audio/],
    [
      'wants a level of thinking of a model without',
      { setup: { model, generationConfig: { thinkingConfig: { thinkingLevel: 'LOW' } } } },
      /Thinking level/,
    ],
    [
      'turns off what is always on',
      { setup: { model, proactivity: { proactiveAudio: false } } },
      /Proactive audio/,
    ],
    ['has an empty handle', { setup: { model, sessionResumption: { handle: '' } } }, /handle/],
    [
      'waits for tools on a model that never does',
      { setup: { model: `${model}-extended-thinking`, tools: [tool('BLOCKING')] } },
      /BLOCKING/,
    ],
    [
      'does not wait on a model that always does',
      { setup: { model: 'models/gemini-3.1-flash-live-preview', tools: [tool('NON_BLOCKING')] } },
      /NON_BLOCKING/,
    ],
  ])('that %s is closed with 1007', async (_, message, reason) => {
    expect(await refusedBy(await startEmulator(), [message])).toEqual({
      code: 1007,
      reason: expect.stringMatching(reason) as string,
    });
  });

  it.each([['models/gemini-9'], ['models/gemini-2.0-flash-live-001']])(
    'for %s is closed with 1008, and a reason that is cut',
    async (name) => {
      const { code, reason } = await refusedBy(await startEmulator(), [{ setup: { model: name } }]);
      expect([code, Buffer.from(reason).length]).toEqual([1008, 123]);
      expect(reason).toMatch(/is not found for API version v1beta/);
    },
  );

  it('is read with names of either kind', async () => {
    const client = await openLive(await startEmulator(), {
      generation_config: { response_modalities: ['audio'] },
      realtime_input_config: { automatic_activity_detection: { disabled: true } },
    });
    client.send({ realtime_input: { activity_start: {} } });
    client.send({ realtime_input: { activity_end: {} } });
    await client.until('turnComplete');
    await client.close();
  });
});

describe('a message', () => {
  const audio = { data: 'AAAA', mimeType: 'audio/pcm;rate=16000' };

  it.each([
    ['that is not JSON', '{', /Unexpected token/],
    ['that is a list', '[]', /Expected an object/],
    ['of an unknown kind', { hologram: {} }, /Unknown name "hologram"/],
    ['of two kinds', { clientContent: {}, toolResponse: { functionResponses: [] } }, /invalid argument/],
    ['that sets up again', { setup: { model } }, /first/],
    ['with media chunks', { realtimeInput: { mediaChunks: [audio] } }, /media_chunks is deprecated/],
    [
      'with audio of another kind',
      { realtimeInput: { audio: { ...audio, mimeType: 'audio/opus' } } },
      /audio\/opus/,
    ],
    ['with audio that is not base64', { realtimeInput: { audio: { ...audio, data: '*' } } }, /Base64/],
    [
      'with a picture of another kind',
      { realtimeInput: { video: { data: 'AAAA', mimeType: 'video/mp4' } } },
      /video\/mp4/,
    ],
    ['that opens a turn by hand', { realtimeInput: { activityStart: {} } }, /automatic activity detection/],
    [
      'with a role that there is not',
      { clientContent: { turns: [{ role: 'system', parts: [{ text: 'x' }] }] } },
      /role/,
    ],
    ['without a role', { clientContent: { turns: [{ parts: [{ text: 'x' }] }] } }, /valid role/],
    [
      'with the result of a call that was not made',
      { toolResponse: { functionResponses: [{ id: 'x', name: 'y', response: {} }] } },
      /invalid argument/,
    ],
    [
      'with a result without an id',
      { toolResponse: { functionResponses: [{ name: 'y', response: {} }] } },
      /id/,
    ],
  ])('%s ends the connection', async (_, message, reason) => {
    const client = await openLive(await startEmulator());
    client.send(message);
    expect(await client.closed).toEqual({ code: 1007, reason: expect.stringMatching(reason) as string });
  });

  it.each([
    ['the end of the stream', { realtimeInput: { audioStreamEnd: true } }],
    ['the end of a turn that is not open', { realtimeInput: { activityEnd: {} } }],
  ])('with %s ends one with turns by hand', async (_, message) => {
    const client = await openLive(await startEmulator(), {
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
    });
    client.send(message);
    expect((await client.closed).code).toBe(1007);
  });

  it('that changes the setup ends the connection of an older model', async () => {
    const client = await openLive(await startEmulator(), { model: 'models/gemini-3.1-flash-live-preview' });
    client.send({ contextUpdate: { systemInstruction: { parts: [{ text: 'x' }] } } });
    expect((await client.closed).reason).toContain('contextUpdate');
  });

  it('may have bytes in either alphabet, and audio at any rate', async () => {
    const emulator = await startEmulator();
    const client = await openLive(emulator);
    for (const data of ['_-8A', '/+8A'])
      client.send({ realtimeInput: { audio: { data, mimeType: 'audio/pcm' } } });
    client.append(new Uint8Array(4_800), 'audio/pcm;rate=48000');
    client.write('Hello');
    await client.until('turnComplete');
    expect(emulator.sessions[0]?.receivedMs).toBeCloseTo(50 + 2 / 16);
    await client.close();
  });
});
