import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';
import type { Frame, WireClient } from '../../../test/wire-client.ts';

async function usageOf(client: WireClient, response: Readonly<Record<string, unknown>> = {}): Promise<Frame> {
  const done = await client.ask({ type: 'response.create', response }, 'response.done');
  return done.response.usage as Frame;
}

/** Expects the sums that every usage must fulfil. */
function expectSums(usage: Frame): void {
  const { input_token_details: input, output_token_details: output } = usage;
  expect(usage.total_tokens).toBe(usage.input_tokens + usage.output_tokens);
  expect(input.text_tokens + input.audio_tokens + input.image_tokens).toBe(usage.input_tokens);
  expect(output.text_tokens + output.audio_tokens).toBe(usage.output_tokens);
  const cached = input.cached_tokens_details;
  expect(cached.text_tokens + cached.audio_tokens + cached.image_tokens).toBe(input.cached_tokens);
  expect(cached.text_tokens).toBeLessThanOrEqual(input.text_tokens);
  expect(cached.audio_tokens).toBeLessThanOrEqual(input.audio_tokens);
}

describe('usage', () => {
  it('counts a second of the user as 10 tokens and a second of the agent as 20', async () => {
    const recognizer = createScriptedRecognizer(['hello']);
    const client = await connect(
      await startEmulator({ recognizer, agent: saying('One two three four five.') }),
    );
    await client.update({ audio: { input: { turn_detection: null } } });
    client.speak({ voice: 1_000 });
    client.send({ type: 'input_audio_buffer.commit' });
    const usage = await usageOf(client);
    expectSums(usage);
    expect(usage.input_token_details.audio_tokens).toBe(10);
    expect(usage.output_token_details.audio_tokens).toBe(20);
    // The words of the answer are text beside its audio.
    expect(usage.output_token_details.text_tokens).toBeGreaterThan(0);
    expect(usage.output_token_details).not.toHaveProperty('reasoning_tokens');
  });

  it('counts the whole conversation again, most of it cached', async () => {
    const client = await connect(
      await startEmulator({ agent: saying('One two three four five. '.repeat(8)) }),
    );
    await client.update({ instructions: 'Be patient and kind. '.repeat(40) });
    await client.write('Tell me everything.');
    const first = await usageOf(client);
    expect(first.input_token_details.cached_tokens).toBe(0);
    const second = await usageOf(client);
    expectSums(second);
    expect(second.input_token_details.text_tokens).toBeGreaterThan(first.input_token_details.text_tokens);
    expect(second.input_token_details.audio_tokens).toBe(first.output_token_details.audio_tokens);
    const { text_tokens: cached } = second.input_token_details.cached_tokens_details;
    expect(cached).toBeGreaterThan(0);
    expect(cached % 64).toBe(0);
    expect(second.input_token_details.text_tokens - cached).toBeLessThan(64);
  });

  it('loses the cache with other instructions', async () => {
    const client = await connect(await startEmulator({ agent: saying('Yes.') }));
    await client.update({ instructions: 'Be patient and kind. '.repeat(40) });
    await usageOf(client);
    expect((await usageOf(client)).input_token_details.cached_tokens).toBeGreaterThan(0);
    await client.update({ instructions: 'Be quick. '.repeat(40) });
    expect((await usageOf(client)).input_token_details.cached_tokens).toBe(0);
  });

  it('counts down what an account may use in a minute, and gives it back with time', async () => {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock, agent: saying('Yes.') }));
    const spend = async () => {
      const { total_tokens: total } = await usageOf(client);
      const { rate_limits: limits } = await client.until('rate_limits.updated');
      return { total: total as number, limit: limits[0] as Frame };
    };
    const first = await spend();
    expect(first.limit).toMatchObject({ name: 'tokens', limit: 40_000, remaining: 40_000 - first.total });
    const second = await spend();
    expect(second.limit.remaining).toBe(40_000 - first.total - second.total);
    clock.advance(60_000);
    const third = await spend();
    expect(third.limit.remaining).toBe(40_000 - third.total);
  });
});

describe('the context', () => {
  const long = 'word '.repeat(30_000);

  it('drops the oldest items when it is full', async () => {
    const client = await connect(await startEmulator({ agent: saying('Yes.') }));
    await client.write(long);
    await client.write('Short.');
    expect((await usageOf(client)).input_tokens).toBeLessThan(1_000);
  });

  it('drops more at once if a ratio is set', async () => {
    const client = await connect(await startEmulator({ agent: saying('Yes.') }));
    const truncation = {
      type: 'retention_ratio',
      retention_ratio: 0.5,
      token_limits: { post_instructions: 2_000 },
    };
    await client.update({ truncation });
    for (let turn = 0; turn < 5; turn += 1) await client.write('word '.repeat(400));
    const usage = await usageOf(client);
    expect(usage.input_tokens).toBeLessThan(1_100);
  });

  it('fails a response that does not fit where nothing may be dropped', async () => {
    const client = await connect(await startEmulator({ agent: saying('Yes.') }));
    await client.update({ truncation: 'disabled' });
    await client.write(long);
    const { response } = await client.ask({ type: 'response.create' }, 'response.done');
    expect(response).toMatchObject({
      status: 'failed',
      status_details: { error: { code: 'context_length_exceeded' } },
    });
  });
});
