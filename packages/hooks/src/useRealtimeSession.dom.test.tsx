import { act, fireEvent, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RealtimeError } from '@repartee/core';
import type { RealtimeSessionOptions } from '@repartee/core';
import { createScriptedSession } from '@repartee/core/testing';

import { createWorld } from '../test/create-world.ts';
import { renderStrict } from '../test/render-strict.tsx';
import { useRealtimeSession } from './index.ts';
import type { RealtimeSessionControls } from './index.ts';

let world = createWorld();
const seen: RealtimeSessionControls[] = [];
const unhandled = vi.fn();

beforeEach(() => {
  world = createWorld();
  seen.length = 0;
  process.on('unhandledRejection', unhandled);
});

afterEach(() => {
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

function Call(options: Partial<RealtimeSessionOptions>) {
  const call = useRealtimeSession({ ...world.options, ...options });
  seen.push(call);
  const { status, error, connect } = call;
  return (
    <button onClick={connect} title={error?.code}>
      {status}
    </button>
  );
}

/** The hook's result in the last render. */
function controls(): RealtimeSessionControls {
  const last = seen.at(-1);
  if (!last) throw new Error('Nothing has been rendered yet.');
  return last;
}

const status = () => screen.getByRole('button').textContent;
const settle = () => act(() => world.settle());
const advance = (ms: number) => act(() => world.advance(ms));

async function connect(): Promise<void> {
  fireEvent.click(screen.getByRole('button'));
  await settle();
}

describe('ownership', () => {
  it('opens nothing and asks for nothing on mount', async () => {
    renderStrict(<Call />);
    await advance(60_000);
    expect(status()).toBe('idle');
    expect(world.transport.connections).toHaveLength(0);
    expect(world.microphone.opened).toBe(0);
    expect(world.credential).not.toHaveBeenCalled();
  });

  it('opens one connection by a click, and StrictMode closes nothing', async () => {
    renderStrict(<Call />);
    await connect();
    await advance(1_000);
    expect(status()).toBe('live');
    expect(world.transport.connections).toHaveLength(1);
    expect(world.transport.openCount).toBe(1);
    expect(world.microphone.opened).toBe(1);
  });

  it('opens one connection even where an effect connects on mount', async () => {
    function Eager() {
      useEffect(() => void controls().connect(), []);
      return null;
    }
    renderStrict(
      <>
        <Call />
        <Eager />
      </>,
    );
    await advance(1_000);
    expect(status()).toBe('live');
    expect(world.credential).toHaveBeenCalledOnce();
    expect(world.transport.connections).toHaveLength(1);
  });

  it('is live in StrictMode where an effect connects on mount and closes on unmount', async () => {
    function Eager() {
      useEffect(() => {
        const { connect: start, close } = controls();
        void start();
        return () => void close();
      }, []);
      return null;
    }
    const { unmount } = renderStrict(
      <>
        <Call />
        <Eager />
      </>,
    );
    await advance(1_000);
    expect([status(), controls().error]).toEqual(['live', null]);
    expect(world.transport.openCount).toBe(1);
    unmount();
    await advance(0);
    expect(world.transport.openCount).toBe(0);
  });

  it('closes a macrotask after the component is gone, and not before', async () => {
    const { unmount } = renderStrict(<Call />);
    await connect();
    unmount();
    await settle();
    expect(world.transport.openCount).toBe(1);
    await advance(0);
    expect(world.transport.openCount).toBe(0);
    expect(world.transport.connection.endedBy).toBe('client');
    expect(world.microphone.isOpen).toBe(false);
    expect(world.pendingTimers()).toBe(0);
  });

  it('gives up a connection that is on its way when the component goes, without an error', async () => {
    world.transport.next('hang');
    const { unmount } = renderStrict(<Call />);
    await connect();
    expect(status()).toBe('connecting');
    unmount();
    await advance(0);
    expect(world.transport.openCount).toBe(0);
    expect(world.microphone.isOpen).toBe(false);
  });

  it('leaves one connection when a component is taken away and put back', async () => {
    const { rerender } = renderStrict(<Call key="first" />);
    await connect();
    rerender(<Call key="second" />);
    await connect();
    await advance(1_000);
    expect(status()).toBe('live');
    expect(world.transport.openCount).toBe(1);
  });
});

describe('connect', () => {
  it('puts what went wrong into `error` and never rejects', async () => {
    const refuseWith = new RealtimeError('connect-refused', 'The server refused.');
    world.transport.next({ refuseWith }, { refuseWith });
    renderStrict(<Call />);
    await connect();
    expect(status()).toBe('failed');
    expect(controls().error?.code).toBe('connect-refused');
    await act(() => expect(controls().connect()).resolves.toBeUndefined());
    await connect();
    expect(status()).toBe('live');
    expect(controls().error).toBeNull();
  });

  it('forgets a failure that the session has left behind', async () => {
    world.transport.next({ refuseWith: new RealtimeError('connect-refused', 'The server refused.') });
    renderStrict(<Call />);
    await connect();
    await act(() => controls().session.connect());
    expect(status()).toBe('live');
    expect(controls().error).toBeNull();
  });

  it('tells of a refusal that is no failure of the session', async () => {
    renderStrict(<Call />);
    const refusal = new RealtimeError('invalid-state', 'The session is being closed.');
    const spy = vi.spyOn(controls().session, 'connect').mockRejectedValueOnce(refusal);
    await connect();
    expect(status()).toBe('idle');
    expect(controls().error).toBe(refusal);
    spy.mockRestore();
    await connect();
    expect(controls().error).toBeNull();
  });

  it('does not call it an error that the app closed meanwhile', async () => {
    world.transport.next('hang');
    renderStrict(<Call />);
    await connect();
    await act(() => controls().close());
    await advance(0);
    expect(status()).toBe('closed');
    expect(controls().error).toBeNull();
  });
});

describe('options', () => {
  const configures = () => world.server.commandsOf('configure');

  it('fetches the credential as the latest render would', async () => {
    const [first, second] = [vi.fn(), vi.fn(() => Promise.resolve('second-credential'))];
    const { rerender } = renderStrict(<Call credential={first} />);
    rerender(<Call credential={second} />);
    await connect();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
    expect(world.transport.connection.plan).toMatchObject({
      protocols: expect.arrayContaining(['second-credential']) as string[],
    });
  });

  it('asks the address of the latest render', async () => {
    const ask = vi.fn(async (_url: string) => Response.json({ value: 'minted', expiresAtMs: null }));
    vi.stubGlobal('fetch', ask);
    try {
      const { rerender } = renderStrict(<Call credential="/api/first" />);
      rerender(<Call credential="/api/second" />);
      await connect();
      expect(ask.mock.calls.map(([url]) => url)).toEqual(['/api/second']);
      expect(world.transport.connection.plan).toMatchObject({
        protocols: expect.arrayContaining(['minted']) as string[],
      });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('fetches the credential of the speech source as the latest render would', async () => {
    const [first, second] = [vi.fn(), vi.fn(() => Promise.resolve('second-credential'))];
    const { source } = createScriptedSession().speech.options;
    const { rerender } = renderStrict(<Call speech={{ source, credential: first }} />);
    rerender(<Call speech={{ source, credential: second }} />);
    await connect();
    controls().session.say('Welcome.');
    await settle();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
  });

  it('asks the policy of the latest render about a lost connection', async () => {
    const { rerender } = renderStrict(<Call reconnect={() => null} />);
    await connect();
    rerender(<Call reconnect={() => 500} />);
    act(() => world.server.drop());
    await advance(500);
    expect(status()).toBe('live');
    expect(world.transport.connections).toHaveLength(2);
    rerender(<Call reconnect={false} />);
    act(() => world.server.drop());
    await advance(500);
    expect(status()).toBe('failed');
    expect(controls().error?.code).toBe('connection-lost');
  });

  it('opens no second connection for a path that may be dead with `reconnect: false`', async () => {
    const { rerender } = renderStrict(<Call reconnect={false} />);
    await connect();
    await advance(2_000);
    act(() => world.transport.connection.changePath('away', 1_500));
    await advance(5_000);
    expect(world.transport.connections).toHaveLength(1);
    rerender(<Call />);
    act(() => world.server.drop());
    await advance(5_000);
    expect(world.transport.connections).toHaveLength(2);
  });

  it('declares its tools, runs their latest handlers, and declares them anew only when they change', async () => {
    const tool = (colour: string) => ({ name: 'paint', execute: () => `painted ${colour}` });
    const { rerender } = renderStrict(<Call tools={[tool('red')]} />);
    await connect();
    expect(configures()).toMatchObject([{ config: { tools: [{ name: 'paint' }] } }]);
    rerender(<Call tools={[tool('blue')]} />);
    await settle();
    expect(configures()).toHaveLength(1);
    const call = { callId: 'call', itemId: 'call_item', name: 'paint', argumentsText: '{}' };
    world.server.emit(
      { type: 'response-started', responseId: 'r', isOutOfBand: false, metadata: null },
      { type: 'tool-call-requested', responseId: 'r', ...call },
    );
    await settle();
    expect(world.server.commandsOf('send-tool-output')).toMatchObject([{ output: 'painted blue' }]);
    rerender(<Call tools={[tool('blue'), { name: 'hang_up', execute: () => {} }]} />);
    await settle();
    expect(configures()).toHaveLength(2);
    expect(
      configures()
        .at(-1)
        ?.config.tools?.map(({ name }) => name),
    ).toEqual(['paint', 'hang_up']);
    rerender(<Call tools={[]} />);
    await settle();
    expect(configures().at(-1)?.config.tools).toEqual([]);
  });
});
