import type { Meta, StoryObj } from '@storybook/react-vite';
import { createBargeIn, createBargeInState, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, waitFor } from 'storybook/test';
import { sessionOf, tokenBudget } from '../../../test/budgets.ts';
import { LIVE } from '../../../test/conversations.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { BudgetRing } from './BudgetRing.tsx';
import { InterruptionIndicator } from './InterruptionIndicator.tsx';
import { QualityIndicatorView } from './QualityIndicator.tsx';
import { SessionTimer } from './SessionTimer.tsx';

const meta: Meta = { title: 'Parts/StageSigns' };
export default meta;

const live = createStaticSession({ ...LIVE, startedAtMs: 0, nowMs: 754_000 });
const paused = createStaticSession({
  ...LIVE,
  bargeIn: createBargeInState({ isDucked: true, isPaused: true }),
});
const ducked = createStaticSession({ ...LIVE, bargeIn: createBargeInState({ isDucked: true }) });

/** The duration, the quality of the connection, the cost, and a lowered agent. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'the timer', session: live, render: <SessionTimer /> },
        ...(['good', 'fair', 'poor'] as const).map((quality) => ({
          name: `${quality} quality`,
          session: live,
          render: <QualityIndicatorView quality={quality} />,
        })),
        ...[0.2, 0.43, 0.6].map((used) => ({
          name: `${used} of a budget of 0.5`,
          session: sessionOf(tokenBudget(used)),
          render: <BudgetRing />,
        })),
        { name: 'the agent is lowered', session: ducked, render: <InterruptionIndicator /> },
        { name: 'the agent is paused', session: paused, render: <InterruptionIndicator /> },
      ]}
    />
  ),
};

const session = createStaticSession(LIVE);

/** The agent is lowered, and then it is said for a moment what became of it. */
export const Interrupting: StoryObj = {
  beforeEach: () => session.setState({ bargeIn: createBargeInState() }),
  render: () => (
    <SessionProvider session={session}>
      <InterruptionIndicator shownMs={300} />
    </SessionProvider>
  ),
  async play({ canvas }) {
    session.setState({ bargeIn: createBargeInState({ isDucked: true }) });
    await waitFor(() => expect(canvas.getByText('Lowered while you speak')).toBeVisible());
    session.setState({ bargeIn: createBargeInState({ isDucked: true, isPaused: true }) });
    await waitFor(() => expect(canvas.getByText('Paused while you speak')).toBeInTheDocument());
    session.setState({ bargeIn: createBargeInState({ history: [createBargeIn({ verdict: 'yield' })] }) });
    await waitFor(() => expect(canvas.getByText('You interrupted')).toBeInTheDocument());
    await waitFor(() => expect(canvas.queryByText('You interrupted')).toBeNull());
  },
};
