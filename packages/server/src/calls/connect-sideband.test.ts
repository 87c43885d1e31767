import { expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { listen } from '../../test/listen.ts';
import { openSideband } from './connect-sideband.ts';

test('a sideband whose other end is gone without a close is lost, and one that is silent is kept', async () => {
  const { server, origin } = await listen(() => {});
  const ends: WebSocket[] = [];
  new WebSocketServer({ server }).on('connection', (socket) => ends.push(socket));
  const closed: string[] = [];
  const open = (name: string) =>
    openSideband(
      { url: origin.replace('http', 'ws'), headers: {} },
      { onFrame() {}, onClose: () => closed.push(name) },
      200,
    );
  const silent = open('silent');
  await vi.waitFor(() => expect(ends).toHaveLength(1));
  open('gone');
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  // A socket that reads nothing answers no ping.
  ends[1]?.pause();
  await vi.waitFor(() => expect(closed).toEqual(['gone']));
  silent.close();
  await vi.waitFor(() => expect(closed).toEqual(['gone', 'silent']));
});
