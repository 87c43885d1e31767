import { describe, expect, it } from 'vitest';
import type { TransportClose } from './transport-port.ts';
import { createWebSocketTransport } from './websocket-transport.ts';
import type { WebSocketTransportOptions } from './websocket-transport.ts';

/** The server of these tests' own page takes this protocol from anyone and says nothing on it. */
const PING = 'vite-ping';

function dial(options: WebSocketTransportOptions & { readonly url?: string } = {}) {
  const closes: TransportClose[] = [];
  const frames: (string | ArrayBuffer)[] = [];
  const controller = new AbortController();
  const opening = createWebSocketTransport(options).open({
    plan: { kind: 'websocket', url: options.url ?? location.origin.replace('http', 'ws'), protocols: [PING] },
    signal: controller.signal,
    listener: { onFrame: (frame) => frames.push(frame), onClose: (close) => closes.push(close) },
  });
  return { opening, closes, frames, controller };
}

/** The browser's own sockets, watched from outside. */
function watchSockets() {
  const sockets: WebSocket[] = [];
  class Watched extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  return { sockets, webSocket: Watched };
}

function untilClosed(socket: WebSocket | undefined): Promise<CloseEvent> {
  return new Promise((resolve) => socket?.addEventListener('close', resolve, { once: true }));
}

describe('a WebSocket connection in a browser', () => {
  it('opens with the browser’s own class, and our own close is not told', async () => {
    const { sockets, webSocket } = watchSockets();
    const { opening, closes } = dial({ webSocket });
    const transport = await opening;
    expect(sockets[0]?.binaryType).toBe('arraybuffer');
    expect(transport.bufferedBytes()).toBe(0);
    const closed = untilClosed(sockets[0]);
    transport.close();
    await closed;
    expect(transport.send('gone')).toBe(false);
    expect(closes).toEqual([]);
  });

  it('is refused with a coded error where no server listens', async () => {
    // Port 9 discards: nothing listens on it on loopback.
    const { opening } = dial({ url: 'ws://127.0.0.1:9/' });
    await expect(opening).rejects.toMatchObject({ code: 'connect-refused', isRetryable: true });
  });

  it('is refused with a coded error for a protocol that is none', async () => {
    const refused = createWebSocketTransport().open({
      plan: { kind: 'websocket', url: location.origin.replace('http', 'ws'), protocols: ['not a token'] },
      signal: new AbortController().signal,
      listener: { onFrame: () => {}, onClose: () => {} },
    });
    await expect(refused).rejects.toMatchObject({ code: 'connect-refused' });
  });

  it('can be given up while it opens', async () => {
    const { sockets, webSocket } = watchSockets();
    const { opening, controller } = dial({ webSocket });
    const closed = untilClosed(sockets[0]);
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    await closed;
  });

  it('ends after a frame above the limit, although browsers refuse to send the code for that', async () => {
    const { sockets, webSocket } = watchSockets();
    const { opening, closes, frames } = dial({ webSocket, maxFrameLength: 10 });
    await opening;
    const closed = untilClosed(sockets[0]);
    sockets[0]?.dispatchEvent(new MessageEvent('message', { data: 'x'.repeat(11) }));
    await closed;
    expect(closes).toMatchObject([
      {
        code: 1009,
        reason: expect.stringContaining('11') as string,
        wasClean: false,
        error: { code: 'malformed-frame', isRetryable: false },
      },
    ]);
    expect(frames).toEqual([]);
  });
});
