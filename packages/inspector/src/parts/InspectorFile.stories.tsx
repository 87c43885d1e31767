import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { recordConversation } from '../../test/recordConversation.ts';
import '../styles.css';
import { InspectorFile } from './InspectorFile.tsx';

const meta: Meta<typeof InspectorFile> = { title: 'Inspector/InspectorFile', component: InspectorFile };
export default meta;

const choose = async (canvas: HTMLElement, file: File) =>
  userEvent.upload(within(canvas).getByLabelText('Open a recording'), file);

/** Nothing is open yet. */
export const Empty: StoryObj = {
  render: () => <InspectorFile />,
  async play({ canvasElement }) {
    await expect(within(canvasElement).getByText(/^No recording is open/)).toBeVisible();
  },
};

/** A file that is cut off is shown up to there. */
export const CutOff: StoryObj = {
  ...Empty,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    const whole = await recordConversation();
    await choose(canvasElement, new File([whole.slice(0, whole.size * 0.7)], 'half.repartee'));
    const alert = await view.findByRole('alert');
    await expect(alert).toHaveTextContent('Only a part can be shown. The recording is cut off or damaged');
    await expect(alert).toHaveTextContent('invalid-config');
    await waitFor(() => expect(view.getAllByRole('row').length).toBeGreaterThan(5));
  },
};

/** Writes the lines of a file anew. */
async function rewrite(file: Blob, change: (lines: string) => string, name: string): Promise<File> {
  const lines = await new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text();
  const zipped = new Blob([change(lines)]).stream().pipeThrough(new CompressionStream('gzip'));
  return new File([await new Response(zipped).blob()], name);
}

/** Of a file of a newer version, what is known is shown, with the problem. */
export const Newer: StoryObj = {
  ...Empty,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    const newer = (lines: string) => lines.replace('"version":1', '"version":999');
    await choose(canvasElement, await rewrite(await recordConversation(), newer, 'newer.repartee'));
    await expect(await view.findByRole('alert')).toHaveTextContent('999');
    await waitFor(() => expect(view.getAllByRole('row').length).toBeGreaterThan(5));
  },
};

const FRAMES = [
  ['s2c', { type: 'session.created', session: { id: 'sess_1' } }],
  ['c2s', { type: 'response.create' }],
  ['s2c', { type: 'response.created', response: { id: 'resp_1' } }],
  ['s2c', { type: 'response.done', response: { id: 'resp_1', status: 'completed' } }],
] as const;

/** Frames that a test suite has kept, one JSON object a line: all of them are shown. */
export const FramesOfAVendor: StoryObj = {
  ...Empty,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    const lines = FRAMES.map(([dir, event]) => JSON.stringify({ dir, event })).join('\n');
    await choose(canvasElement, new File([lines], 'frames.jsonl'));
    await waitFor(() => expect(view.getAllByRole('row')).toHaveLength(FRAMES.length));
    await expect(view.getByText('response.done')).toBeVisible();
    await expect(view.queryByRole('alert')).toBeNull();
  },
};

/** A file that is not a recording says so in its place, and the next one is shown. */
export const NoRecording: StoryObj = {
  ...Empty,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await choose(canvasElement, new File(['Hello.'], 'letter.repartee'));
    await expect(await view.findByRole('alert')).toHaveTextContent('letter.repartee cannot be shown.');
    await expect(view.getByRole('alert')).toHaveTextContent('invalid-config');
    await choose(canvasElement, new File([await recordConversation()], 'whole.repartee'));
    await view.findByText('whole.repartee');
    await expect(view.queryByRole('alert')).toBeNull();
  },
};
