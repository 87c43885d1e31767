/* oxlint-disable vitest/expect-expect -- a conversation asserts by verbs of its own */
import { describe, expect, it, vi } from 'vitest';
import { collect } from '../../test/session-probes.ts';
import type { ConversationItem } from '../protocol/conversation-item.ts';
import type { HistoryOptions } from '../session/history/history-options.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { conversation } from '../testing/conversation.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

const reconnect = () => 1_000;

async function talk(options: ScriptedSessionOptions = {}): Promise<ScriptedSession> {
  return conversation({ reconnect, ...options })
    .connect()
    .user.says('My name is Ada.')
    .agent.says('Hello, Ada.')
    .user.says('Remember it.')
    .agent.says('I do.');
}

const wordsOf = (item: ConversationItem) =>
  item.type === 'message'
    ? `${item.role}: ${item.content.map((part) => (part.type === 'text' ? part.text : part.type)).join(' ')}`
    : item.type;

const seedsOf = (world: ScriptedSession) =>
  world.server.commandsOf('seed-history').map(({ items }) => items.map(wordsOf));

async function dropAndReturn(world: ScriptedSession): Promise<void> {
  world.server.drop();
  await world.advance(1_000);
}

describe('a new connection', () => {
  it('is announced the history, told it in one command before anything else, and reports it once', async () => {
    const world = await talk();
    const events = collect(world, 'continuity');
    await dropAndReturn(world);
    const configure = world.server.commandsOf('configure').at(-1);
    const [seed] = world.server.commandsOf('seed-history');
    expect(configure?.history).toEqual(seed?.items);
    expect(seedsOf(world)[0]?.slice(1)).toEqual([
      'user: My name is Ada.',
      'agent: Hello, Ada.',
      'user: Remember it.',
      'agent: I do.',
    ]);
    expect(seedsOf(world)[0]?.[0]).toMatch(/^system: .*renewed.*do not greet/);
    const report = { cause: 'connection-lost', lost: [], gapMs: 1_000 };
    expect(events).toEqual([{ kind: 'reseeded', connection: 2, ...report }]);
    const { transcript } = world.session.store.getState();
    expect(listEntries(transcript).at(-1)).toMatchObject({
      kind: 'continuity',
      memory: 'reseeded',
      ...report,
    });
    // The note and the tool outputs have no rows.
    expect(transcript.order).toHaveLength(5);
  });

  it('has new rows behind its mark, also where the vendor names the row before it', async () => {
    const world = await talk();
    await dropAndReturn(world);
    await conversation(world).user.says('Are you there?').agent.says('Yes.');
    const rows = listEntries(world.session.store.getState().transcript).map(({ kind }) => kind);
    expect(rows).toEqual(['message', 'message', 'message', 'message', 'continuity', 'message', 'message']);
  });

  it('keeps the first cause and the whole gap over failed attempts', async () => {
    const world = await talk();
    const events = collect(world, 'continuity');
    world.server.answer('configure', () => []);
    world.server.drop();
    await world.advance(1_000);
    world.server.answer('configure', (command) => world.server.vendor.answer(command));
    world.server.drop();
    await world.advance(1_000);
    expect(events).toMatchObject([{ connection: 3, cause: 'connection-lost', gapMs: 2_000 }]);
  });

  it('of a vendor that keeps the conversation is told nothing, and has lost nothing', async () => {
    const world = await talk({ vendor: { capabilities: { canResume: true } } });
    const events = collect(world, 'continuity');
    world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
    await dropAndReturn(world);
    expect(seedsOf(world)).toEqual([]);
    expect(events).toMatchObject([{ kind: 'resumed', lost: [] }]);
  });

  it('of a vendor that cannot be told forgets everything, and says so', async () => {
    const world = await talk({ vendor: { capabilities: { canSeedHistory: false } } });
    const events = collect(world, 'continuity');
    const itemIds = world.session.store.getState().transcript.order;
    await dropAndReturn(world);
    expect(seedsOf(world)).toEqual([]);
    expect(events).toMatchObject([
      { kind: 'fresh', lost: [{ what: 'entries', itemIds, reason: 'unsupported' }] },
    ]);
  });

  it('forgets a row that it was told when the app removes it, and is not asked to forget others', async () => {
    const world = await talk();
    await dropAndReturn(world);
    const [itemId = '', ...rest] = world.session.store.getState().transcript.order;
    const removed: string[] = [];
    world.session.on('entry-removed', (event) => removed.push(event.itemId));
    world.session.removeItem(itemId);
    world.session.removeItem('unknown');
    expect(removed).toEqual([itemId]);
    world.session.removeItem(rest.at(-1) ?? '');
    await world.advance(0);
    expect(world.server.commandsOf('remove-item')).toMatchObject([{ itemId }]);
    expect(world.session.store.getState().transcript.order).toEqual(rest.slice(0, -1));
  });

  it('of a vendor that takes text is told one text', async () => {
    const world = await talk({ vendor: { capabilities: { canSeedHistory: 'text' } } });
    await dropAndReturn(world);
    const [seeds = []] = seedsOf(world);
    expect(seeds).toHaveLength(1);
    expect(seeds[0]?.split('\n').slice(1)).toEqual([
      'User: My name is Ada.',
      'Agent: Hello, Ada.',
      'User: Remember it.',
      'Agent: I do.',
    ]);
  });

  it('of a vendor that takes it with the first message only gets it there', async () => {
    const world = await talk({ vendor: { capabilities: { canSeedHistory: 'opening' } } });
    const events = collect(world, 'continuity');
    await dropAndReturn(world);
    expect(seedsOf(world)).toEqual([]);
    expect(world.server.commandsOf('configure').at(-1)?.history?.map(wordsOf)[0]).toContain(
      'User: Remember it.',
    );
    expect(events).toMatchObject([{ kind: 'reseeded' }]);
  });

  it('is not told twice what waits in the queue', async () => {
    const world = await talk();
    world.server.drop();
    await world.settle();
    world.session.sendText('Still there?');
    await world.advance(1_000);
    expect(seedsOf(world)[0]).not.toContain('user: Still there?');
    expect(world.server.commandsOf('create-item')).toHaveLength(1);
  });

  it('is told a call that was running as cancelled', async () => {
    const world = await talk({
      tools: [{ name: 'look', execute: () => new Promise(() => {}) }],
    });
    await conversation(world).user.says('Look.').agent.calls('look', {});
    await dropAndReturn(world);
    const items = world.server.commandsOf('seed-history')[0]?.items ?? [];
    expect(items.slice(-2)).toMatchObject([
      { type: 'tool-call', name: 'look' },
      { type: 'tool-output', output: expect.stringContaining('cancel') as string },
    ]);
  });
});

describe('the limits of the history', () => {
  const tight = (history: HistoryOptions) => talk({ history: { maxItems: 2, ...history } });

  it('report what they leave out', async () => {
    const world = await tight({});
    const events = collect(world, 'continuity');
    const { order } = world.session.store.getState().transcript;
    await dropAndReturn(world);
    expect(seedsOf(world)[0]?.slice(1)).toEqual(['user: Remember it.', 'agent: I do.']);
    const lost = [{ what: 'entries', itemIds: order.slice(0, 2), reason: 'over-limit' }];
    expect(events).toMatchObject([{ kind: 'reseeded', lost }]);
  });

  it('leave a summary in place of what they leave out', async () => {
    const summarize = vi.fn(async () => 'The user is called Ada.');
    const world = await tight({ summarize });
    const events = collect(world, 'continuity');
    await dropAndReturn(world);
    expect(summarize).toHaveBeenCalledWith(
      [
        expect.objectContaining({ text: 'My name is Ada.' }),
        expect.objectContaining({ text: 'Hello, Ada.' }),
      ],
      { signal: expect.any(AbortSignal) as AbortSignal },
    );
    expect(seedsOf(world)[0]?.slice(1)).toEqual([
      'system: Summary of the conversation before that: The user is called Ada.',
      'user: Remember it.',
      'agent: I do.',
    ]);
    expect(events).toMatchObject([{ lost: [{ what: 'entries', reason: 'summarized' }] }]);
  });

  it('use a summary again that still fits', async () => {
    const summarize = vi.fn(async () => 'The user is called Ada.');
    const world = await tight({ summarize });
    await dropAndReturn(world);
    await dropAndReturn(world);
    expect(summarize).toHaveBeenCalledTimes(1);
    expect(seedsOf(world)[1]?.[1]).toContain('called Ada');
  });

  it('hold the configuration back until the summary is written', async () => {
    let write: (text: string) => void = () => {};
    const summarize = () => new Promise<string>((resolve) => (write = resolve));
    const world = await tight({ summarize });
    await dropAndReturn(world);
    expect(world.server.commandsOf('configure')).toHaveLength(1);
    write('The user is called Ada.');
    await world.settle();
    expect(world.session.store.getState().status).toBe('live');
    expect(seedsOf(world)[0]?.[1]).toContain('called Ada');
  });

  it('go without a summary that takes too long, and abort it', async () => {
    const signals: AbortSignal[] = [];
    const world = await tight({
      summarize: (_, { signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    const events = collect(world, 'continuity');
    await dropAndReturn(world);
    await world.advance(2_000);
    expect(world.session.store.getState().status).toBe('live');
    expect(signals[0]?.aborted).toBe(true);
    expect(events).toMatchObject([
      {
        lost: [
          { what: 'entries', reason: 'over-limit' },
          { what: 'summary', message: expect.stringContaining('3000 ms') as string },
        ],
      },
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('No quota.');
      },
    ],
    ['rejects', () => Promise.reject(new Error('No quota.'))],
    ['returns no text', () => Promise.resolve(7 as unknown as string)],
  ])('go without a summary where the app %s', async (_, summarize) => {
    const world = await tight({ summarize });
    const events = collect(world, 'continuity');
    await dropAndReturn(world);
    expect(world.session.store.getState().status).toBe('live');
    expect(events[0]?.lost.at(-1)).toMatchObject({ what: 'summary' });
  });

  it('ignore the late summary of an earlier attempt', async () => {
    const writers: ((text: string) => void)[] = [];
    const world = await tight({ summarize: () => new Promise((resolve) => void writers.push(resolve)) });
    world.server.drop();
    await world.advance(500);
    world.server.drop();
    world.transport.connection.drop({ code: 1006, reason: '' });
    await world.advance(600);
    world.transport.connection.drop({ code: 1006, reason: '' });
    await world.advance(1_000);
    writers[0]?.('An old one.');
    await world.settle();
    writers.at(-1)?.('A new one.');
    await world.settle();
    expect(world.session.store.getState().status).toBe('live');
    expect(JSON.stringify(seedsOf(world))).not.toContain('An old one.');
    expect(writers.length).toBeGreaterThan(1);
  });

  it('abort a summary when the session is closed', async () => {
    const signals: AbortSignal[] = [];
    const world = await tight({
      summarize: (_, { signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    world.server.drop();
    await world.settle();
    await world.session.close();
    expect(signals[0]?.aborted).toBe(true);
    expect(world.pendingTimers()).toBe(0);
  });
});

describe('the times of entries', () => {
  it('are those of the wall clock, and of the session’s audio', async () => {
    const world = await conversation({}).connect().wait(2_000).user.says('Hello').agent.says('Hi.');
    const [user, agent] = listEntries(world.session.store.getState().transcript);
    expect(user?.createdAtMs).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1) + 2_000);
    expect(user?.audioStartMs).toBe(2_000);
    expect(agent?.audioStartMs).toBeGreaterThan(2_000);
  });

  it('have no audio where nothing was spoken', async () => {
    const world = await conversation({}).connect().user.writes('Hello');
    expect(listEntries(world.session.store.getState().transcript)[0]?.audioStartMs).toBeNull();
  });
});
