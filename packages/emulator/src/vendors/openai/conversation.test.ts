import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { WORD_MS } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';
import type { WireClient } from '../../../test/wire-client.ts';

const message = (text: string, id?: string) => ({
  ...(id ? { id } : {}),
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
});

const create = (item: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'conversation.item.create',
  event_id: 'mine',
  item,
  ...more,
});

/** Lets the agent say three words, 600 ms, and gives the item. */
async function spokenItem(client: WireClient): Promise<string> {
  const { item } = await client.ask({ type: 'response.create' }, 'response.output_item.done');
  await client.until('response.done');
  return item.id as string;
}

describe('items', () => {
  it('are added and done at once, each behind the last one', async () => {
    const client = await connect(await startEmulator());
    client.send(create(message('One', 'first')));
    const added = await client.until('conversation.item.added');
    expect(added).toEqual({
      type: 'conversation.item.added',
      event_id: expect.stringMatching(/^event_/),
      previous_item_id: null,
      item: {
        id: 'first',
        type: 'message',
        status: 'completed',
        role: 'user',
        content: [{ type: 'input_text', text: 'One' }],
      },
    });
    expect(await client.until('conversation.item.done')).toMatchObject({ previous_item_id: null });
    expect(await client.write('Two', 'second')).toMatchObject({ previous_item_id: 'first' });
  });

  it('go to the front with root and behind the item that is named', async () => {
    const client = await connect(await startEmulator());
    await client.write('b', 'b');
    await client.write('d', 'd');
    client.send(create(message('a', 'a'), { previous_item_id: 'root' }));
    expect(await client.until('conversation.item.done')).toMatchObject({ previous_item_id: null });
    client.send(create(message('c', 'c'), { previous_item_id: 'b' }));
    expect(await client.until('conversation.item.done')).toMatchObject({ previous_item_id: 'b' });
    expect(await client.write('e', 'e')).toMatchObject({ previous_item_id: 'd' });
  });

  it.each([
    [
      'behind an item that is not there',
      message('x'),
      { previous_item_id: 'unknown' },
      'item_create_invalid_previous_item_id',
      'previous_item_id',
    ],
    ['with an id that is taken', message('x', 'taken'), {}, 'item_create_invalid_item_id', 'item.id'],
    [
      'with a type of content that is not theirs',
      { type: 'message', role: 'user', content: [{ type: 'output_text', text: 'x' }] },
      {},
      'invalid_value',
      'item.content[0].type',
    ],
    [
      'as audio of the agent',
      { type: 'message', role: 'assistant', content: [{ type: 'output_audio', audio: 'AAAA' }] },
      {},
      'invalid_value',
      'item.content[0].type',
    ],
    [
      'with an image from the web',
      {
        type: 'message',
        role: 'user',
        content: [{ type: 'input_image', image_url: 'https://example.com/a.png' }],
      },
      {},
      'invalid_value',
      'item.content[0].image_url',
    ],
    [
      'as the output of no call',
      { type: 'function_call_output', call_id: 'call_x', output: '' },
      {},
      'invalid_tool_call_id',
      'item.call_id',
    ],
    ['without a type', { role: 'user' }, {}, 'missing_required_parameter', 'item.type'],
    [
      'with a field that is not known',
      { ...message('x'), mood: 'good' },
      {},
      'unknown_parameter',
      'item.mood',
    ],
  ])('are not added %s', async (_, item, more, code, param) => {
    const client = await connect(await startEmulator());
    await client.write('x', 'taken');
    expect(await client.refusal(create(item, more))).toMatchObject({ code, param, event_id: 'mine' });
    expect(await client.write('next')).toMatchObject({ previous_item_id: 'taken' });
  });

  it('can be a whole history: words of both sides, a call and its output', async () => {
    const client = await connect(await startEmulator());
    const history = [
      message('Hello.'),
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi.' }] },
      { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'Be brief.' }] },
      { type: 'function_call', name: 'look', call_id: 'call_1', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'Nothing.' },
    ];
    for (const item of history) {
      const done = await client.ask(create(item), 'conversation.item.done');
      expect(done.item).toMatchObject(item);
    }
  });

  it('are retrieved with the audio of the user', async () => {
    const client = await connect(await startEmulator());
    await client.update({ audio: { input: { turn_detection: null } } });
    client.speak({ voice: 200 });
    const { item_id } = await client.ask(
      { type: 'input_audio_buffer.commit' },
      'input_audio_buffer.committed',
    );
    const { item } = await client.ask(
      { type: 'conversation.item.retrieve', item_id },
      'conversation.item.retrieved',
    );
    expect(item.content[0].type).toBe('input_audio');
    expect(Buffer.from(item.content[0].audio, 'base64').length).toBe(200 * 48);
  });

  it('are deleted', async () => {
    const client = await connect(await startEmulator());
    await client.write('x', 'gone');
    const request = { type: 'conversation.item.delete', item_id: 'gone' };
    expect(await client.ask(request, 'conversation.item.deleted')).toMatchObject({ item_id: 'gone' });
    expect(await client.refusal(request)).toMatchObject({
      code: 'item_delete_invalid_item_id',
      param: 'item_id',
    });
  });

  it.each(['retrieve', 'truncate'])('that are not there cannot be found to %s', async (doing) => {
    const client = await connect(await startEmulator());
    const more = doing === 'truncate' ? { content_index: 0, audio_end_ms: 0 } : {};
    const error = await client.refusal({ type: `conversation.item.${doing}`, item_id: 'unknown', ...more });
    expect(error).toMatchObject({ code: `item_${doing}_invalid_item_id`, param: 'item_id' });
  });
});

describe('truncation', () => {
  it('truncates the agent’s speech to the heard part, in the item and in the agent’s history', async () => {
    const memories: unknown[] = [];
    const agent: Parameters<typeof startEmulator>[0] = {
      agent: {
        respond(turn) {
          memories.push(turn.history);
          return [{ type: 'speech', text: 'One two three.' }];
        },
      },
    };
    const client = await connect(await startEmulator(agent));
    const item_id = await spokenItem(client);
    const cut = { item_id, content_index: 0, audio_end_ms: 2 * WORD_MS };
    const truncated = await client.ask(
      { type: 'conversation.item.truncate', ...cut },
      'conversation.item.truncated',
    );
    expect(truncated).toMatchObject(cut);
    const { item } = await client.ask(
      { type: 'conversation.item.retrieve', item_id },
      'conversation.item.retrieved',
    );
    expect(item.content).toEqual([{ type: 'output_audio', transcript: '' }]);
    await client.ask({ type: 'response.create' }, 'response.done');
    expect(memories[1]).toEqual([{ role: 'agent', text: 'One two' }]);
  });

  it('cannot cut behind the end, a second time neither', async () => {
    const client = await connect(await startEmulator({ agent: saying('One two three.') }));
    const item_id = await spokenItem(client);
    const cut = (audio_end_ms: number) => ({
      type: 'conversation.item.truncate',
      item_id,
      content_index: 0,
      audio_end_ms,
    });
    expect(await client.refusal(cut(601))).toMatchObject({
      code: 'invalid_value',
      param: 'audio_end_ms',
      message: 'Audio content of 600ms is already shorter than 601ms',
    });
    await client.ask(cut(600), 'conversation.item.truncated');
    await client.ask(cut(100), 'conversation.item.truncated');
    expect(await client.refusal(cut(101))).toMatchObject({ code: 'invalid_value' });
  });

  it('stands against what is still being generated', async () => {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock, pace: 1, agent: saying('One two three.') }));
    const { item_id } = await client.ask({ type: 'response.create' }, 'response.output_audio.delta');
    const cut = { type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 50 };
    await client.ask(cut, 'conversation.item.truncated');
    const done = client.until('response.done');
    await clock.advanceAsync(2_000);
    await done;
    const { item } = await client.ask(
      { type: 'conversation.item.retrieve', item_id },
      'conversation.item.retrieved',
    );
    expect(item.content).toEqual([{ type: 'output_audio', transcript: '' }]);
    expect(await client.refusal({ ...cut, audio_end_ms: 51 })).toMatchObject({ code: 'invalid_value' });
  });

  it('is for audio of the agent only', async () => {
    const client = await connect(await startEmulator({ agent: saying('Hi.') }));
    await client.write('Hello.', 'written');
    const cut = (item_id: string) => ({
      type: 'conversation.item.truncate',
      item_id,
      content_index: 0,
      audio_end_ms: 0,
    });
    expect(await client.refusal(cut('written'))).toMatchObject({
      code: 'unsupported_content_type',
      param: 'item_id',
    });
    await client.update({ output_modalities: ['text'] });
    const item_id = await spokenItem(client);
    expect(await client.refusal(cut(item_id))).toMatchObject({ code: 'unsupported_content_type' });
  });

  it.each([-1, 1.5, null, '100'])('refuses %j as a position', async (audio_end_ms) => {
    const client = await connect(await startEmulator());
    const error = await client.refusal({
      type: 'conversation.item.truncate',
      item_id: 'x',
      content_index: 0,
      audio_end_ms,
    });
    expect(error).toMatchObject({ code: 'invalid_value', param: 'audio_end_ms' });
  });
});
