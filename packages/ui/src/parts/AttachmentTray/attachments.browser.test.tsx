import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider, useImageInput } from '@repartee/hooks';
import { userEvent } from 'vitest/browser';
import { afterEach, expect, it } from 'vitest';
import { TextComposer } from '../TextComposer/TextComposer.tsx';
import '../../styles.css';

afterEach(cleanup);

async function png(name: string, width: number, height: number): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.fillRect(0, 0, width / 2, height);
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' });
}

function transferOf(...files: File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

// Testing Library would copy the transfers, and lose their files.
const paste = (target: Element, clipboardData: DataTransfer) =>
  fireEvent(target, new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
const drag = (target: Element, type: 'dragover' | 'drop', dataTransfer: DataTransfer) =>
  fireEvent(target, new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));

const Composer = () => <TextComposer images={useImageInput({ maxImages: 2 })} />;

const pictures = () => screen.getByRole('list', { name: 'Images of this message' }).children;

it('takes images that are picked, pasted and dropped, scales them, and sends them with the text', async () => {
  const session = createStaticSession({
    status: 'live',
    capabilities: {
      canSendImages: true,
      vision: {
        maxSidePx: 64,
        maxBytes: 100_000,
        liveView: false,
        load: () => Promise.reject(new Error('It sends no view.')),
      },
    },
  });
  const { container } = render(
    <SessionProvider session={session}>
      <Composer />
    </SessionProvider>,
  );
  const field = screen.getByRole('textbox', { name: 'Write a message' });
  await screen.findByRole('button', { name: 'Add images' });
  const picker = container.querySelector<HTMLInputElement>('input[type="file"]');
  fireEvent.change(picker as HTMLInputElement, {
    target: { files: transferOf(await png('wide.png', 400, 100)).files },
  });
  paste(field, transferOf(new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' })));
  await screen.findByRole('img', { name: 'wide.png' });
  await screen.findByText('The agent cannot see this kind of image');
  const form = container.querySelector('form') as HTMLFormElement;
  const dataTransfer = transferOf(await png('a.png', 8, 8), await png('b.png', 8, 8));
  drag(form, 'dragover', dataTransfer);
  await screen.findByText('Drop images here');
  drag(form, 'drop', dataTransfer);
  await screen.findByText('Too many images');
  await screen.findByRole('img', { name: 'a.png' });
  expect(pictures()).toHaveLength(4);
  await userEvent.click(screen.getByRole('button', { name: 'Remove a.png' }));
  expect(pictures()).toHaveLength(3);
  await userEvent.type(field, 'What is this?{Enter}');
  expect(session.commands.map(({ name }) => name)).toEqual(['sendMessage']);
  const [sending] = session.commands;
  const [parts] = (sending?.args ?? [[]]) as [{ type: string; url?: string; text?: string }[]];
  expect(parts.map(({ type }) => type)).toEqual(['image', 'text']);
  const sent = await createImageBitmap(await (await fetch(parts[0]?.url ?? '')).blob());
  expect([parts[0]?.url?.slice(0, 16), sent.width, sent.height]).toEqual(['data:image/jpeg;', 64, 16]);
  expect(screen.queryByRole('list')).toBeNull();
});

it('leaves pasted text and files alone where the vendor takes no images', () => {
  const session = createStaticSession({
    status: 'live',
    capabilities: { canSendImages: false, vision: false },
  });
  const { container } = render(
    <SessionProvider session={session}>
      <Composer />
    </SessionProvider>,
  );
  expect(container.querySelector('input[type="file"]')).toBeNull();
  const dataTransfer = transferOf(new File(['x'], 'x.png', { type: 'image/png' }));
  // The event is not cancelled: the page has it as before.
  expect(drag(container.querySelector('form') as HTMLFormElement, 'drop', dataTransfer)).toBe(true);
});
