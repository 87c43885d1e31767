import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../create-emulator.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';
import type { Frame, WireClient } from '../../../test/wire-client.ts';

const CREATE = { type: 'response.create' };

const oneAtATime = 'conversation_already_has_active_response';

/** A response that stands still after its first audio, because time does. */
async function halfway(options: EmulatorOptions = {}): Promise<{
  client: WireClient;
  clock: ReturnType<typeof createManualClock>;
  emulator: Emulator;
  response: Frame;
}> {
  const clock = createManualClock();
  const emulator = await startEmulator({
    clock,
    pace: 1,
    agent: saying('One two three four five.'),
    ...options,
  });
  const client = await connect(emulator);
  const { response } = await client.ask(CREATE, 'response.created');
  await client.until('response.output_audio.delta');
  return { client, clock, emulator, response: response as Frame };
}

describe('one response at a time', () => {
  it('refuses a second one of the conversation', async () => {
    const { client, clock, response } = await halfway();
    const error = await client.refusal(CREATE);
    expect(error).toMatchObject({ code: oneAtATime, message: expect.stringContaining(response.id) });
    await clock.advanceAsync(2_000);
    await client.until('response.done');
    await client.ask(CREATE, 'response.created');
  });

  it('lets any number run beside it, out of band, without touching the conversation', async () => {
    const { client, clock } = await halfway();
    const aside = {
      conversation: 'none',
      input: [],
      metadata: { purpose: 'aside' },
      output_modalities: ['text'],
    };
    const created = await client.ask({ ...CREATE, response: aside }, 'response.created');
    expect(created.response).toMatchObject({ conversation_id: null, metadata: { purpose: 'aside' } });
    const { id } = created.response;
    const isDone = (frame: Frame) => frame.type === 'response.done' && frame.response.id === id;
    const finished = client.until(isDone);
    await clock.advanceAsync(1_000);
    const item = (await finished).response.output[0].id;
    const touched = client.frames.filter(
      (frame) => frame.type.startsWith('conversation.') && frame.item?.id === item,
    );
    expect(touched).toEqual([]);
  });
});

describe('a cancelled response', () => {
  it('closes everything that is open, and names the reason of the cancellation', async () => {
    const { client, response } = await halfway();
    const done = await client.ask({ type: 'response.cancel' }, 'response.done');
    expect(done.response).toMatchObject({
      id: response.id,
      status: 'cancelled',
      status_details: { type: 'cancelled', reason: 'client_cancelled' },
      output: [{ status: 'incomplete' }],
    });
    expect(done.response.usage.output_token_details.audio_tokens).toBe(2);
    expect(client.types.slice(-8, -1)).toContain('response.output_audio.done');
    await client.ask(CREATE, 'response.created');
  });

  it('can be named', async () => {
    const { client, response } = await halfway();
    const error = await client.refusal({ type: 'response.cancel', response_id: 'resp_other' });
    expect(error).toMatchObject({ code: 'response_cancel_not_active' });
    await client.ask({ type: 'response.cancel', response_id: response.id }, 'response.done');
  });

  it('may have no output yet', async () => {
    const client = await connect(await startEmulator({ clock: createManualClock(), latencyMs: 500 }));
    await client.ask(CREATE, 'response.created');
    const { response } = await client.ask({ type: 'response.cancel' }, 'response.done');
    expect(response).toMatchObject({ status: 'cancelled', output: [] });
  });

  it('is refused when there is none', async () => {
    const client = await connect(await startEmulator());
    const error = await client.refusal({ type: 'response.cancel', event_id: 'mine' });
    expect(error).toMatchObject({ code: 'response_cancel_not_active', event_id: 'mine' });
  });
});

describe('a response that cannot be made', () => {
  it('fails with the reason and leaves the session open', async () => {
    const agent = {
      respond(): never {
        throw new Error('The mind is blank.');
      },
    };
    const client = await connect(await startEmulator({ agent }));
    const { response } = await client.ask(CREATE, 'response.done');
    expect(response).toMatchObject({
      status: 'failed',
      status_details: { type: 'failed', error: { type: 'server_error', message: 'The mind is blank.' } },
    });
    await client.write('Still here.');
  });

  it('closes its events when the voice fails in the middle', async () => {
    const voice = {
      speak: () => Promise.reject(new Error('No voice today.')),
      close: () => Promise.resolve(),
    };
    const client = await connect(await startEmulator({ voice, agent: saying('Hi.') }));
    const { response } = await client.ask(CREATE, 'response.done');
    expect(response.status).toBe('failed');
    expect(client.types).toContain('response.output_audio.done');
  });

  it('does not wait for an agent that does not listen to its signal', async () => {
    const agent = {
      respond: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }),
    };
    const client = await connect(await startEmulator({ agent }));
    await client.ask(CREATE, 'response.created');
    const { response } = await client.ask({ type: 'response.cancel' }, 'response.done');
    expect(response.status).toBe('cancelled');
  });
});
