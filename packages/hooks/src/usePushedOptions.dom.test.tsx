import { act, fireEvent, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { RealtimeError } from '@repartee/core';
import type { RealtimeSessionOptions } from '@repartee/core';

import { createWorld } from '../test/create-world.ts';
import { renderStrict } from '../test/render-strict.tsx';
import { SessionProvider, useRealtimeSession, useSpeaker } from './index.ts';
import type { RealtimeSessionControls } from './index.ts';

let world = createWorld();
const seen: RealtimeSessionControls[] = [];

beforeEach(() => {
  world = createWorld();
  seen.length = 0;
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

async function connect(): Promise<void> {
  fireEvent.click(screen.getByRole('button'));
  await settle();
}

const configures = () => world.server.commandsOf('configure');

describe('a changed option', () => {
  it('pushes nothing on mount: what a child has set stays', () => {
    // Once only: StrictMode's second run of the effect would hide what came in between.
    const quieten = vi.fn().mockImplementationOnce((setVolume: (volume: number) => void) => setVolume(0.125));
    function Quiet() {
      const { setVolume } = useSpeaker();
      useEffect(() => quieten(setVolume), [setVolume]);
      return null;
    }
    function App() {
      const call = useRealtimeSession({ ...world.options, volume: 0.5 });
      seen.push(call);
      return (
        <SessionProvider session={call.session}>
          <Quiet />
        </SessionProvider>
      );
    }
    renderStrict(<App />);
    expect(controls().session.store.getState().volume).toBe(0.125);
  });

  it('pushes fields of `config` that changed by value, and nothing for new objects', async () => {
    const { rerender } = renderStrict(<Call config={{ instructions: 'Be brief.', voice: 'ash' }} />);
    await connect();
    expect(configures()).toMatchObject([
      { isInitial: true, config: { instructions: 'Be brief.', voice: 'ash' } },
    ]);
    rerender(<Call config={{ instructions: 'Be brief.', voice: 'ash' }} />);
    await settle();
    expect(configures()).toHaveLength(1);
    rerender(<Call config={{ instructions: 'Be kind.', voice: 'ash' }} />);
    await settle();
    expect(configures()).toHaveLength(2);
    expect(configures().at(-1)).toMatchObject({ isInitial: false, config: { instructions: 'Be kind.' } });
    expect(configures().at(-1)?.config).not.toHaveProperty('voice');
  });

  it('lets a field that cannot change now wait for the next connection', async () => {
    const { rerender } = renderStrict(<Call config={{ model: 'small' }} />);
    await connect();
    const update = vi.spyOn(controls().session, 'updateConfig');
    rerender(<Call config={{ model: 'large' }} />);
    await settle();
    expect(update.mock.calls).toEqual([[{ model: 'large' }]]);
    expect(configures()).toHaveLength(1);
    expect(controls().error).toBeNull();
    await act(() => controls().close());
    await connect();
    expect(configures().at(-1)).toMatchObject({ isInitial: true, config: { model: 'large' } });
  });

  it('pushes a change that came while connecting as soon as it is live', async () => {
    const allow = world.microphone.holdNext();
    const { rerender } = renderStrict(<Call config={{ instructions: 'Be brief.' }} />);
    await connect();
    rerender(<Call config={{ instructions: 'Be kind.' }} />);
    await settle();
    allow();
    await settle();
    expect(status()).toBe('live');
    expect(configures().at(-1)).toMatchObject({ config: { instructions: 'Be kind.' } });
  });

  it('pushes input mode and volume, and does not undo what the user chose in between', async () => {
    const { rerender } = renderStrict(<Call volume={0.5} />);
    const state = () => controls().session.store.getState();
    expect(state()).toMatchObject({ volume: 0.5, inputMode: 'hands-free' });
    act(() => controls().session.speaker.setVolume(0.25));
    rerender(<Call volume={0.5} inputMode="push-to-talk" />);
    expect(state()).toMatchObject({ volume: 0.25, inputMode: 'push-to-talk' });
    rerender(<Call volume={1} />);
    expect(state()).toMatchObject({ volume: 1, inputMode: 'hands-free' });
  });

  it('applies barge-in options when they change by value, and calls their latest function', async () => {
    const bargeIn = (minWords: number, interruptible: boolean) => ({
      minWords,
      interruptible: () => interruptible,
    });
    const { rerender } = renderStrict(<Call bargeIn={bargeIn(2, true)} />);
    const setBargeIn = vi.spyOn(controls().session, 'setBargeIn');
    await connect();
    expect(configures()[0]?.config.turnDetection).toMatchObject({ autoInterrupt: false });
    rerender(<Call bargeIn={bargeIn(2, false)} />);
    await settle();
    expect(setBargeIn).not.toHaveBeenCalled();
    rerender(<Call bargeIn={bargeIn(3, false)} />);
    expect(setBargeIn.mock.calls.at(-1)?.[0]?.minWords).toBe(3);
    rerender(<Call bargeIn={bargeIn(3, true)} />);
    const { interruptible } = setBargeIn.mock.calls.at(-1)?.[0] ?? {};
    const item = { itemId: 'a', responseId: 'r', metadata: null };
    expect(typeof interruptible === 'function' && interruptible(item)).toBe(true);
    rerender(<Call />);
    await settle();
    expect(configures().at(-1)?.config.turnDetection).toEqual({
      mode: 'server',
      autoInterrupt: true,
      autoRespond: true,
    });
  });
});

describe('a refused option', () => {
  it('puts an option that the session refuses into `error`, once', () => {
    const { rerender } = renderStrict(<Call volume={0.5} />);
    rerender(<Call volume={7} />);
    expect(controls().error?.code).toBe('invalid-config');
    rerender(<Call volume={7} />);
    expect(controls().error?.code).toBe('invalid-config');
    expect(controls().session.store.getState().volume).toBe(0.5);
  });

  it('forgets a refused option once another value of it is accepted', () => {
    const { rerender } = renderStrict(<Call volume={0.5} />);
    const setInputMode = vi.spyOn(controls().session, 'setInputMode');
    const refusal = new RealtimeError('unsupported-capability', 'Hands-free only.');
    setInputMode.mockImplementationOnce(() => {
      throw refusal;
    });
    rerender(<Call volume={7} inputMode="push-to-talk" />);
    rerender(<Call volume={0.6} inputMode="push-to-talk" />);
    expect(controls().error).toBe(refusal);
    rerender(<Call volume={0.6} />);
    expect(controls().error).toBeNull();
  });

  it('applies the fields of `config` that are refused only because of another one', () => {
    const { rerender } = renderStrict(<Call config={{ instructions: 'a', voice: 'ash' }} />);
    const { updateConfig } = controls().session;
    const applied: unknown[] = [];
    vi.spyOn(controls().session, 'updateConfig').mockImplementation((patch) => {
      if (patch.voice === 'none') throw new RealtimeError('invalid-config', 'There is no such voice.');
      applied.push(patch);
      updateConfig(patch);
    });
    rerender(<Call config={{ instructions: 'b', voice: 'none' }} />);
    rerender(<Call config={{ instructions: 'b', voice: 'none' }} />);
    expect(applied).toEqual([{ instructions: 'b' }]);
    expect(controls().error?.code).toBe('invalid-config');
    rerender(<Call config={{ instructions: 'c', voice: 'none' }} />);
    expect(controls().error?.code).toBe('invalid-config');
    rerender(<Call config={{ instructions: 'c', voice: 'coral' }} />);
    expect(applied.slice(1)).toEqual([{ instructions: 'c' }, { voice: 'coral' }]);
    expect(controls().error).toBeNull();
  });

  it('has nothing to refuse once `config` is as it was before', () => {
    const { rerender } = renderStrict(<Call config={{ voice: 'ash' }} />);
    vi.spyOn(controls().session, 'updateConfig').mockImplementation(() => {
      throw new RealtimeError('invalid-config', 'There is no such voice.');
    });
    rerender(<Call config={{ voice: 'none' }} />);
    expect(controls().error?.code).toBe('invalid-config');
    rerender(<Call config={{ voice: 'ash' }} />);
    expect(controls().error).toBeNull();
  });
});
