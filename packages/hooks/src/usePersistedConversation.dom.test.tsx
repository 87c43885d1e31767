import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { preloadRealtimeSession } from '@repartee/core';
import type { HistoryOptions } from '@repartee/core';

import { createWorld } from '../test/create-world.ts';
import { renderStrict } from '../test/render-strict.tsx';
import { SessionProvider, useRealtimeSession, useTranscript } from './index.ts';
import type { ConversationPersistence } from './index.ts';
import { conversationKeeperModule } from './conversationKeeperModule.ts';

let world = createWorld();
// Loaded ahead, so that a component waits for no file.
beforeAll(async () => {
  await conversationKeeperModule.load();
  await preloadRealtimeSession();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  world = createWorld();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A storage like `localStorage`, with its contents. */
function createStorage(text: string | null = null) {
  const storage = {
    text,
    reads: 0,
    getItem(_key: string): string | null {
      storage.reads += 1;
      return storage.text;
    },
    setItem(_key: string, value: string): void {
      storage.text = value;
    },
  };
  return storage;
}

function Count() {
  return <output>{useTranscript().ids.length}</output>;
}

function Page({
  storage,
  history,
}: {
  storage: ConversationPersistence['storage'];
  history?: HistoryOptions;
}) {
  const { session, connect, error, sendText } = useRealtimeSession({
    ...world.options,
    ...(history && { history }),
    persistence: { storage, key: 'talk' },
  });
  return (
    <SessionProvider session={session}>
      <button onClick={connect} title={error?.message}>
        {error?.code ?? 'fine'}
      </button>
      <button onClick={() => sendText('My name is Ada.')}>say</button>
      <button onClick={() => session.removeItem(session.store.getState().transcript.order[0] ?? '')}>
        remove
      </button>
      <Count />
    </SessionProvider>
  );
}

const settle = () => act(() => world.settle());
const rows = () => Number(screen.getByRole('status').textContent);
const state = () => screen.getAllByRole('button')[0]?.textContent;
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const click = async (at: number) => {
  fireEvent.click(screen.getAllByRole('button')[at] as HTMLElement);
  await settle();
};

async function talk(storage: ConversationPersistence['storage']) {
  const view = renderStrict(<Page storage={storage} />);
  await settle();
  await click(0);
  await click(1);
  return view;
}

async function save(): Promise<string> {
  const storage = createStorage();
  const view = await talk(storage);
  view.unmount();
  await pass(1_000);
  world = createWorld();
  return storage.text ?? '';
}

describe('a conversation in a storage', () => {
  it('is written a moment after a row is complete', async () => {
    const storage = createStorage();
    await talk(storage);
    expect(storage.text).toBeNull();
    await pass(500);
    expect(storage.text).toContain('My name is Ada.');
  });

  it('is written at once when the component unmounts, and when the page is left', async () => {
    const storage = createStorage();
    const view = await talk(storage);
    fireEvent(window, new Event('pagehide'));
    expect(storage.text).toContain('My name is Ada.');
    storage.text = null;
    view.unmount();
    expect(storage.text).toContain('My name is Ada.');
  });

  it.each([
    ['a moment later', () => pass(500)],
    ['at once when the page is left', () => fireEvent(window, new Event('pagehide'))],
  ])('is written without a row that was removed: %s', async (_, write) => {
    const storage = createStorage();
    await talk(storage);
    await click(1);
    await pass(500);
    await click(2);
    await write();
    expect(storage.text?.split('My name is Ada.')).toHaveLength(2);
    await click(2);
    await write();
    expect(storage.text).toContain('"entries":[]');
  });

  it('is written without a restored row that was removed before the conversation went on', async () => {
    const storage = createStorage(await save());
    renderStrict(<Page storage={storage} />);
    await settle();
    await click(2);
    fireEvent(window, new Event('pagehide'));
    expect(storage.text).toContain('"entries":[]');
  });

  it('without a row is not written where none was stored', async () => {
    const storage = createStorage();
    const view = renderStrict(<Page storage={storage} />);
    await click(0);
    await pass(500);
    view.unmount();
    expect(storage.text).toBeNull();
  });

  it('is restored once, in StrictMode too, and told to the next connection', async () => {
    const storage = createStorage(await save());
    renderStrict(<Page storage={storage} />);
    await settle();
    expect([rows(), storage.reads, state()]).toEqual([1, 1, 'fine']);
    await click(0);
    expect(JSON.stringify(world.server.commandsOf('seed-history'))).toContain('My name is Ada.');
  });

  it('is waited for where the storage takes time', async () => {
    const text = await save();
    let answer: (value: string) => void = () => {};
    const reads = vi.fn(() => new Promise<string>((resolve) => (answer = resolve)));
    renderStrict(<Page storage={{ getItem: reads, setItem: async () => {} }} />);
    await click(0);
    expect(world.transport.connections).toHaveLength(0);
    answer(text);
    await settle();
    expect(rows()).toBeGreaterThan(0);
    expect(world.transport.connections).toHaveLength(1);
  });

  it('is nothing to wait for, or to write, once the component has unmounted', async () => {
    let answer: (value: string | null) => void = () => {};
    const setItem = vi.fn();
    const getItem = () => new Promise<string | null>((resolve) => (answer = resolve));
    const view = renderStrict(<Page storage={{ getItem, setItem }} />);
    view.unmount();
    answer(null);
    await pass(10_000);
    expect(setItem).not.toHaveBeenCalled();
  });

  it('can be in a storage that a function returns', async () => {
    const storage = createStorage(await save());
    renderStrict(<Page storage={() => storage} />);
    await settle();
    expect([rows(), storage.reads]).toEqual([1, 1]);
    await click(2);
    await pass(500);
    expect(storage.text).toContain('"entries":[]');
  });

  it('begins with `initial` where the storage has none', async () => {
    const initial = [{ role: 'user', text: 'Hello' }] as const;
    renderStrict(<Page storage={createStorage()} history={{ initial }} />);
    await settle();
    expect(rows()).toBe(1);
  });
});

describe('a storage that fails', () => {
  it('with something that cannot be read is reported, and the conversation goes on', async () => {
    const storage = createStorage('{"format":');
    await talk(storage);
    expect(state()).toBe('storage-failed');
    await pass(500);
    expect(storage.text).toContain('My name is Ada.');
    expect(state()).toBe('fine');
  });

  it('with an unknown version names it', async () => {
    renderStrict(<Page storage={createStorage('{"format":"repartee-conversation","version":9}')} />);
    await settle();
    expect(state()).toBe('invalid-config');
  });

  it.each([
    [
      'throws',
      () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      },
    ],
    ['rejects', () => Promise.reject(new DOMException('Full.', 'QuotaExceededError'))],
  ])('because it is full is reported: it %s', async (_, setItem) => {
    await talk({ getItem: () => null, setItem });
    await pass(500);
    expect(state()).toBe('storage-failed');
    expect(rows()).toBe(1);
  });

  it('to answer before the conversation begins keeps what it holds', async () => {
    const text = await save();
    let answer = () => {};
    let reads = 0;
    const setItem = vi.fn();
    const getItem = () =>
      (reads += 1) === 1 ? new Promise<string>((resolve) => (answer = () => resolve(text))) : text;
    await talk({ getItem, setItem });
    await act(() => world.advance(5_000));
    expect(world.transport.connections).toHaveLength(1);
    answer();
    await settle();
    expect([rows(), state()]).toEqual([1, 'storage-failed']);
    await click(1);
    await pass(500);
    expect([setItem.mock.calls, state()]).toEqual([[], 'storage-failed']);
  });

  it.each([
    ['keeps what it holds', 'held', 'storage-failed'],
    ['is written to where it holds nothing', null, 'fine'],
  ])('to answer once %s', async (_, held, shown) => {
    const storage = createStorage(held);
    vi.spyOn(storage, 'getItem').mockImplementationOnce(() => Promise.reject(new Error('Blocked.')) as never);
    await talk(storage);
    const { title } = screen.getAllByRole('button')[0] as HTMLElement;
    expect([state(), title]).toEqual(['storage-failed', expect.stringContaining('could not be read')]);
    await pass(500);
    expect(state()).toBe(shown);
    expect(screen.getAllByRole('button')[0]?.title).toBe(held === null ? '' : title);
    expect(storage.text === held).toBe(held !== null);
  });

  it('because the user blocks site data is reported, and the conversation goes on', async () => {
    const view = await talk(() => {
      throw new DOMException('Blocked.', 'SecurityError');
    });
    expect([rows(), state()]).toEqual([1, 'storage-failed']);
    await pass(500);
    view.unmount();
  });

  it('because another tab writes the same key is not overwritten', async () => {
    const storage = createStorage();
    await talk(storage);
    storage.text = 'written by another tab';
    await pass(500);
    expect([storage.text, state()]).toEqual(['written by another tab', 'storage-failed']);
    await click(1);
    await pass(500);
    expect(storage.text).toBe('written by another tab');
  });
});

describe('a keeper that cannot be loaded', () => {
  it('is reported, and the conversation begins, is not saved, and overwrites nothing', async () => {
    const storage = createStorage(await save());
    const { text } = storage;
    vi.spyOn(conversationKeeperModule, 'load').mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const view = await talk(storage);
    expect([rows(), state(), storage.reads]).toEqual([1, 'module-failed', 0]);
    await pass(500);
    view.unmount();
    expect(storage.text).toBe(text);
  });

  it('is loaded by the next component', async () => {
    const storage = createStorage(await save());
    vi.spyOn(conversationKeeperModule, 'load').mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const view = renderStrict(<Page storage={storage} />);
    await settle();
    expect([rows(), state()]).toEqual([0, 'module-failed']);
    view.unmount();
    world = createWorld();
    renderStrict(<Page storage={storage} />);
    await settle();
    expect([rows(), state()]).toEqual([1, 'fine']);
  });

  it('is waited for by a connection', async () => {
    let deliver = () => {};
    const arrival = new Promise<void>((resolve) => (deliver = resolve));
    const keeper = await conversationKeeperModule.load();
    const saved = await save();
    vi.spyOn(conversationKeeperModule, 'load').mockImplementationOnce(() => arrival.then(() => keeper));
    renderStrict(<Page storage={createStorage(saved)} />);
    await click(0);
    expect(world.transport.connections).toHaveLength(0);
    deliver();
    await settle();
    expect(world.transport.connections).toHaveLength(1);
    expect(JSON.stringify(world.server.commandsOf('seed-history'))).toContain('My name is Ada.');
  });
});
