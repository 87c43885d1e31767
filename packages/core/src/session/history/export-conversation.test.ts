import { describe, expect, it } from 'vitest';
import {
  createApprovalEntry,
  createContinuityEntry,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '../../testing/index.ts';
import { exportConversation } from './export-conversation.ts';
import { restoreConversation } from './restore-conversation.ts';

const createdAtMs = Date.UTC(2026, 0, 1);
const conversation = createStaticSession({
  entries: [
    createMessageEntry({ id: '1', role: 'user', text: 'Where is *my* order?' }),
    createToolEntry({
      id: '2',
      name: 'look',
      argumentsText: '{"order":17}',
      output: 'On `its` way',
      createdAtMs: createdAtMs + 2_000,
    }),
    createMessageEntry({
      id: '3',
      text: 'One two three four',
      state: 'interrupted',
      receivedMs: 4_000,
      cut: { by: 'user', heardMs: 2_000 },
      createdAtMs: createdAtMs + 65_000,
    }),
    createMessageEntry({ id: '4', role: 'user', state: 'failed' }),
    createApprovalEntry({ id: '5', name: 'delete_note', state: 'declined' }),
    createContinuityEntry({ id: '6' }),
  ],
}).serialize();

describe('exportConversation', () => {
  it('writes text: what was said, what was heard, and what happened', () => {
    expect(exportConversation(conversation, 'text')).toBe(
      [
        'User: Where is *my* order?',
        '[Tool] look({"order":17}) → On `its` way',
        'Agent: One two [interrupted]',
        '[Approval of delete_note: declined]',
        '[New connection: reseeded]',
        '',
      ].join('\n'),
    );
  });

  it('writes Markdown in which nothing that was said is a mark, with names and times', () => {
    const options = { names: { agent: 'Ada' }, times: true };
    expect(exportConversation(conversation, 'markdown', options).split('\n\n')).toEqual([
      String.raw`0:00 **User:** Where is \*my\* order?`,
      '0:02 *Tool* `look({"order":17})` → `` On `its` way ``',
      '1:05 **Ada:** One two *interrupted*',
      String.raw`0:00 *Approval of delete\_note: declined*`,
      '0:00 *New connection: reseeded*\n',
    ]);
  });

  it('writes JSON that can be restored, and nothing for an empty conversation', () => {
    const restored = restoreConversation(JSON.parse(exportConversation(conversation, 'json')), 0);
    expect(restored.entries.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(exportConversation({ ...conversation, entries: [] }, 'markdown')).toBe('');
  });
});

describe('captions', () => {
  const spoken = createStaticSession({
    entries: [
      createMessageEntry({ id: '1', role: 'user', text: 'Where is <my> order?', audioStartMs: 1_000 }),
      createMessageEntry({
        id: '2',
        text: 'It is on its way to you',
        state: 'interrupted',
        audioStartMs: 2_000,
        receivedMs: 3_000,
        heardMs: 1_000,
        cut: { by: 'user', heardMs: 1_000 },
        wordTimes: ['It', 'is', 'on', 'its', 'way', 'to', 'you'].map((text, at) => ({
          text,
          startMs: at * 400,
          endMs: at * 400 + 300,
        })),
      }),
      createMessageEntry({ id: '3', role: 'user', modality: 'text', text: 'A written message' }),
      createMessageEntry({
        id: '4',
        text: 'word '.repeat(40).trim(),
        audioStartMs: 3_725_000,
        receivedMs: 20_000,
        heardMs: 20_000,
      }),
    ],
  }).serialize();

  it('are WebVTT with the words that were heard, their times and their speakers', () => {
    const blocks = exportConversation(spoken, 'vtt', { names: { agent: 'Ada' } }).split('\n\n');
    expect(blocks.slice(0, 3)).toEqual([
      'WEBVTT',
      // The user is taken to have spoken until the agent did.
      '00:00:01.000 --> 00:00:02.000\n<v User>Where is &lt;my&gt; order?</v>',
      '00:00:02.000 --> 00:00:03.100\n<v Ada>It is on</v>',
    ]);
    expect(blocks.join()).not.toContain('written');
  });

  it('are short, follow each other, and end with the sound', () => {
    const blocks = exportConversation(spoken, 'srt').trimEnd().split('\n\n').slice(2);
    const times = blocks.map((block) => block.split('\n')[1]?.split(' --> ') ?? []);
    expect(blocks.map((block) => block.split('\n')[2]?.length ?? 0).every((length) => length <= 91)).toBe(
      true,
    );
    expect(times.length).toBeGreaterThan(2);
    expect(times[0]?.[0]).toBe('01:02:05,000');
    expect(times.at(-1)?.[1]).toBe('01:02:25,000');
    for (const [at, [start]] of times.entries()) expect(start).toBe(at === 0 ? start : times[at - 1]?.[1]);
    expect(blocks.map((block) => block.split('\n')[2]?.replace('Agent: ', '')).join(' ')).toBe(
      'word '.repeat(40).trim(),
    );
  });

  it('of a conversation without sound are empty', () => {
    expect(exportConversation(conversation, 'vtt')).toBe('WEBVTT\n');
    expect(exportConversation(conversation, 'srt')).toBe('');
  });
});
