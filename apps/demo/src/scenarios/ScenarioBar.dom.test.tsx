import { fireEvent, render, screen } from '@testing-library/react';
import { createStaticBudget, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { support } from '../cases/support.ts';
import type { DemoNetwork } from '../conversation/demo-network.ts';
import { delayedTool } from './delayedTool.ts';
import type { EchoRoom } from './echoRoom.ts';
import { ScenarioBar } from './ScenarioBar.tsx';
import { SCENARIOS } from './scenarios.ts';

const goOffline = vi.fn<DemoNetwork['goOffline']>();
const openEcho = vi.fn<EchoRoom['open']>(() => Promise.resolve());
const closeEcho = vi.fn<EchoRoom['close']>(() => Promise.resolve());
const fetched = vi.fn<(url: URL, init: RequestInit) => Promise<Response>>(() =>
  Promise.resolve(Response.json({ sessions: [{ session: 7, vendor: 'shop', isOpen: true }], kinds: [] })),
);
const room = { isOpen: false, open: openEcho, close: closeEcho };

beforeEach(() => {
  vi.clearAllMocks();
  room.isOpen = false;
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator) as Navigator, { mediaDevices: {} }));
});

afterEach(() => vi.unstubAllGlobals());

function mount(status: 'idle' | 'live') {
  const session = createStaticSession({ status, budget: createStaticBudget() });
  const network = { goOffline } as unknown as DemoNetwork;
  render(
    <SessionProvider session={session}>
      <ScenarioBar
        isVoice
        origin="http://127.0.0.1:1"
        vendor="shop"
        {...{ network, room }}
        example={support}
      />
    </SessionProvider>,
  );
  return session;
}

type Session = ReturnType<typeof mount>;
const commands = (session: Session) => session.commands.map(({ name }) => name);
const sent = (session: Session) => session.commands.find(({ name }) => name === 'sendText')?.args[0];

/** The effect of each button. A scenario without a row fails the test below. */
const EFFECTS: Readonly<Record<string, (session: Session) => unknown>> = {
  'Deny the microphone': async (session) => {
    await vi.waitFor(() => expect(commands(session)).toEqual(['close', 'connect']));
    const ask = () => navigator.mediaDevices.getUserMedia({ audio: true });
    await expect(ask()).rejects.toMatchObject({ name: 'NotAllowedError' });
    // Only once: then the browser's own function is there again.
    expect(Object.hasOwn(navigator.mediaDevices, 'getUserMedia')).toBe(false);
  },
  'Lose the network': async () => {
    expect(goOffline).toHaveBeenCalledExactlyOnceWith(8_000);
    await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(2));
    const [, init] = fetched.mock.calls.at(-1) ?? [];
    expect(JSON.parse(String(init?.body))).toEqual({ fault: { kind: 'drop' }, session: 7 });
  },
  'Slow down a tool': async (session) => {
    expect(sent(session)).toBe('Where is my order 4711?');
    vi.useFakeTimers();
    const execute = vi.fn<() => string>(() => 'Here.');
    const { signal } = new AbortController();
    const call = delayedTool({ name: 'look', execute } as never).execute({}, { signal } as never);
    await vi.advanceTimersByTimeAsync(5_900);
    expect(execute).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    expect(await call).toBe('Here.');
    vi.useRealTimers();
  },
  'Use up the budget': ({ budget }) => {
    expect(budget?.store.getState().limits).toMatchObject({ minutes: 0.1 });
  },
  'Hear an echo': async (session) => {
    expect(openEcho).toHaveBeenCalledExactlyOnceWith(session);
    await vi.waitFor(() => expect(sent(session)).toBe('Tell me a long story'));
    room.isOpen = true;
    fireEvent.click(screen.getByText('Hear an echo'));
    await vi.waitFor(() => expect(closeEcho).toHaveBeenCalledExactlyOnceWith(session));
  },
};

it.each(SCENARIOS)('“$name” does what it says', async ({ name, hint }) => {
  const session = mount('live');
  fireEvent.click(screen.getByText(name));
  expect(screen.getByRole('status').textContent).toBe(hint);
  const check = EFFECTS[name];
  if (!check) throw new Error(`There is no test of “${name}”.`);
  await check(session);
});

it('waits for a conversation, but for what starts one', () => {
  const session = mount('idle');
  for (const { name } of SCENARIOS) fireEvent.click(screen.getByText(name));
  expect(commands(session)).toEqual(['close']);
});
