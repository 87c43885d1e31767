import { act } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';

import { createMessageEntry, createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useHeardText } from './index.ts';

const TEXT = 'There are three trains.';
const WORDS = ['There', 'are', 'three', 'trains.'].map((text, index) => ({
  text,
  startMs: index * 300,
  endMs: (index + 1) * 300,
}));

let frames: FrameRequestCallback[] = [];

beforeEach(() => {
  frames = [];
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((callback) => frames.push(callback));
  vi.spyOn(globalThis, 'cancelAnimationFrame').mockImplementation(() => {
    frames = [];
  });
});

function paint() {
  act(() => frames.splice(0).forEach((frame) => frame(0)));
}

function createProbe() {
  const seen: string[] = [];
  function Caption() {
    const { heardText, unheardText, isEstimate } = useHeardText('a');
    seen.push(`${heardText}|${unheardText}${isEstimate ? ' (estimate)' : ''}`);
    return null;
  }
  return { seen, Caption };
}

it('follows the playhead word by word while the answer is heard, and runs nothing before and after', () => {
  const entry = createMessageEntry({ id: 'a', text: TEXT, wordTimes: WORDS });
  const session = createStaticSession({ entries: [entry] });
  const { seen, Caption } = createProbe();
  renderStrict(<Caption />, session);
  expect(frames).toHaveLength(0);
  act(() =>
    session.setState({ speakingItemId: 'a', playhead: { itemId: 'a', heardMs: 0, receivedMs: 1_200 } }),
  );
  expect(seen.at(-1)).toBe(`|${TEXT}`);
  session.setState({ playhead: { itemId: 'a', heardMs: 500, receivedMs: 1_200 } });
  paint();
  expect(seen.at(-1)).toBe('There are| three trains.');
  const renders = seen.length;
  session.setState({ playhead: { itemId: 'a', heardMs: 520, receivedMs: 1_200 } });
  paint();
  expect(seen.length).toBe(renders);
  act(() => session.setState({ speakingItemId: null, playhead: null }));
  expect([seen.at(-1), frames.length]).toEqual([`${TEXT}|`, 0]);
});

it('stays where the answer was cut, and says when that is a guess', () => {
  const entry = createMessageEntry({
    id: 'a',
    text: TEXT,
    state: 'interrupted',
    receivedMs: 1_200,
    cut: { by: 'user', heardMs: 600 },
  });
  const { seen, Caption } = createProbe();
  renderStrict(<Caption />, createStaticSession({ entries: [entry] }));
  expect(seen.at(-1)).toBe('There are| three trains. (estimate)');
});

it('takes nothing back when more of the answer arrives', () => {
  const session = createStaticSession({
    entries: [createMessageEntry({ id: 'a', text: TEXT, state: 'streaming' })],
  });
  const { seen, Caption } = createProbe();
  renderStrict(<Caption />, session);
  const hear = (heardMs: number, receivedMs: number) => {
    act(() =>
      session.setState({
        speakingItemId: 'a',
        playhead: { itemId: 'a', heardMs, receivedMs, speechRate: 1 },
      }),
    );
    paint();
    return seen.at(-1);
  };
  // The words that have arrived take 1.3 s to say, and 0.5 s of them have been heard.
  expect(hear(500, 500)).toBe('There are| three trains. (estimate)');
  expect(hear(800, 800)).toBe('There are three| trains. (estimate)');
  expect(hear(820, 4_000)).toBe('There are three| trains. (estimate)');
});
