import { describe, expect, it } from 'vitest';
import { SCRIPTED_CAPABILITIES } from '../../testing/scripted-capabilities.ts';
import {
  createApprovalEntry,
  createContinuityEntry,
  createMessageEntry,
  createRemoteToolEntry,
  createToolEntry,
} from '../../testing/transcript-entries.ts';
import type { TranscriptEntry } from '../transcript/transcript.ts';
import { CANCELLED_OUTPUT } from './seed-entry.ts';
import { createSeedPolicy } from './seed-policy.ts';
import { selectSeeds } from './select-seeds.ts';
import type { HistoryOptions } from './history-options.ts';

const user = (id: string, text = `Question ${id}`, images: readonly string[] = []) =>
  createMessageEntry({ id, role: 'user', text, images });
const agent = (id: string, text = `Answer ${id}`) => createMessageEntry({ id, text });
const image = 'data:image/png;base64,AA==';

function select(
  entries: readonly TranscriptEntry[],
  options: HistoryOptions = {},
  capabilities: Partial<typeof SCRIPTED_CAPABILITIES> = {},
) {
  const selection = selectSeeds(entries, createSeedPolicy(options), {
    ...SCRIPTED_CAPABILITIES,
    ...capabilities,
  });
  return {
    ids: selection.seeds.map(({ id }) => id),
    items: selection.seeds.flatMap(({ items }) => items),
    leftOut: selection.leftOut.map(({ id }) => id),
    unknown: selection.unknownIds,
    dropped: selection.seeds.filter(({ hasDroppedImages }) => hasDroppedImages).map(({ id }) => id),
  };
}

describe('the limits', () => {
  const talk = ['1', '2', '3', '4'].flatMap((id) => [user(`u${id}`), agent(`a${id}`)]);

  it('keep the newest entries, in order', () => {
    const { ids, leftOut } = select(talk, { maxItems: 3 });
    expect(ids).toEqual(['a3', 'u4', 'a4']);
    expect(leftOut).toEqual(['u1', 'a1', 'u2', 'a2', 'u3']);
  });

  it('by tokens: nothing older follows an entry that does not fit', () => {
    const entries = [user('u1', 'Hi'), agent('a1', 'x'.repeat(4_000)), user('u2', 'Bye')];
    expect(select(entries, { maxTokens: 100 })).toMatchObject({ ids: ['u2'], leftOut: ['u1', 'a1'] });
    expect(select(entries, { maxTokens: 2_000 })).toMatchObject({ ids: ['u1', 'a1', 'u2'], leftOut: [] });
  });

  it('count a character of Chinese as a token', () => {
    const entries = [user('u1', '你'.repeat(200)), agent('a1', '好'.repeat(200))];
    expect(select(entries, { maxTokens: 300 }).ids).toEqual(['a1']);
  });

  it('count a tool call with its output as one entry, and never part them', () => {
    const entries = [user('u1'), createToolEntry({ id: 't1', output: 'Sunny.' }), agent('a1')];
    const { items } = select(entries, { maxItems: 2 });
    expect(items.map(({ type }) => type)).toEqual(['tool-call', 'tool-output', 'message']);
  });
});

describe('tool calls', () => {
  it('are told with their outputs, under one call id', () => {
    const call = createToolEntry({ id: 't1', callId: 'c1', name: 'look', output: 'Sunny.' });
    expect(select([call]).items).toEqual([
      { type: 'tool-call', id: 't1', status: 'completed', callId: 'c1', name: 'look', argumentsText: '{}' },
      { type: 'tool-output', id: 'tool_c1', callId: 'c1', output: 'Sunny.' },
    ]);
  });

  it('without an output are told as cancelled, and with arguments that can be read', () => {
    const cut = createToolEntry({ id: 't1', state: 'cancelled', argumentsText: '{"pla' });
    expect(select([cut]).items).toMatchObject([{ argumentsText: '{}' }, { output: CANCELLED_OUTPUT }]);
  });

  it('are text for a vendor that takes no calls, and remote ones always', () => {
    const calls = [
      createToolEntry({ id: 't1', name: 'look', argumentsText: '{"a":1}', output: 'Sunny.' }),
      createRemoteToolEntry({ id: 'r1', name: 'find', output: 'Two books.' }),
    ];
    const told = [
      'The agent called the tool look with {"a":1}. The tool returned: Sunny.',
      'The agent called the tool find with {}. The tool returned: Two books.',
    ];
    const text = (at: number) => ({ role: 'system', content: [{ type: 'text', text: told[at] }] });
    expect(select(calls, {}, { seedableItems: [] }).items).toMatchObject([text(0), text(1)]);
    expect(select(calls).items).toMatchObject([{ type: 'tool-call' }, { type: 'tool-output' }, text(1)]);
  });
});

describe('images', () => {
  const talk = [user('u1', 'This', [image]), agent('a1'), user('u2', '', [image]), user('u3')];

  it('are told by default of the newest message that has any; the others leave a word', () => {
    const { items, dropped } = select(talk);
    expect(items[0]).toMatchObject({ content: [{ text: 'This\n[The user sent an image here.]' }] });
    expect(items[2]).toMatchObject({ content: [{ type: 'image', url: image }] });
    expect(dropped).toEqual(['u1']);
  });

  it.each([
    ['keep', []],
    ['drop', ['u1', 'u2']],
  ] as const)('with `%s`', (images, dropped) => {
    expect(select(talk, { images }).dropped).toEqual(dropped);
  });

  it('are left out for a vendor that takes none', () => {
    expect(select(talk, { images: 'keep' }, { seedableItems: ['tool-call'] }).dropped).toEqual(['u1', 'u2']);
  });
});

describe('the told history', () => {
  it('is of an answer what was heard, and nothing of one that was not', () => {
    const cut = { by: 'user', heardMs: 1_000 } as const;
    const heard = createMessageEntry({
      id: 'a1',
      text: 'one two three four',
      state: 'interrupted',
      receivedMs: 2_000,
      heardMs: 1_000,
      cut,
    });
    const unheard = { ...heard, id: 'a2', heardMs: 0, cut: { ...cut, heardMs: 0 } };
    expect(select([heard, unheard])).toMatchObject({
      ids: ['a1'],
      items: [{ content: [{ text: 'one two' }] }],
      unknown: [],
      leftOut: [],
    });
  });

  it('is nothing that is still open, was refused, or is only a mark', () => {
    const entries = [
      createMessageEntry({ id: '1', state: 'streaming', text: 'Once' }),
      createMessageEntry({ id: '2', role: 'user', state: 'speaking' }),
      createMessageEntry({ id: '3', role: 'user', modality: 'text', state: 'failed', text: 'Refused' }),
      createApprovalEntry({ id: '4' }),
      createContinuityEntry({ id: '5' }),
    ];
    expect(select(entries)).toEqual({ ids: [], items: [], leftOut: [], unknown: [], dropped: [] });
  });

  it('cannot be speech whose words were never recognised', () => {
    const speech = createMessageEntry({ id: 'u1', role: 'user', state: 'done', text: '' });
    expect(select([speech, agent('a1')])).toMatchObject({ ids: ['a1'], unknown: ['u1'] });
  });
});
