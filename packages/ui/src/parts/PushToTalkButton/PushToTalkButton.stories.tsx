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

/** Controls in a fixed state. */
function still(part: Partial<PushToTalkControls>): PushToTalkControls {
  const isTurnOpen = part.state !== undefined && part.state !== 'idle';
  return {
    state: 'idle',
    isTurnOpen,
    outcome: null,
    blockedBy: null,
    buttonProps: {
      'aria-pressed': isTurnOpen,
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
  'microphone taken by another app': { blockedBy: 'microphone-interrupted' },
  'not offered': { blockedBy: 'unsupported' },
};

/** Ready, held, latched, every outcome, and every reason why it is blocked. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={Object.entries(STATES).map(([name, part]) => ({
        name,
        session: createStaticSession(READY),
        render: <PushToTalkButtonView controls={still(part)} source={createFixedLevel(0.2)} />,
      }))}
    />
  ),
};

/** The arguments of a story's play function. */
interface StoryContext {
  readonly button: HTMLElement;
  readonly session: StaticSession;
  readonly turns: () => readonly string[];
  readonly user: ReturnType<typeof userEvent.setup>;
}

/** One button and the commands that it has given to its session. */
function createStory(
  play: (context: StoryContext) => Promise<void>,
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

/** Held by pointer: the turn is open while it is held. */
export const HeldByPointer = createStory(async ({ button, turns, user }) => {
  await user.pointer({ keys: '[MouseLeft>]', target: button });
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(button).toHaveTextContent('Release to send');
  await user.pointer({ keys: '[/MouseLeft]', target: button });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(turns()).toEqual(['turn.begin', 'turn.end']);
});

/** Held by Space, whose repeated key events are ignored. */
export const HeldByKey = createStory(async ({ button, turns, user }) => {
  button.focus();
  await user.keyboard('{ >3}');
  await expect(button).toHaveAttribute('data-state', 'holding');
  await user.keyboard('{/ }');
  await expect(turns()).toEqual(['turn.begin', 'turn.end']);
});

/** Held by a hotkey, from anywhere in the page. */
export const HeldByHotkey = createStory(
  async ({ button, turns, user }) => {
    await user.keyboard('{t>}');
    await expect(button).toHaveAttribute('data-state', 'holding');
    await user.keyboard('{/t}');
    await expect(turns()).toEqual(['turn.begin', 'turn.end']);
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
    await expect(turns()).toEqual(['turn.begin', 'turn.end']);
  },
  { latch: 'tap', minHoldMs: 60_000 },
);

/** Two short presses latch. */
export const LatchedByDoublePress = createStory(
  async ({ button, turns, user }) => {
    await user.dblClick(button);
    await expect(button).toHaveAttribute('data-state', 'latched');
    await expect(turns()).toEqual(['turn.begin', 'turn.cancel', 'turn.begin']);
  },
  { minHoldMs: 60_000, doublePressMs: 60_000 },
);

/** A screen reader cannot hold: its click latches, and the next one sends. */
export const LatchedByScreenReader = createStory(async ({ button, turns }) => {
  await fireEvent.click(button, { detail: 0 });
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await fireEvent.click(button, { detail: 0 });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(turns()).toEqual(['turn.begin', 'turn.end']);
});

/** A press that is too short sends nothing, and screen readers announce it. */
export const TooShort = createStory(
  async ({ button, turns, user }) => {
    await user.click(button);
    await expect(button).toHaveTextContent('Too short');
    await expect(within(button.parentElement as HTMLElement).getByRole('status')).toHaveTextContent(
      'Too short',
    );
    await expect(turns()).toEqual(['turn.begin', 'turn.cancel']);
  },
  { minHoldMs: 60_000, latch: 'off' },
);

/** Escape cancels the turn. */
export const Cancelled = createStory(async ({ button, turns, user }) => {
  button.focus();
  await user.keyboard('{ >}{Escape}{/ }');
  await expect(button).toHaveTextContent('nothing was sent');
  await expect(turns()).toEqual(['turn.begin', 'turn.cancel']);
});

/** The connection is lost while it is held, and the turn with it. */
export const Disconnected = createStory(async ({ button, session, turns, user }) => {
  await user.pointer({ keys: '[MouseLeft>]', target: button });
  session.setState({ status: 'closed', isTurnOpen: false });
  await waitFor(() => expect(button).toHaveAttribute('data-state', 'idle'));
  await expect(button).toHaveTextContent('Connect first');
  await user.pointer({ keys: '[/MouseLeft]', target: button });
  await expect(turns()).toEqual(['turn.begin']);
});

/** Blocked while the session is hands-free. */
export const HandsFree = createStory(
  async ({ button, session, user }) => {
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.click(button);
    await expect(session.commands).toEqual([]);
  },
  {},
  { inputMode: 'hands-free' },
);
