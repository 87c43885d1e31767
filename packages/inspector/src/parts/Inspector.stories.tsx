import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { readRecording } from '@repartee/core/recording';
import type { Recording } from '@repartee/core/recording';
import { longRecording } from '../../test/longRecording.ts';
import { recordConversation } from '../../test/recordConversation.ts';
import soundUrl from '../../../../apps/demo/public/recordings/conversation.repartee?url';
import '../styles.css';
import { Inspector } from './Inspector.tsx';

const meta: Meta<typeof Inspector> = { title: 'Inspector/Inspector', component: Inspector };
export default meta;

/** A conversation with a tool, an interruption and a new connection. */
export const OfARecording: StoryObj = {
  loaders: [async () => ({ recording: await readRecording(await recordConversation()) })],
  render: (_args, { loaded }) => (
    <Inspector recording={loaded['recording'] as Recording} fileName="evening.repartee" />
  ),
  async play({ canvasElement, step }) {
    const view = within(canvasElement);
    const line = view.getByRole('slider', { name: 'Timeline' });
    const grid = () => view.getByRole('grid', { name: 'Frames and events' });

    await step('The keys move the cursor, and the replay with it', async () => {
      line.focus();
      await userEvent.keyboard('{End}');
      await expect(line).toHaveAttribute('aria-valuenow', line.getAttribute('aria-valuemax'));
      await userEvent.keyboard('{Home}++{ArrowRight}');
      await expect(Number(line.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    });

    await step('A row is found by its words, and shown in both languages', async () => {
      await userEvent.type(view.getByRole('searchbox', { name: 'Search' }), 'get_weather');
      const row = await waitFor(() => within(grid()).getAllByRole('row')[0] as HTMLElement);
      await userEvent.click(row);
      await expect(row).toHaveAttribute('aria-selected', 'true');
      const detail = view.getByRole('complementary', { name: 'Selected entry' });
      await expect(detail).toHaveTextContent('In the kit’s words');
      grid().focus();
      await userEvent.keyboard('{ArrowDown}');
      await expect(row).toHaveAttribute('aria-selected', 'false');
    });

    await step('The timeline is a list, too', async () => {
      await userEvent.click(view.getByRole('tab', { name: 'Timeline as a list' }));
      await userEvent.click(await view.findByRole('button', { name: /get_weather/ }));
      await expect(line).toHaveAttribute('aria-valuetext', expect.stringContaining('get_weather'));
    });
  },
};

/** A recording of the demo with its sound: both voices as waves, and what was never heard in a fainter one. */
export const WithSound: StoryObj = {
  loaders: [async () => ({ recording: await readRecording(await (await fetch(soundUrl)).arrayBuffer()) })],
  render: (_args, { loaded }) => (
    <Inspector recording={loaded['recording'] as Recording} fileName="conversation.repartee" />
  ),
  async play({ canvasElement, step }) {
    const view = within(canvasElement);
    const timeline = view.getByRole('slider', { name: 'Timeline' });
    const cursorMs = () => Number(timeline.getAttribute('aria-valuenow'));
    const sound = canvasElement.querySelector('audio') as HTMLAudioElement;

    await step('It plays from the cursor, with its sound', async () => {
      timeline.focus();
      await userEvent.keyboard('{Home}{ArrowRight>10/}');
      const fromMs = cursorMs();
      await expect(fromMs).toBeGreaterThan(1_000);
      await userEvent.click(view.getByRole('button', { name: 'Play' }));
      await waitFor(() => expect(sound.currentTime * 1_000).toBeGreaterThan(fromMs));
      await expect(sound.paused).toBe(false);
    });

    await step('It can be muted', async () => {
      await userEvent.click(view.getByRole('button', { name: 'Sound' }));
      await expect(sound.muted).toBe(true);
    });

    await step('It pauses with the replay, and goes where the cursor goes', async () => {
      await userEvent.click(view.getByRole('button', { name: 'Pause' }));
      await waitFor(() => expect(sound.paused).toBe(true));
      timeline.focus();
      await userEvent.keyboard('{Home}');
      await waitFor(() => expect(sound.currentTime).toBe(0));
    });
  },
};

/** No page of this origin has a conversation yet. */
export const Waiting: StoryObj = {
  render: () => <Inspector channel="a-channel-without-a-page" />,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await expect(view.getByText('Waiting for a conversation')).toBeVisible();
    await expect(view.queryByRole('slider', { name: 'Timeline' })).toBeNull();
  },
};

/** The figures of the conversation. */
export const Summary: StoryObj = {
  ...OfARecording,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await userEvent.click(view.getByRole('tab', { name: 'Summary' }));
    await expect(view.getByText('Interruptions')).toBeVisible();
  },
};

/** The configuration that the app asked for, against the one in force. */
export const Configuration: StoryObj = {
  ...OfARecording,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await userEvent.click(view.getByRole('tab', { name: 'Configuration' }));
    await expect(view.getByRole('rowheader', { name: 'voice' })).toBeVisible();
  },
};

/** An hour of conversation: 100,000 rows. Only those that are seen are in the page. */
export const AnHour: StoryObj = {
  render: () => <Inspector recording={longRecording(100_000)} fileName="hour.repartee" />,
  async play({ canvasElement, step }) {
    const view = within(canvasElement);
    const grid = view.getByRole('grid', { name: 'Frames and events' });
    const count = () => within(grid).getAllByRole('row').length;

    await step('Few rows are rendered, at the start and at the end', async () => {
      await expect(grid).toHaveAttribute('aria-rowcount', '100000');
      await waitFor(() => expect(count()).toBeGreaterThan(5));
      await expect(count()).toBeLessThan(60);
      grid.focus();
      await userEvent.keyboard('{End}');
      await waitFor(() => expect(within(grid).getByText('frame 99999')).toBeVisible());
      await expect(count()).toBeLessThan(60);
    });
  },
};
