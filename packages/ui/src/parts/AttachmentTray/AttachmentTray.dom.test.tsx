import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import type { ChosenImage } from '@repartee/hooks';
import { useState } from 'react';
import type { ComponentType } from 'react';
import { expect, it } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { AttachmentTray } from './AttachmentTray.tsx';

const image = (id: string): ChosenImage => ({
  id,
  name: `${id}.jpg`,
  state: 'ready',
  image: {
    url: 'data:image/jpeg;base64,AA==',
    blob: new Blob(),
    width: 1,
    height: 1,
    original: { width: 1, height: 1 },
  },
  error: null,
});

const broken: ChosenImage = {
  ...image('c'),
  state: 'failed',
  image: null,
  error: new RealtimeError('image-too-large', 'Too large.'),
};

describeConformance('AttachmentTray', {
  Part: AttachmentTray as unknown as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession(),
  selector: '.repartee-attachments',
  state: { field: 'isFailed', value: true, attribute: 'data-failed' },
  props: { images: [{ ...broken, name: '⟦c⟧' }], onRemove: () => {} },
});

it('keeps the focus inside when an image is removed, and says so', async () => {
  function Tray() {
    const [images, setImages] = useState([image('a'), image('b'), broken]);
    const remove = (id: string) => setImages((all) => all.filter((one) => one.id !== id));
    return <AttachmentTray images={images} onRemove={remove} />;
  }
  renderPart(<Tray />, createStaticSession());
  expect(screen.getByRole('img', { name: 'a.jpg' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Remove a.jpg' }));
  expect(screen.queryByRole('img', { name: 'a.jpg' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove b.jpg' }));
  expect(screen.getByRole('status').textContent).toBe('a.jpg was removed');
});
