import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useSpeaker } from './index.ts';
import type { SpeakerControls } from './index.ts';

function createProbe() {
  const seen: SpeakerControls[] = [];
  function Sound() {
    const speaker = useSpeaker();
    seen.push(speaker);
    return (
      <button onClick={speaker.resume} disabled={!speaker.isPlaybackBlocked}>
        {`${speaker.volume} ${speaker.isSpeaking}`}
      </button>
    );
  }
  return { seen, Sound };
}

it('follows volume, speech and blocked playback', () => {
  const session = createStaticSession({ volume: 0.5, speakerLevel: 0.3 });
  const { seen, Sound } = createProbe();
  renderStrict(<Sound />, session);
  expect(seen.at(-1)).toMatchObject({ volume: 0.5, isSpeaking: false, isPlaybackBlocked: false });
  expect(seen.at(-1)?.source.level()).toBe(0.3);
  act(() => session.setState({ phase: 'speaking', isPlaybackBlocked: true }));
  expect(seen.at(-1)).toMatchObject({ isSpeaking: true, isPlaybackBlocked: true });
  act(() => seen.at(-1)?.setVolume(0.25));
  expect(screen.getByRole('button').textContent).toBe('0.25 true');
});

it('does not render for a phase that changes nothing of what it tells', () => {
  const session = createStaticSession({ phase: 'listening' });
  const { seen, Sound } = createProbe();
  renderStrict(<Sound />, session);
  const renders = seen.length;
  act(() => session.setState({ phase: 'user-speaking' }));
  act(() => session.setState({ phase: 'thinking' }));
  expect(seen.length).toBe(renders);
});

it('resumes playback by a click, and a browser that still refuses is no unhandled rejection', async () => {
  const resume = vi.fn(() => Promise.reject(new RealtimeError('playback-blocked', 'Not yet.')));
  const session = createStaticSession({ isPlaybackBlocked: true });
  const { seen, Sound } = createProbe();
  renderStrict(<Sound />, { ...session, speaker: { ...session.speaker, resume } });
  fireEvent.click(screen.getByRole('button'));
  expect(resume).toHaveBeenCalledOnce();
  await expect(seen.at(-1)?.resume()).resolves.toBeUndefined();
  expect(seen.at(-1)?.isPlaybackBlocked).toBe(true);
});
