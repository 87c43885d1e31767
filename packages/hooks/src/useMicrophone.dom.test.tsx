import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useMicrophone } from './index.ts';
import type { MicrophoneControls } from './index.ts';

function createProbe() {
  const seen: MicrophoneControls[] = [];
  function Mute() {
    const microphone = useMicrophone();
    seen.push(microphone);
    return (
      <button aria-pressed={microphone.isMuted} onClick={microphone.toggleMuted}>
        {microphone.state}
      </button>
    );
  }
  return { seen, Mute };
}

it('mutes and unmutes, and asks for nothing on mount', () => {
  const session = createStaticSession({ microphone: 'on' });
  const { seen, Mute } = createProbe();
  renderStrict(<Mute />, session);
  expect(session.commands).toEqual([]);
  const button = screen.getByRole('button');
  expect(button.textContent).toBe('on');
  fireEvent.click(button);
  expect(button.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(button);
  expect(button.getAttribute('aria-pressed')).toBe('false');
  act(() => seen.at(-1)?.setMuted(true));
  expect(session.commands.map(({ name, args }) => [name, ...args])).toEqual([
    ['microphone.setMuted', true],
    ['microphone.setMuted', false],
    ['microphone.setMuted', true],
  ]);
});

it('toggles what is true at the moment of the click, not of the render', () => {
  const session = createStaticSession();
  const { seen, Mute } = createProbe();
  renderStrict(<Mute />, session);
  act(() => {
    seen.at(-1)?.toggleMuted();
    seen.at(-1)?.toggleMuted();
  });
  expect(session.store.getState().isMuted).toBe(false);
});

it('follows the device, keeps its functions and does not render for loudness', () => {
  const session = createStaticSession({ microphone: 'off' });
  const { seen, Mute } = createProbe();
  renderStrict(<Mute />, session);
  act(() => session.setState({ microphone: 'opening' }));
  expect(screen.getByRole('button').textContent).toBe('opening');
  const renders = seen.length;
  act(() => session.setState({ microphoneLevel: 0.7 }));
  expect(seen.length).toBe(renders);
  expect(seen.at(-1)?.source.level()).toBe(0.7);
  expect(seen.at(-1)?.toggleMuted).toBe(seen.at(-2)?.toggleMuted);
});
