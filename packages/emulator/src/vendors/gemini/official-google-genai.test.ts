import { GoogleGenAI, MediaResolution } from '@google/genai';
import type { LiveConnectConfig, LiveServerMessage, Session } from '@google/genai';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { jpeg } from '../../../test/pictures.ts';
import { createTestRecognizer } from '../../../test/recognizer.ts';
import type { Emulator } from '../../create-emulator.ts';
import { createEmulator } from '../../create-emulator.ts';
import { createSpeechWav } from '../../voice/speech-wav.ts';

const MODEL = 'gemini-3.8-live';

/** The vendor's own client, with what it hears in order. */
class Heard {
  readonly messages: LiveServerMessage[] = [];
  session!: Session;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  #read = 0;
  #wake: () => void = () => {};
  #close: (event: { readonly code: number; readonly reason: string }) => void = () => {};

  constructor() {
    this.closed = new Promise((resolve) => (this.#close = resolve));
  }

  async connect(ai: GoogleGenAI, config: LiveConnectConfig = {}, model = MODEL): Promise<this> {
    this.session = await ai.live.connect({
      model,
      config,
      callbacks: {
        onmessage: (message) => {
          this.messages.push(message);
          this.#wake();
        },
        onclose: (event: { readonly code: number; readonly reason: string }) => this.#close(event),
      },
    });
    return this;
  }

  async until(wanted: (message: LiveServerMessage) => unknown): Promise<LiveServerMessage> {
    for (;;) {
      const message = this.messages[this.#read];
      if (!message) await new Promise<void>((resolve) => (this.#wake = resolve));
      else {
        this.#read += 1;
        if (wanted(message)) return message;
      }
    }
  }

  /** Words of the agent so far. */
  get words(): string {
    return this.messages.map(({ serverContent }) => serverContent?.outputTranscription?.text ?? '').join('');
  }
}

async function start(): Promise<{
  emulator: Emulator;
  client: (apiKey?: string, version?: string) => GoogleGenAI;
}> {
  const emulator = await createEmulator({
    latencyMs: 0,
    jitterMs: 0,
    pace: 200,
    recognizer: createTestRecognizer(),
  });
  onTestFinished(() => emulator.close());
  return {
    emulator,
    client: (apiKey = 'AIza-test', apiVersion = 'v1beta') =>
      new GoogleGenAI({ apiKey, apiVersion, httpOptions: { baseUrl: emulator.origin } }),
  };
}

const isOver = ({ serverContent }: LiveServerMessage) => serverContent?.turnComplete;

const WEATHER = {
  name: 'get_weather',
  description: 'Look up the weather for a city.',
  parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

describe('the @google/genai package', { timeout: 60_000 }, () => {
  let speech: Buffer;
  beforeAll(async () => {
    const wav = await createSpeechWav({
      text: 'What is the weather in Paris?',
      leadingSilenceMs: 300,
      trailingSilenceMs: 1_200,
      sampleRateHz: 16_000,
    });
    speech = Buffer.from(wav.subarray(44));
  });

  const speak = ({ session }: Heard) => {
    for (let at = 0; at < speech.length; at += 1_280) {
      const data = speech.subarray(at, at + 1_280).toString('base64');
      session.sendRealtimeInput({ audio: { data, mimeType: 'audio/pcm;rate=16000' } });
    }
  };

  it('writes, and hears and reads the answer', async () => {
    const { client } = await start();
    const heard = await new Heard().connect(client(), { systemInstruction: 'Be brief.' });
    heard.session.sendClientContent({ turns: 'Hello!' });
    const { usageMetadata } = await heard.until(isOver);
    const bytes = heard.messages
      .flatMap(({ serverContent }) => serverContent?.modelTurn?.parts ?? [])
      .reduce((sum, { inlineData }) => sum + Buffer.from(inlineData?.data ?? '', 'base64').length, 0);
    expect(heard.words).toContain('Nice to hear you');
    expect(bytes).toBeGreaterThan(48 * 1_000);
    expect(usageMetadata?.responseTokenCount).toBe(Math.ceil((bytes / 48_000) * 25));
    heard.session.close();
  });

  it('shows an image, and pays for it', async () => {
    const { client } = await start();
    const heard = await new Heard().connect(client(), {
      mediaResolution: MediaResolution.MEDIA_RESOLUTION_LOW,
    });
    heard.session.sendRealtimeInput({ video: { data: jpeg().toString('base64'), mimeType: 'image/jpeg' } });
    heard.session.sendClientContent({ turns: 'What do you see?' });
    const { usageMetadata } = await heard.until(isOver);
    expect(heard.words).toContain('mostly blue');
    expect(usageMetadata?.promptTokensDetails).toContainEqual({ modality: 'IMAGE', tokenCount: 64 });
    heard.session.close();
  });

  it('mints a token, and opens a session with it alone', async () => {
    const { client, emulator } = await start();
    const token = await client().authTokens.create({ config: { uses: 1 } });
    expect(token.name).toMatch(/^auth_tokens\//);
    const heard = await new Heard().connect(client(token.name));
    heard.session.sendClientContent({ turns: 'Hello!' });
    await heard.until(isOver);
    expect(emulator.sessions[0]?.path).toMatch(/v1beta.*Constrained$/);
    heard.session.close();
  });

  it.each([
    ['that runs beside the conversation', MODEL, undefined],
    ['that it waits for', MODEL, 'BLOCKING'],
    ['of a synchronous model', 'gemini-3.1-flash-live-preview', undefined],
    ['of a model that thinks at length', 'gemini-3.8-live-extended-thinking', 'NON_BLOCKING'],
  ])('speaks, is understood, and does the round of a tool %s', async (_, model, behavior) => {
    const { client } = await start();
    const config = {
      inputAudioTranscription: {},
      outputAudioTranscription: {},
      tools: [{ functionDeclarations: [{ ...WEATHER, ...(behavior && { behavior }) }] }],
    } as LiveConnectConfig;
    const heard = await new Heard().connect(client(), config, model);
    speak(heard);
    const { toolCall } = await heard.until((message) => message.toolCall);
    const [call] = toolCall?.functionCalls ?? [];
    expect(call?.args).toEqual({ city: 'Paris' });
    const response = { output: { temperature: 18, sky: 'clear' } };
    heard.session.sendToolResponse({
      functionResponses: [{ id: call?.id ?? '', name: 'get_weather', response }],
    });
    await heard.until(() => heard.words.includes('temperature is 18'));
    await heard.until(isOver);
    const written = heard.messages
      .map(({ serverContent }) => serverContent?.inputTranscription?.text ?? '')
      .join('');
    expect(written.toLowerCase()).toContain('weather in paris');
    heard.session.close();
  });

  it('opens and closes turns by hand', async () => {
    const { client } = await start();
    const heard = await new Heard().connect(client(), {
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
    });
    heard.session.sendRealtimeInput({ activityStart: {} });
    speak(heard);
    heard.session.sendRealtimeInput({ activityEnd: {} });
    await heard.until(isOver);
    expect(heard.words).not.toBe('');
    heard.session.close();
  });

  it('interrupts a story', async () => {
    const emulator = await createEmulator({ latencyMs: 0, pace: 8 });
    onTestFinished(() => emulator.close());
    const ai = new GoogleGenAI({ apiKey: 'x', apiVersion: 'v1', httpOptions: { baseUrl: emulator.origin } });
    const heard = await new Heard().connect(ai);
    heard.session.sendClientContent({ turns: 'Tell me a long story.' });
    await heard.until(({ serverContent }) => serverContent?.modelTurn);
    heard.session.sendClientContent({ turnComplete: false });
    await heard.until(({ serverContent }) => serverContent?.interrupted);
    await heard.until(isOver);
    expect(heard.messages.some(({ serverContent }) => serverContent?.generationComplete)).toBe(false);
    heard.session.close();
  });

  it('takes a session up again by its handle', async () => {
    const { client } = await start();
    const heard = await new Heard().connect(client(), { sessionResumption: {} });
    const update = await heard.until(({ sessionResumptionUpdate }) => sessionResumptionUpdate?.resumable);
    heard.session.sendClientContent({ turns: 'My name is Ann.' });
    await heard.until(isOver);
    heard.session.close();
    await heard.closed;
    const handle = update.sessionResumptionUpdate?.newHandle ?? '';
    const again = await new Heard().connect(client(), { sessionResumption: { handle } });
    again.session.sendClientContent({});
    const { usageMetadata } = await again.until(isOver);
    expect(usageMetadata?.promptTokenCount).toBeGreaterThan(40);
    again.session.close();
  });

  it('learns by the close what was wrong', async () => {
    const { client } = await start();
    const heard = await new Heard().connect(client());
    heard.session.sendRealtimeInput({ media: { data: 'AAAA', mimeType: 'audio/pcm' } });
    expect(await heard.closed).toMatchObject({
      code: 1007,
      reason: expect.stringContaining('media_chunks is deprecated') as string,
    });
  });
});
