import type { Meta, StoryObj } from '@storybook/react-vite';
import { RealtimeError } from '@repartee/core';
import type { RealtimeErrorCode } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import type { ChosenImage } from '@repartee/hooks';
import { Sheet } from '../../../test/Sheet.tsx';
import { AttachmentTray } from './AttachmentTray.tsx';

const meta: Meta<typeof AttachmentTray> = { title: 'Parts/AttachmentTray', component: AttachmentTray };
export default meta;

const url = (hue: number) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="hsl(${hue} 40% 80%)"/><circle cx="5" cy="5" r="2" fill="hsl(${hue} 50% 40%)"/></svg>`)}`;

const ready = (id: string, hue: number): ChosenImage => ({
  id,
  name: `${id}.jpg`,
  state: 'ready',
  image: { url: url(hue), blob: new Blob(), width: 8, height: 8, original: { width: 8, height: 8 } },
  error: null,
});
const preparing: ChosenImage = { id: 'p', name: 'boat.png', state: 'preparing', image: null, error: null };
const failed = (code: RealtimeErrorCode): ChosenImage => ({
  id: code,
  name: 'notes.pdf',
  state: 'failed',
  image: null,
  error: new RealtimeError(code, 'It cannot be sent.'),
});

const tray = (...images: ChosenImage[]) => <AttachmentTray images={images} onRemove={() => {}} />;
const session = () => createStaticSession({ status: 'live' });

/** Ready, on its way, and each reason why an image cannot be sent. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'ready', session: session(), render: tray(ready('harbour', 200), ready('garden', 120)) },
        { name: 'being prepared', session: session(), render: tray(ready('harbour', 200), preparing) },
        { name: 'unreadable', session: session(), render: tray(failed('image-unreadable')) },
        { name: 'no image', session: session(), render: tray(failed('image-unsupported')) },
        {
          name: 'too large',
          session: session(),
          render: tray(ready('garden', 120), failed('image-too-large')),
        },
        { name: 'too many', session: session(), render: tray(failed('unsupported-capability')) },
      ]}
    >
      {tray()}
    </Sheet>
  ),
};
