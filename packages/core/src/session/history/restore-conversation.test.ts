import { describe, expect, it } from 'vitest';
import { checkJsonSchema } from '../../util/check-json-schema.ts';
import { createMessageEntry, createToolEntry } from '../../testing/transcript-entries.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import { conversationSchema } from './conversation-schema.ts';
import { restoreConversation } from './restore-conversation.ts';
import { serializeConversation } from './serialize-conversation.ts';

const NOW = Date.UTC(2026, 10, 29);
const image = 'data:image/png;base64,AA==';
const error = new RealtimeError('tool-failed', 'No such place.', {
  wire: { key: 'sk-secret' },
  cause: new Error('x'),
});
const entries = [
  createMessageEntry({ id: 'u1', role: 'user', text: 'Where?', images: [image] }),
  createToolEntry({ id: 't1', state: 'failed', output: 'No such place.', error }),
];
const saved = () =>
  JSON.parse(
    JSON.stringify(serializeConversation({ entries, connections: 2, savedAtMs: NOW }, { images: 'keep' })),
  ) as Record<string, unknown> & { entries: Record<string, unknown>[] };
const reading = (value: unknown) => () => restoreConversation(value, NOW);

describe('a serialized conversation', () => {
  it('comes back as it was', () => {
    const restored = restoreConversation(saved(), NOW);
    expect(restored).toMatchObject({ connections: 2, savedAtMs: NOW });
    expect(restored.entries[0]).toEqual(entries[0]);
    expect(restored.entries[1]).toMatchObject({
      id: 't1',
      error: { code: 'tool-failed', message: 'No such place.' },
    });
  });

  it('holds nothing secret, and images only where they are asked for', () => {
    expect(JSON.stringify(saved())).not.toContain('sk-secret');
    const text = JSON.stringify(serializeConversation({ entries, connections: 1, savedAtMs: NOW }));
    expect(text).not.toContain('base64');
  });

  it('has a schema that the kit itself can check', () => {
    expect(checkJsonSchema(conversationSchema)).toBeNull();
  });
});

describe('a part that cannot be read is refused with its place', () => {
  const change = (edit: (value: ReturnType<typeof saved>) => void) => {
    const value = saved();
    edit(value);
    return value;
  };
  const first = (edit: (entry: Record<string, unknown>) => void) =>
    change(({ entries: [entry] }) => edit(entry as Record<string, unknown>));

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'format is not'],
    ['text', '{"format":"repartee-conversation"}', 'format is not'],
    ['another format', { format: 'other' }, 'format is not'],
    [
      'a newer version',
      change((value) => (value['version'] = 2)),
      'version is 2, and this version of the kit reads 1',
    ],
    ['no entries', change((value) => delete (value as Partial<typeof value>).entries), 'entries'],
    ['a row of another kind', first((entry) => (entry['kind'] = 'hologram')), 'entries[0].kind'],
    ['a text that is none', first((entry) => (entry['text'] = 7)), 'entries[0].text must be string'],
    ['an open row', first((entry) => (entry['state'] = 'streaming')), 'entries[0].state'],
    ['an image that is none', first((entry) => (entry['images'] = [1])), 'entries[0].images[0]'],
    ['a row without an id', first((entry) => delete entry['id']), 'entries[0].id'],
    [
      'two rows with one id',
      change(({ entries: [a, b] }) => Object.assign(b as object, { id: a?.['id'] })),
      'entries[1].id',
    ],
    ['a message by somebody', [{ role: 'assistant', text: 'Hi' }], '[0].role'],
    ['a message without text', [{ role: 'user', text: 'Hi' }, { role: 'user' }], '[1].text'],
  ])('%s', (_, value, place) => {
    expect(reading(value)).toThrow(
      expect.objectContaining({
        code: 'invalid-config',
        message: expect.stringContaining(place) as string,
      }) as Error,
    );
  });

  it('and reaches no prototype', () => {
    const value = JSON.parse(
      JSON.stringify(saved()).replace('"id":"u1"', '"__proto__":{"polluted":1},"id":"u1"'),
    ) as unknown;
    restoreConversation(value, NOW);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

it('plain messages become rows with ids of their own', () => {
  const { entries: rows } = restoreConversation(
    [
      { role: 'user', text: 'Hi' },
      { role: 'agent', text: 'Hello' },
    ],
    NOW,
  );
  expect(rows).toMatchObject([
    { id: 'message_1', role: 'user', text: 'Hi', state: 'done', createdAtMs: NOW, connection: 0 },
    { id: 'message_2', role: 'agent', text: 'Hello', modality: 'text' },
  ]);
});
