import type { Meta, StoryObj } from '@storybook/react-vite';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import type { StaticSession, StaticSessionOptions } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import type { PushToTalkControls } from '@repartee/hooks';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { PushToTalkButton } from './PushToTalkButton.tsx';
import { PushToTalkButtonView } from './PushToTalkButtonView.tsx';

const meta: Meta<typeof PushToTalkButton> = { title: 'Parts/PushToTalkButton', component: PushToTalkButton };
export default meta;

const READY: StaticSessionOptions = {
  status: 'live',
  phase: 'listening',
  inputMode: 'push-to-talk',
  microphone: 'on',
  microphoneLevel: 0.1,
};

const nothing = () => {};

/** A talk that stands still. */
function still(part: Partial<PushToTalkControls>): PushToTalkControls {
  const isTalking = part.state !== undefined && part.state !== 'idle';
  return {
    state: 'idle',
    isTalking,
    outcome: null,
    blockedBy: null,
    buttonProps: {
      'aria-pressed': isTalking,
      'aria-disabled': part.blockedBy ? true : undefined,
      'aria-keyshortcuts': undefined,
      style: {},
    },
    begin: nothing,
    end: nothing,
    cancel: nothing,
    ...part,
  };
}

const STATES: Readonly<Record<string, Partial<PushToTalkControls>>> = {
  ready: {},
  holding: { state: 'holding' },
  latched: { state: 'latched' },
  sent: { outcome: 'sent' },
  'too short': { outcome: 'too-short' },
  cancelled: { outcome: 'cancelled' },
  lost: { outcome: 'lost' },
  refused: { outcome: 'refused' },
  'not connected': { blockedBy: 'disconnected' },
  'hands-free': { blockedBy: 'hands-free' },
  muted: { blockedBy: 'muted' },
  'no microphone': { blockedBy: 'microphone' },
  'not offered': { blockedBy: 'unsupported' },
};

/** Ready, held, latched, every outcome, and everything that stands in the way. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={Object.entries(STATES).map(([name, part]) => ({
        name,
        session: createStaticSession(READY),
        render: <PushToTalkButtonView talk={still(part)} source={createFixedLevel(0.2)} />,
      }))}
    />
  ),
};

/** What a story is played with. */
interface Told {
  readonly button: HTMLElement;
  readonly session: StaticSession;
  readonly turns: () => readonly string[];
  readonly user: ReturnType<typeof userEvent.setup>;
}

/** One button and what it has asked of its session. */
function createStory(
  play: (told: Told) => Promise<void>,
  props: Parameters<typeof PushToTalkButton>[0] = {},
  state: StaticSessionOptions = {},
): StoryObj<{ readonly session: StaticSession }> {
  return {
    loaders: [() => ({ session: createStaticSession({ ...READY, ...state }) })],
    render: (_args, { loaded }) => (
      <SessionProvider session={loaded['session'] as StaticSession}>
        <PushToTalkButton minHoldMs={0} {...props} />
      </SessionProvider>
    ),
    async play({ canvasElement, loaded }) {
      const session = loaded['session'] as StaticSession;
      const button = within(canvasElement).getByRole('button', { name: 'Push to talk' });
      const turns = () => session.commands.map(({ name }) => name);
      await play({ button, session, turns, user: userEvent.setup() });
    },
  };
}

/** Held by pointer: it talks as long as it is held. */
export const HeldByPointer = createStory(async ({ button, turns, user }) => {
  await user.pointer({ keys: '[MouseLeft>]', target: button });
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(button).toHaveTextContent('Release to send');
  await user.pointer({ keys: '[/MouseLeft]', target: button });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(turns()).toEqual(['beginTurn', 'endTurn']);
});

/** Held by Space, whose repeats mean nothing. */
export const HeldByKey = createStory(async ({ button, turns, user }) => {
  button.focus();
  await user.keyboard('{ >3}');
  await expect(button).toHaveAttribute('data-state', 'holding');
  await user.keyboard('{/ }');
  await expect(turns()).toEqual(['beginTurn', 'endTurn']);
});

/** Held by a hotkey, from anywhere in the page. */
export const HeldByHotkey = createStory(
  async ({ button, turns, user }) => {
    await user.keyboard('{t>}');
    await expect(button).toHaveAttribute('data-state', 'holding');
    await user.keyboard('{/t}');
    await expect(turns()).toEqual(['beginTurn', 'endTurn']);
  },
  { hotkey: 'KeyT' },
);

/** A tap latches; the next one sends. */
export const LatchedByTap = createStory(
  async ({ button, turns, user }) => {
    await user.click(button);
    await expect(button).toHaveAttribute('data-state', 'latched');
    await expect(button).toHaveTextContent('Press to send');
    await user.click(button);
    await expect(turns()).toEqual(['beginTurn', 'endTurn']);
  },
  { latch: 'tap', minHoldMs: 60_000 },
);

/** Two short presses latch. */
export const LatchedByDoublePress = createStory(
  async ({ button, turns, user }) => {
    await user.dblClick(button);
    await expect(button).toHaveAttribute('data-state', 'latched');
    await expect(turns()).toEqual(['beginTurn', 'cancelTurn', 'beginTurn']);
  },
  { minHoldMs: 60_000, doublePressMs: 60_000 },
);

/** A screen reader cannot hold: its click latches, and the next one sends. */
export const LatchedByScreenReader = createStory(async ({ button, turns }) => {
  await fireEvent.click(button, { detail: 0 });
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await fireEvent.click(button, { detail: 0 });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(turns()).toEqual(['beginTurn', 'endTurn']);
});

/** Too short a press sends nothing, says so, and tells a screen reader. */
export const TooShort = createStory(
  async ({ button, turns, user }) => {
    await user.click(button);
    await expect(button).toHaveTextContent('Too short');
    await expect(within(button.parentElement as HTMLElement).getByRole('status')).toHaveTextContent(
      'Too short',
    );
    await expect(turns()).toEqual(['beginTurn', 'cancelTurn']);
  },
  { minHoldMs: 60_000, latch: 'off' },
);

/** Escape throws away what was said. */
export const Cancelled = createStory(async ({ button, turns, user }) => {
  button.focus();
  await user.keyboard('{ >}{Escape}{/ }');
  await expect(button).toHaveTextContent('nothing was sent');
  await expect(turns()).toEqual(['beginTurn', 'cancelTurn']);
});

/** The connection goes while it is held: the turn has gone with it. */
export const Disconnected = createStory(async ({ button, session, turns, user }) => {
  await user.pointer({ keys: '[MouseLeft>]', target: button });
  session.setState({ status: 'closed', isTurnOpen: false });
  await waitFor(() => expect(button).toHaveAttribute('data-state', 'idle'));
  await expect(button).toHaveTextContent('Connect first');
  await user.pointer({ keys: '[/MouseLeft]', target: button });
  await expect(turns()).toEqual(['beginTurn']);
});

/** Nobody can talk by hand while turns are found by voice. */
export const HandsFree = createStory(
  async ({ button, session, user }) => {
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.click(button);
    await expect(session.commands).toEqual([]);
  },
  {},
  { inputMode: 'hands-free' },
);
