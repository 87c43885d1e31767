import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { CallClient } from '../../../test/call-client.ts';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';

const config = { input_format: 'pcm_24000' };

/** A client of Line's stream. */
class LineClient extends CallClient {
  override append(bytes: Uint8Array): void {
    const media = { payload: Buffer.from(bytes).toString('base64') };
    this.send({ event: 'media_input', stream_id: 'stream_1', media });
  }

  event(name: string) {
    return this.until((frame) => frame['event'] === name);
  }
}

async function connect(options: EmulatorOptions = {}, start: object = {}) {
  const client = new LineClient(await startEmulator(options), { path: '/agents/stream/agent_1' });
  await client.opened;
  client.send({ event: 'start', stream_id: 'stream_1', config, ...start });
  return { client, ack: await client.event('ack') };
}

describe('Line’s stream', () => {
  it('acknowledges, greets and answers with its own events', async () => {
    const recognizer = createScriptedRecognizer(['hello']);
    const agent = { introduction: 'Welcome.', system_prompt: 'Be kind.' };
    const { client, ack } = await connect({ recognizer }, { agent, metadata: { from: 'here' } });
    expect(ack).toMatchObject({ stream_id: 'stream_1', config, agent });
    expect(await client.event('turn_started')).toMatchObject({ turn_started: { role: 'assistant' } });
    expect(await client.event('media_output')).toMatchObject({
      stream_id: 'stream_1',
      media: { payload: expect.any(String) },
    });
    expect(await client.event('turn_ended')).toMatchObject({ turn_ended: { text: 'Welcome.' } });
    client.say();
    await client.event('clear');
    const asked = await client.until((frame) => frame['turn_ended']?.role === 'user');
    expect(asked).toMatchObject({ turn_ended: { text: 'Hello' } });
    const answer = await client.until((frame) => frame['turn_ended']?.role === 'assistant');
    expect(answer['turn_ended'].text).toContain('Hello');
    expect(answer).not.toHaveProperty('type');
  });

  it('makes a name for the stream where the client gives none', async () => {
    const { ack } = await connect({}, { stream_id: undefined });
    expect(ack['stream_id']).toMatch(/^stream_\w{21}$/);
  });

  it('hears custom events and keys', async () => {
    const { client } = await connect();
    client.send({ event: 'dtmf', stream_id: 'stream_1', dtmf: '5' });
    client.send({ event: 'custom', stream_id: 'stream_1', metadata: { cart: 3 } });
    expect(await client.event('custom')).toMatchObject({ metadata: { received: { cart: 3 } } });
  });

  it('runs no tool of the client’s', async () => {
    const recognizer = createScriptedRecognizer(['what is the weather in Paris']);
    const { client } = await connect({ recognizer });
    client.say();
    await client.until((frame) => frame['turn_ended']?.role === 'user');
    await client.until((frame) => frame['turn_ended']?.role === 'assistant');
    expect(client.frames.map((frame) => frame['event'])).not.toContain('client_tool_call');
  });

  it('ends at a wrong first event, and after 180 seconds without any', async () => {
    const wrong = new LineClient(await startEmulator(), { path: '/agents/stream/agent_1' });
    await wrong.opened;
    wrong.append(new Uint8Array(2));
    expect((await wrong.closed).code).toBe(1008);
    const clock = createManualClock();
    const { client } = await connect({ clock, agent: saying('Yes.') });
    await client.event('turn_ended');
    clock.advance(180_000);
    expect(await client.closed).toEqual({ code: 1000, reason: 'connection idle timeout' });
  });
});
