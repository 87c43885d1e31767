import { RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime';
import type { RealtimeItem } from '@openai/agents-realtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatorOptions } from '../../emulator-options.ts';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../create-emulator.ts';
import { createSpeechWav } from '../../voice/speech-wav.ts';
import { createTestRecognizer } from '../../../test/recognizer.ts';

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

async function connect(
  options: EmulatorOptions = {},
): Promise<{ emulator: Emulator; session: RealtimeSession; errors: unknown[] }> {
  const emulator = await createEmulator({
    latencyMs: 0,
    jitterMs: 0,
    pace: 200,
    recognizer: createTestRecognizer(),
    ...options,
  });
  const agent = new RealtimeAgent({ name: 'Guide', instructions: 'Be kind.', tools: [getWeather] });
  const session = new RealtimeSession(agent, {
    transport: 'websocket',
    model: 'gpt-realtime-2.1',
    tracingDisabled: true,
  });
  const errors: unknown[] = [];
  session.on('error', (error) => errors.push(error));
  onTestFinished(async () => {
    session.close();
    await emulator.close();
  });
  const url = `${emulator.origin.replace('http', 'ws')}/v1/realtime?model=gpt-realtime-2.1`;
  await session.connect({ apiKey: 'sk-test', url });
  return { emulator, session, errors };
}

/** Waits until the history fits. */
function history(session: RealtimeSession, fits: (items: readonly RealtimeItem[]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits(session.history)) return;
      session.off('history_updated', look);
      resolve();
    };
    session.on('history_updated', look);
    look();
  });
}

function says(items: readonly RealtimeItem[], role: 'user' | 'assistant', pattern: RegExp): boolean {
  return items.some(
    (item) =>
      item.type === 'message' &&
      item.role === role &&
      item.content.some((part) =>
        pattern.test(('transcript' in part && part.transcript) || ('text' in part && part.text) || ''),
      ),
  );
}

describe('the agents package over WebSocket', { timeout: 60_000 }, () => {
  it('connects with both of its updates, writes, and gets words and audio', async () => {
    const { emulator, session, errors } = await connect();
    let bytes = 0;
    session.on('audio', (event) => (bytes += event.data.byteLength));
    session.sendMessage('Hello!');
    await history(
      session,
      (items) => says(items, 'user', /Hello!/) && says(items, 'assistant', /Nice to hear you/),
    );
    expect(bytes).toBeGreaterThan(48 * 500);
    const updates = emulator.sessions[0]?.frames.filter(({ frame }) => frame['type'] === 'session.updated');
    expect(updates?.length).toBeGreaterThanOrEqual(1);
    expect(errors).toEqual([]);
  });

  it('does the round of a tool by itself', async () => {
    const { session, errors } = await connect();
    session.sendMessage('What is the weather in Paris?');
    await history(session, (items) => says(items, 'assistant', /It is sunny in Paris/));
    const call = session.history.find((item) => item.type === 'function_call');
    expect(call).toMatchObject({ name: 'get_weather', status: 'completed', output: 'It is sunny in Paris.' });
    expect(errors).toEqual([]);
  });

  it('speaks and is understood', async () => {
    const { session, errors } = await connect();
    const wav = await createSpeechWav({
      text: 'What is the weather in Paris?',
      leadingSilenceMs: 300,
      trailingSilenceMs: 1_500,
      sampleRateHz: 24_000,
    });
    for (let at = 44; at < wav.length; at += 4_800) session.sendAudio(wav.slice(at, at + 4_800).buffer);
    await history(
      session,
      (items) => says(items, 'user', /weather in paris/i) && says(items, 'assistant', /sunny in Paris/),
    );
    expect(errors).toEqual([]);
  });

  it('notices that the user interrupts, and truncates what was playing', async () => {
    const { emulator, session, errors } = await connect({ pace: 8 });
    const interrupted = new Promise((resolve) => session.once('audio_interrupted', resolve));
    const talking = new Promise((resolve) => session.once('audio', resolve));
    session.sendMessage('Tell me a long story.');
    await talking;
    const wav = await createSpeechWav({
      text: 'Stop, please.',
      trailingSilenceMs: 1_500,
      sampleRateHz: 24_000,
    });
    const truncated = new Promise((resolve) =>
      emulator.on('frame', ({ frame }) => frame['type'] === 'conversation.item.truncated' && resolve(frame)),
    );
    for (let at = 44; at < wav.length; at += 4_800) session.sendAudio(wav.slice(at, at + 4_800).buffer);
    await interrupted;
    expect(await truncated).toMatchObject({ content_index: 0 });
    const done = emulator.sessions[0]?.frames.find(({ frame }) => frame['type'] === 'response.done');
    expect(done?.frame['response']).toMatchObject({
      status: 'cancelled',
      status_details: { reason: 'turn_detected' },
    });
    expect(errors).toEqual([]);
  });

  it('receives an error and the end', async () => {
    const { emulator, session, errors } = await connect();
    const failed = new Promise((resolve) => session.once('error', resolve));
    session.transport.sendEvent({ type: 'response.cancel' });
    await failed;
    expect(JSON.stringify(errors)).toContain('response_cancel_not_active');
    const closed = new Promise((resolve) => emulator.on('session-closed', resolve));
    session.close();
    expect(await closed).toMatchObject({ isOpen: false });
  });
});
