import { OpenAIRealtimeWebRTC, RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime';
import type { RealtimeItem } from '@openai/agents-realtime';
import { expect, inject, it, onTestFinished } from 'vitest';

/* The vendor's own client, in a real browser, over real WebRTC. */

const origin = inject('emulatorOrigin');

const getWeather = tool({
  name: 'get_weather',
  description: 'Look up the weather for a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
  strict: true,
  execute: (input: unknown) => `It is sunny in ${(input as { city: string }).city}.`,
});

async function mint(): Promise<string> {
  const response = await fetch(`${origin}/v1/realtime/client_secrets`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk-test', 'Content-Type': 'application/json' },
    body: JSON.stringify({ session: { type: 'realtime', model: 'gpt-realtime-2.1' } }),
  });
  return ((await response.json()) as { value: string }).value;
}

/** A microphone that hears what it is given. */
function createMicrophone(audio: AudioContext) {
  const destination = audio.createMediaStreamDestination();
  return {
    stream: destination.stream,
    async hear(wav: string): Promise<void> {
      const source = audio.createBufferSource();
      const bytes = Uint8Array.from(atob(wav), (letter) => letter.codePointAt(0) ?? 0);
      source.buffer = await audio.decodeAudioData(bytes.buffer);
      source.connect(destination);
      source.start();
    },
  };
}

const textOf = (items: readonly RealtimeItem[], role: string) =>
  items.flatMap((item) =>
    item.type === 'message' && item.role === role
      ? item.content.map((part) => ('transcript' in part ? (part.transcript ?? '') : ''))
      : [],
  );

it('is spoken to, calls a tool, is heard, and is interrupted', { timeout: 60_000 }, async () => {
  const audio = new AudioContext();
  const microphone = createMicrophone(audio);
  const audioElement = document.createElement('audio');
  audioElement.muted = true;
  const transport = new OpenAIRealtimeWebRTC({
    mediaStream: microphone.stream,
    audioElement,
    baseUrl: `${origin}/v1/realtime/calls`,
  });
  const agent = new RealtimeAgent({ name: 'Guide', instructions: 'Be kind.', tools: [getWeather] });
  const session = new RealtimeSession(agent, { transport, model: 'gpt-realtime-2.1', tracingDisabled: true });
  const types: string[] = [];
  const errors: unknown[] = [];
  session.on('error', (error) => errors.push(error));
  session.on('transport_event', (event) => types.push(event.type));
  onTestFinished(async () => {
    session.close();
    await audio.close();
  });
  await session.connect({ apiKey: await mint() });
  await microphone.hear(inject('spokenQuestion'));
  await expect
    .poll(() => textOf(session.history, 'assistant').join(' '), { timeout: 30_000 })
    .toMatch(/sunny in London/);
  expect(textOf(session.history, 'user').join(' ')).toMatch(/london/i);
  await expect.poll(() => types, { timeout: 30_000 }).toContain('output_audio_buffer.stopped');
  session.sendMessage('Tell me a long story.');
  await expect
    .poll(() => types.filter((type) => type === 'output_audio_buffer.started').length, { timeout: 30_000 })
    .toBeGreaterThan(1);
  session.interrupt();
  await expect.poll(() => types, { timeout: 30_000 }).toContain('output_audio_buffer.cleared');
  await expect.poll(() => types, { timeout: 30_000 }).toContain('conversation.item.truncated');
  expect(types).not.toContain('response.output_audio.delta');
  expect(errors).toEqual([]);
});
