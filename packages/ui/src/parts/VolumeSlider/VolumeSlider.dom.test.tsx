import { fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { VolumeSlider } from './VolumeSlider.tsx';
import { VolumeSliderView } from './VolumeSliderView.tsx';

type AnyPart = ComponentType<Record<string, unknown>>;

describeConformance('VolumeSlider', {
  Part: VolumeSlider as AnyPart,
  createSession: () => createStaticSession({ volume: 0 }),
  selector: '.repartee-volume',
  state: { field: 'isMuted', value: true, attribute: 'data-muted' },
});

describeConformance('VolumeSliderView', {
  Part: VolumeSliderView as unknown as AnyPart,
  createSession: createStaticSession,
  selector: '.repartee-volume',
  state: { field: 'isMuted', value: true, attribute: 'data-muted' },
  props: { volume: 0, onVolumeChange: () => {} },
});

it('sets the volume, mutes, and returns to the volume before the mute', async () => {
  const session = createStaticSession();
  const onVolumeChange = vi.fn();
  renderPart(<VolumeSlider onVolumeChange={onVolumeChange} />, session);
  const slider = screen.getByRole<HTMLInputElement>('slider', { name: 'Volume of the agent' });
  const mute = screen.getByRole('button', { name: 'Mute the agent', pressed: false });
  fireEvent.change(slider, { target: { value: '0.4' } });
  expect(slider.getAttribute('aria-valuetext')).toBe('40 %');
  await userEvent.click(mute);
  expect([mute.ariaPressed, slider.value]).toEqual(['true', '0']);
  await userEvent.click(mute);
  expect(session.store.getState().volume).toBe(0.4);
  expect(onVolumeChange.mock.calls).toEqual([[0.4], [0], [0.4]]);
});
