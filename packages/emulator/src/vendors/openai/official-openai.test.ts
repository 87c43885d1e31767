import net from 'node:net';
import { OpenAI } from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../create-emulator.ts';
import { createEmulator } from '../../create-emulator.ts';
import { createSpeechWav } from '../../voice/speech-wav.ts';
import { jpeg, urlOf } from '../../../test/pictures.ts';
import { createTestRecognizer } from '../../../test/recognizer.ts';

type EventOf<T extends RealtimeServerEvent['type']> = Extract<RealtimeServerEvent, { type: T }>;

/** The vendor's own client, with what it hears in order. */
class Heard {
  readonly client: OpenAIRealtimeWS;
  readonly events: RealtimeServerEvent[] = [];
  #read = 0;
  #wake: () => void = () => {};

  constructor(client: OpenAIRealtimeWS) {
    this.client = client;
    client.on('event', (event) => {
      this.events.push(event);
      this.#wake();
    });
    // Errors come as events, too; without a listener they are unhandled rejections.
    client.on('error', () => {});
  }

  async until<T extends RealtimeServerEvent['type']>(type: T): Promise<EventOf<T>> {
    for (;;) {
      const event = this.events[this.#read];
      if (!event) await new Promise<void>((resolve) => (this.#wake = resolve));
      else {
        this.#read += 1;
        if (event.type === type) return event as EventOf<T>;
      }
    }
  }
}

async function start(): Promise<{ emulator: Emulator; openai: OpenAI; connect: (key?: string) => Heard }> {
  const emulator = await createEmulator({
    latencyMs: 0,
    jitterMs: 0,
    pace: 200,
    recognizer: createTestRecognizer(),
  });
  onTestFinished(() => emulator.close());
  const baseURL = `${emulator.origin}/v1`;
  return {
    emulator,
    openai: new OpenAI({ apiKey: 'sk-test', baseURL }),
    connect(key = 'sk-test') {
      // The client insists on a secure address; the connection under it is a plain one.
      const options = { createConnection: () => net.connect(emulator.port, '127.0.0.1') };
      const client = new OpenAI({ apiKey: key, baseURL });
      return new Heard(new OpenAIRealtimeWS({ model: 'gpt-realtime-2.1', options }, client));
    },
  };
}

describe('the openai package', { timeout: 60_000 }, () => {
  let speech: Buffer;
  beforeAll(async () => {
    const wav = await createSpeechWav({
      text: 'What is the weather in Paris?',
      leadingSilenceMs: 300,
      trailingSilenceMs: 900,
      sampleRateHz: 24_000,
    });
    speech = Buffer.from(wav.subarray(44));
  });

  it('mints a secret over HTTP and opens a session with it', async () => {
    const { openai, connect } = await start();
    const secret = await openai.realtime.clientSecrets.create({
      session: { type: 'realtime', model: 'gpt-realtime-2.1', instructions: 'Be brief.' },
    });
    expect(secret.value).toMatch(/^ek_/);
    const heard = connect(secret.value);
    const { session } = await heard.until('session.created');
    expect(session).toMatchObject({ type: 'realtime', instructions: 'Be brief.' });
    heard.client.close();
  });

  it('updates the session, writes, and hears and reads the answer', async () => {
    const { connect } = await start();
    const heard = connect();
    await heard.until('session.created');
    heard.client.send({
      type: 'session.update',
      session: { type: 'realtime', audio: { output: { voice: 'cedar' } } },
    });
    expect((await heard.until('session.updated')).session).toMatchObject({
      audio: { output: { voice: 'cedar' } },
    });
    heard.client.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello!' }] },
    });
    heard.client.send({ type: 'response.create' });
    const { transcript } = await heard.until('response.output_audio_transcript.done');
    expect(transcript).toContain('Hello');
    const { response } = await heard.until('response.done');
    const bytes = heard.events
      .filter((event) => event.type === 'response.output_audio.delta')
      .reduce((sum, event) => sum + Buffer.from(event.delta, 'base64').length, 0);
    expect(response.usage?.output_token_details?.audio_tokens).toBe(Math.ceil(bytes / 48 / 50));
    expect(bytes).toBeGreaterThan(48 * 1_000);
  });

  it('speaks, is understood, and does the round of a tool', async () => {
    const { connect } = await start();
    const heard = connect();
    await heard.until('session.created');
    heard.client.send({
      type: 'session.update',
      session: {
        type: 'realtime',
        audio: { input: { transcription: { model: 'gpt-realtime-whisper' } } },
        tools: [
          {
            type: 'function',
            name: 'get_weather',
            description: 'Look up the weather for a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
          },
        ],
      },
    });
    for (let at = 0; at < speech.length; at += 4_800) {
      const audio = speech.subarray(at, at + 4_800).toString('base64');
      heard.client.send({ type: 'input_audio_buffer.append', audio });
    }
    const call = await heard.until('response.function_call_arguments.done');
    expect(JSON.parse(call.arguments)).toEqual({ city: 'Paris' });
    await heard.until('response.done');
    const output = JSON.stringify({ temperature: 18, sky: 'clear' });
    heard.client.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: call.call_id, output },
    });
    heard.client.send({ type: 'response.create' });
    const { transcript } = await heard.until('response.output_audio_transcript.done');
    expect(transcript).toContain('temperature is 18');
    await heard.until('response.done');
    const written = heard.events.find(
      (event) => event.type === 'conversation.item.input_audio_transcription.completed',
    );
    expect(written?.transcript.toLowerCase()).toContain('weather in paris');
  });

  it('shows an image, and pays for it', async () => {
    const { connect } = await start();
    const heard = connect();
    await heard.until('session.created');
    heard.client.send({
      type: 'conversation.item.create',
      item: {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_image', image_url: urlOf(jpeg(), 'image/jpeg'), detail: 'high' },
          { type: 'input_text', text: 'What do you see?' },
        ],
      },
    });
    heard.client.send({ type: 'response.create' });
    const { transcript } = await heard.until('response.output_audio_transcript.done');
    expect(transcript).toContain('mostly blue');
    const { response } = await heard.until('response.done');
    expect(response.usage?.input_token_details?.image_tokens).toBe(194);
    heard.client.close();
  });

  it('interrupts a story and truncates it', async () => {
    const emulator = await createEmulator({ latencyMs: 0, pace: 8 });
    onTestFinished(() => emulator.close());
    const options = { createConnection: () => net.connect(emulator.port, '127.0.0.1') };
    const client = new OpenAI({ apiKey: 'sk-test', baseURL: `${emulator.origin}/v1` });
    const heard = new Heard(new OpenAIRealtimeWS({ model: 'gpt-realtime-2.1', options }, client));
    await heard.until('session.created');
    heard.client.send({
      type: 'conversation.item.create',
      item: {
        type: 'message',
        role: 'user',
        content: [{ type: 'input_text', text: 'Tell me a long story.' }],
      },
    });
    heard.client.send({ type: 'response.create' });
    const { item_id } = await heard.until('response.output_audio.delta');
    heard.client.send({ type: 'response.cancel' });
    const { response } = await heard.until('response.done');
    expect(response).toMatchObject({ status: 'cancelled', status_details: { reason: 'client_cancelled' } });
    heard.client.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 50 });
    expect(await heard.until('conversation.item.truncated')).toMatchObject({ item_id, audio_end_ms: 50 });
  });

  it('receives errors, and closes cleanly', async () => {
    const { connect, emulator } = await start();
    const heard = connect();
    await heard.until('session.created');
    const failed = new Promise<Error>((resolve) => heard.client.on('error', resolve));
    heard.client.send({ type: 'response.cancel' });
    expect((await failed).message).toContain('no active response');
    const closed = new Promise((resolve) => emulator.on('session-closed', resolve));
    heard.client.close();
    expect(await closed).toMatchObject({ isOpen: false });
  });
});
