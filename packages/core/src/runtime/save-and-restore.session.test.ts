import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { anyHappening } from '../../test/random-session.ts';
import { collect } from '../../test/session-probes.ts';
import { createSeedPolicy } from '../session/history/seed-policy.ts';
import { selectSeeds } from '../session/history/select-seeds.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { conversation } from '../testing/conversation.ts';
import { SCRIPTED_CAPABILITIES } from '../testing/scripted-capabilities.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The items that the last connection was told, without the notes. */
const seedsOf = ({ server }: ScriptedSession) =>
  (server.commandsOf('seed-history').at(-1)?.items ?? []).filter(({ id }) => !id.startsWith('note_'));

const saved = async () => {
  const world = await conversation({}).connect().user.says('My name is Ada.').agent.says('Hello, Ada.');
  const text = world.session.serialize();
  await world.session.close();
  return copy(text);
};

describe('a conversation', () => {
  it(
    'comes back whole, and its next connection is told the same, whatever happened',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyHappening, { maxLength: 40, size: 'max' }), async (happenings) => {
          const world = createScriptedSession({ reconnect: () => 100 });
          await world.session.connect();
          for (const { run } of happenings) await run(world);
          await world.settle();
          const text = copy(world.session.serialize({ images: 'keep' }));
          await world.session.close();
          // It was written as it would be if it ended then.
          expect(copy(world.session.serialize({ images: 'keep' })).entries).toEqual(text.entries);

          const other = createScriptedSession();
          await other.session.restore(text);
          expect(copy(other.session.serialize({ images: 'keep' })).entries).toEqual(text.entries);
          await other.session.connect();
          const rows = listEntries(world.session.store.getState().transcript);
          const { seeds } = selectSeeds(rows, createSeedPolicy(), SCRIPTED_CAPABILITIES);
          expect(copy(seedsOf(other))).toEqual(copy(seeds.flatMap(({ items }) => items)));
          await other.session.close();
        }),
        { numRuns: 100 },
      );
    },
  );

  it('that is going on is written as if it ended now: of an answer what was heard', async () => {
    const world = await conversation({}).connect().user.says('Count');
    await sendSpeech(world, 'one two three four', { unfinished: true });
    await world.advance(300);
    const { entries } = world.session.serialize();
    expect(entries.at(-1)).toMatchObject({ state: 'interrupted', heardMs: 300, cut: { by: 'disconnect' } });
    // The session itself goes on.
    expect(world.session.store.getState().phase).toBe('speaking');
  });
});

describe('a session that begins with a saved conversation', () => {
  it('shows its rows before it connects, and tells them to the first connection', async () => {
    const initial = await saved();
    const world = createScriptedSession({ history: { initial } });
    const events = collect(world, 'continuity');
    await world.settle();
    expect(listEntries(world.session.store.getState().transcript)).toHaveLength(2);
    await world.session.connect();
    expect(world.session.store.getState().connection).toBe(initial.connections + 1);
    const [seed] = world.server.commandsOf('seed-history');
    expect(seed?.items).toMatchObject([
      { role: 'system', content: [{ text: expect.stringContaining('continues an earlier one') as string }] },
      { role: 'user', content: [{ text: 'My name is Ada.' }] },
      { role: 'agent', content: [{ text: 'Hello, Ada.' }] },
    ]);
    expect(events).toMatchObject([{ kind: 'reseeded', cause: 'resumed', lost: [] }]);
  });

  it('takes plain messages, with the same limits', async () => {
    const initial = [
      { role: 'user', text: 'One' },
      { role: 'agent', text: 'Two' },
    ] as const;
    const world = createScriptedSession({ history: { initial, maxItems: 1 } });
    const events = collect(world, 'continuity');
    await world.session.connect();
    expect(seedsOf(world)).toMatchObject([{ role: 'agent', content: [{ text: 'Two' }] }]);
    expect(events[0]?.lost).toEqual([{ what: 'entries', itemIds: ['message_1'], reason: 'over-limit' }]);
  });

  it('summarises what the limits leave out of it', async () => {
    const summarize = vi.fn(async () => 'One was said.');
    const initial = [
      { role: 'user', text: 'One' },
      { role: 'agent', text: 'Two' },
    ] as const;
    const world = createScriptedSession({ history: { initial, maxItems: 1, summarize } });
    await world.session.connect();
    expect(summarize).toHaveBeenCalledTimes(1);
    expect(seedsOf(world)[0]).toMatchObject({
      content: [{ text: expect.stringContaining('One was said.') as string }],
    });
  });

  it('begins without one that cannot be read, and says why', async () => {
    const world = createScriptedSession({ history: { initial: { format: 'other' } as never } });
    const errors = collect(world, 'error');
    await world.session.connect();
    expect(world.session.store.getState()).toMatchObject({ status: 'live', transcript: { order: [] } });
    expect(errors).toMatchObject([{ code: 'invalid-config' }]);
  });
});

describe('session.restore', () => {
  it('is waited for by connect', async () => {
    const initial = await saved();
    const world = createScriptedSession();
    let answer: (value: typeof initial) => void = () => {};
    const restored = world.session.restore(new Promise((resolve) => (answer = resolve)));
    const connected = world.session.connect();
    await world.settle();
    expect(world.transport.connections).toHaveLength(0);
    answer(initial);
    await Promise.all([restored, connected]);
    expect(seedsOf(world)).toHaveLength(2);
    expect(world.session.store.getState()).toMatchObject({
      status: 'live',
      connection: initial.connections + 1,
    });
  });

  it('that never comes is given up after 5 s, and refused later', async () => {
    const initial = await saved();
    const world = createScriptedSession();
    let answer: (value: typeof initial) => void = () => {};
    const restored = world.session.restore(new Promise((resolve) => (answer = resolve)));
    const refused = restored.catch((error: unknown) => error);
    const connected = world.session.connect();
    await world.advance(5_000);
    await connected;
    answer(initial);
    expect(await refused).toMatchObject({ code: 'invalid-state' });
    expect(world.session.store.getState()).toMatchObject({ status: 'live', transcript: { order: [] } });
  });

  it('that is refused leaves no unhandled rejection of its source', async () => {
    const world = createScriptedSession();
    await world.session.connect();
    const source = Promise.reject(new Error('The storage is blocked.'));
    await expect(world.session.restore(source)).rejects.toMatchObject({ code: 'invalid-state' });
    await world.settle();
  });

  it('of nothing restores nothing', async () => {
    const world = createScriptedSession();
    await world.session.restore(null);
    await world.session.connect();
    expect(world.server.commandsOf('seed-history')).toEqual([]);
  });

  it('is closed away with the session, and can be connected later', async () => {
    const initial = await saved();
    const world = createScriptedSession();
    const restored = world.session.restore(Promise.resolve(initial));
    const connected = world.session.connect().catch((error: unknown) => error);
    await world.session.close();
    await restored;
    expect(await connected).toMatchObject({ code: 'aborted' });
    expect(world.transport.connections).toHaveLength(0);
    await world.session.connect();
    expect(seedsOf(world)).toHaveLength(2);
  });

  it('is refused once there is a conversation, and while another one is restored', async () => {
    const initial = await saved();
    const world = createScriptedSession();
    const first = world.session.restore(initial);
    await expect(world.session.restore(initial)).rejects.toMatchObject({ code: 'invalid-state' });
    await first;
    await expect(world.session.restore(initial)).rejects.toMatchObject({ code: 'invalid-state' });
    const live = createScriptedSession();
    await live.session.connect();
    await expect(live.session.restore(initial)).rejects.toMatchObject({ code: 'invalid-state' });
  });

  it('rejects with what the storage rejects with, and leaves the session as it was', async () => {
    const world = createScriptedSession();
    const failure = new Error('No storage.');
    await expect(world.session.restore(Promise.reject(failure))).rejects.toBe(failure);
    await world.session.connect();
    expect(world.session.store.getState().status).toBe('live');
  });
});
