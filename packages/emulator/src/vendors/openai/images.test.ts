import { describe, expect, it } from 'vitest';
import { BLUE, RED, jpeg, png, urlOf, webp } from '../../../test/pictures.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';
import type { WireClient } from '../../../test/wire-client.ts';

const item = (url: unknown, more: object = {}) => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_image', image_url: url, ...more }],
});

const create = (value: unknown) => ({ type: 'conversation.item.create', event_id: 'mine', item: value });

async function answer(client: WireClient) {
  const done = await client.ask({ type: 'response.create' }, 'response.done');
  const { output, usage } = done.response;
  const details = usage.input_token_details;
  return {
    words: String(output[0].content[0].transcript),
    tokens: details.image_tokens as number,
    cached: details.cached_tokens_details.image_tokens as number,
  };
}

describe('an image of the user', () => {
  it('is looked at in the answer that follows, and starts none by itself', async () => {
    const emulator = await startEmulator();
    const client = await connect(emulator);
    await client.ask(create(item(urlOf(png(RED)))), 'conversation.item.done');
    expect((await answer(client)).words).toContain('64 by 48 pixels. It is mostly red');
    await client.ask(create(item(urlOf(jpeg(), 'image/jpeg'))), 'conversation.item.done');
    expect((await answer(client)).words).toMatch(/mostly blue.*It has changed/);
    expect(emulator.sessions[0]?.images.map(({ colour }) => colour)).toEqual(['red', 'blue']);
  });

  it.each([
    ['square', { width: 600, height: 600 }, {}, 194],
    ['wide', { width: 1_280, height: 720 }, {}, 323],
    ['wide, with the detail low', { width: 1_280, height: 720 }, { detail: 'low' }, 65],
  ])('costs what was recorded: %s', async (_name, size, more, tokens) => {
    const client = await connect(await startEmulator());
    await client.ask(create(item(urlOf(png(RED, size)), more)), 'conversation.item.done');
    expect((await answer(client)).tokens).toBe(tokens);
  });

  it('is billed again in every turn until it is deleted', async () => {
    const client = await connect(await startEmulator());
    const { item: stored } = await client.ask(create(item(urlOf(png(BLUE)))), 'conversation.item.done');
    expect(await answer(client)).toMatchObject({ tokens: 194, cached: 0 });
    expect(await answer(client)).toMatchObject({ tokens: 194, cached: 192 });
    await client.ask({ type: 'conversation.item.delete', item_id: stored.id }, 'conversation.item.deleted');
    expect(await answer(client)).toMatchObject({ tokens: 0 });
  });

  it.each([
    ['from the web', item('https://example.com/a.png'), 'image_url'],
    ['that is a WebP', item(urlOf(webp(), 'image/webp')), 'image_url'],
    ['of another type than it says', item(urlOf(jpeg(), 'image/png')), 'image_url'],
    ['that is broken', item(urlOf(png(RED).slice(0, 40))), 'image_url'],
    ['with a detail that there is not', item(urlOf(png(RED)), { detail: 'original' }), 'detail'],
    ['of the system', { ...item(urlOf(png(RED))), role: 'system' }, 'type'],
    ['of the agent', { ...item(urlOf(png(RED))), role: 'assistant' }, 'type'],
  ])('is refused: one %s', async (_name, value, field) => {
    const client = await connect(await startEmulator());
    expect(await client.refusal(create(value))).toMatchObject({
      code: 'invalid_value',
      param: `item.content[0].${field}`,
      event_id: 'mine',
    });
    expect((await answer(client)).tokens).toBe(0);
  });
});
