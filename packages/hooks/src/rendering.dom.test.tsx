import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';

import { createRenderCounts } from '../test/count-renders.tsx';
import { beginAnswer, createWorld } from '../test/create-world.ts';
import { renderStrict } from '../test/render-strict.tsx';
import {
  SessionProvider,
  useMicrophone,
  useRealtimeSession,
  useTranscript,
  useTranscriptItem,
} from './index.ts';

let world = createWorld();

beforeEach(() => {
  world = createWorld();
});

const counts = createRenderCounts();
const { Counted } = counts;
const [onPageRender, onListRender] = [vi.fn(), vi.fn()];

function Row({ id }: { readonly id: string }) {
  const entry = useTranscriptItem(id);
  return <li>{entry?.kind === 'message' && entry.text}</li>;
}

function List() {
  onListRender();
  const { ids } = useTranscript();
  return ids.map((id) => (
    <Counted key={id} name={id}>
      <Row id={id} />
    </Counted>
  ));
}

function Mute() {
  return useMicrophone().isMuted ? 'muted' : 'open';
}

function Page() {
  onPageRender();
  const { session, connect: start, status: current } = useRealtimeSession({ ...world.options });
  return (
    <SessionProvider session={session}>
      <button onClick={start}>{current}</button>
      <List />
      <Counted name="microphone">
        <Mute />
      </Counted>
    </SessionProvider>
  );
}

async function connect(): Promise<void> {
  fireEvent.click(screen.getByText('idle'));
  await act(() => world.settle());
}

const renderPage = () =>
  renderStrict(
    <Counted name="page">
      <Page />
    </Counted>,
  );

// A hundred rows in jsdom take half a second, and several times as much on a loaded machine.
it('re-renders one row for a delta over a long history', async () => {
  const { container } = renderPage();
  await connect();
  const ids = Array.from({ length: 100 }, (_, index) => `item_${index}`);
  for (const id of ids) {
    const position = { responseId: `r_${id}`, itemId: id, contentIndex: 0 };
    world.server.emit(...beginAnswer(`r_${id}`, id), { ...position, type: 'text-delta', delta: 'Good' });
  }
  await act(() => world.settle());
  counts.reset();
  onPageRender.mockClear();
  onListRender.mockClear();
  for (const delta of [' evening', ' to', ' you']) {
    world.server.emit({
      type: 'text-delta',
      responseId: 'r_item_99',
      itemId: 'item_99',
      contentIndex: 0,
      delta,
    });
    await act(() => world.settle());
  }
  expect(container.querySelector('li:last-child')?.textContent).toBe('Good evening to you');
  expect(ids.filter((id) => counts.of(id) > 0)).toEqual(['item_99']);
  expect(counts.of('item_99')).toBe(3);
  expect(counts.of('microphone')).toBe(0);
  expect(onListRender).not.toHaveBeenCalled();
  expect(onPageRender).not.toHaveBeenCalled();
});

it('renders nothing while idle, and nothing for loudness', async () => {
  renderPage();
  await connect();
  counts.reset();
  await act(() => world.advance(60_000));
  for (let chunk = 0; chunk < 50; chunk += 1) world.microphone.pushVoice();
  await act(() => world.advance(1_000));
  expect(counts.of('page')).toBe(0);
});
