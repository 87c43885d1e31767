import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { Server as TcpServer, Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Transport, TransportClose } from './transport-port.ts';
import { createWebSocketTransport } from './websocket-transport.ts';
import type { WebSocketLike, WebSocketTransportOptions } from './websocket-transport.ts';

const releases: (() => void)[] = [];

afterEach(() => {
  for (const release of releases.splice(0)) release();
  vi.unstubAllGlobals();
});

async function startServer(onClient: (client: WebSocket) => void = () => {}) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const clients: WebSocket[] = [];
  server.on('connection', (client) => {
    clients.push(client);
    onClient(client);
  });
  await once(server, 'listening');
  releases.push(() => {
    for (const client of clients) client.terminate();
    server.close();
  });
  return { server, clients, url: urlOf(server.address() as AddressInfo) };
}

function urlOf({ port }: AddressInfo): string {
  return `ws://127.0.0.1:${port}/`;
}

function listen(server: TcpServer | ReturnType<typeof createServer>): Promise<string> {
  releases.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(urlOf(server.address() as AddressInfo)));
  });
}

/** Opens a connection and keeps what it tells. `next` waits until a number of frames and closes have come. */
function dial(url: string, options: WebSocketTransportOptions = {}, protocols: readonly string[] = []) {
  const frames: (string | ArrayBuffer)[] = [];
  const closes: TransportClose[] = [];
  let notice: () => void = () => {};
  const controller = new AbortController();
  const opening = createWebSocketTransport({ webSocket: WebSocket, ...options }).open({
    plan: { kind: 'websocket', url, protocols },
    signal: controller.signal,
    listener: {
      onFrame: (frame) => {
        frames.push(frame);
        notice();
      },
      onClose: (close) => {
        closes.push(close);
        notice();
      },
    },
  });
  const next = async (count: { readonly frames?: number; readonly closes?: number }): Promise<void> => {
    while (frames.length < (count.frames ?? 0) || closes.length < (count.closes ?? 0)) {
      await new Promise<void>((resolve) => {
        notice = resolve;
      });
    }
  };
  releases.push(() => void opening.then((transport) => transport.close()).catch(() => {})); // Refused ones need no end.
  return { opening, controller, frames, closes, next };
}

/** Fulfils when a round trip has been made: whatever was sent before has arrived by then. */
async function roundTrip(client: WebSocket | undefined): Promise<void> {
  client?.ping();
  if (client) await once(client, 'pong');
}

function toText(frame: string | ArrayBuffer): string {
  return typeof frame === 'string' ? frame : `bytes ${new Uint8Array(frame).join(' ')}`;
}

describe('opening a WebSocket connection', () => {
  it('offers the protocols of the plan', async () => {
    const { server, url } = await startServer();
    const upgraded = once(server, 'connection');
    await dial(url, {}, ['realtime', 'credential.abc']).opening;
    const [, request] = (await upgraded) as [WebSocket, { headers: Record<string, string> }];
    expect(request.headers['sec-websocket-protocol']).toBe('realtime,credential.abc');
  });

  it('is refused with what to check where no server listens', async () => {
    const url = await listen(createTcpServer((socket) => socket.destroy()));
    const { opening, closes } = dial(url);
    await expect(opening).rejects.toMatchObject({
      code: 'connect-refused',
      isRetryable: true,
      message: expect.stringContaining('Check the network'),
    });
    expect(closes).toEqual([]);
  });

  it('is refused where the server refuses the upgrade', async () => {
    const http = createServer();
    http.on('upgrade', (_request, socket) =>
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'),
    );
    const { opening } = dial(await listen(http));
    await expect(opening).rejects.toMatchObject({ code: 'connect-refused' });
  });

  it('is refused with a coded error for an address that is none', async () => {
    await expect(dial('nowhere at all').opening).rejects.toMatchObject({
      code: 'connect-refused',
      message: expect.stringContaining('address'),
    });
  });

  it('says which class to pass where there is no WebSocket', async () => {
    vi.stubGlobal('WebSocket', undefined);
    const opening = createWebSocketTransport().open({
      plan: { kind: 'websocket', url: 'ws://127.0.0.1:1/', protocols: [] },
      signal: new AbortController().signal,
      listener: { onFrame: () => {}, onClose: () => {} },
    });
    await expect(opening).rejects.toMatchObject({
      code: 'connect-refused',
      message: expect.stringContaining('createWebSocketTransport({ webSocket: WebSocket })'),
    });
  });

  it('takes the global class by default', async () => {
    vi.stubGlobal('WebSocket', WebSocket);
    const { url } = await startServer((client) => client.send('hello'));
    const { opening, frames, next } = dial(url, { webSocket: undefined as never });
    await opening;
    await next({ frames: 1 });
    expect(frames).toEqual(['hello']);
  });

  it('can be given up while it hangs, and hangs up', async () => {
    let socket: Socket | null = null;
    const silent = createTcpServer((connected) => {
      socket = connected;
    });
    const url = await listen(silent);
    const connected = once(silent, 'connection');
    const { opening, controller } = dial(url);
    await connected;
    const hungUp = once(socket as unknown as Socket, 'close');
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    await hungUp;
  });

  it('makes no socket when it has been given up before', async () => {
    let made = 0;
    class Counted extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        made += 1;
      }
    }
    const controller = new AbortController();
    controller.abort();
    const opening = createWebSocketTransport({ webSocket: Counted }).open({
      plan: { kind: 'websocket', url: 'ws://127.0.0.1:1/', protocols: [] },
      signal: controller.signal,
      listener: { onFrame: () => {}, onClose: () => {} },
    });
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    expect(made).toBe(0);
  });
});

describe('frames', () => {
  it('come in the order of the wire, text and bytes, from the very first one', async () => {
    const sent = Array.from({ length: 300 }, (_, index) =>
      index % 3 === 0 ? Buffer.from([index & 255, 7]) : `text ${index}`,
    );
    const { url } = await startServer((client) => {
      for (const frame of sent) client.send(frame);
    });
    const { opening, frames, next } = dial(url);
    // The caller takes the transport a while later: the frames that follow the handshake are not lost.
    await next({ frames: 100 });
    await opening;
    await next({ frames: 300 });
    expect(frames.map(toText)).toEqual(
      sent.map((frame) => (typeof frame === 'string' ? frame : `bytes ${frame.join(' ')}`)),
    );
    expect(frames[0]).toBeInstanceOf(ArrayBuffer);
  });

  it('go out as they are', async () => {
    const heard: string[] = [];
    const { url, clients } = await startServer((client) =>
      client.on('message', (data, isBinary) =>
        heard.push(isBinary ? `bytes ${[...(data as Buffer)].join(' ')}` : String(data)),
      ),
    );
    const transport = await dial(url).opening;
    const backing = new Uint8Array([9, 1, 2, 9]);
    expect(transport.send('hello')).toBe(true);
    expect(transport.send(backing.subarray(1, 3))).toBe(true);
    expect(transport.send(new Uint8Array([3]).buffer)).toBe(true);
    await roundTrip(clients[0]);
    expect(heard).toEqual(['hello', 'bytes 1 2', 'bytes 3']);
  });

  it('are counted while the network does not take them', async () => {
    const { url, clients } = await startServer();
    const transport = await dial(url).opening;
    expect(transport.bufferedBytes()).toBe(0);
    clients[0]?.pause();
    for (let count = 0; count < 64; count += 1) transport.send(new Uint8Array(1_000_000));
    expect(transport.bufferedBytes()).toBeGreaterThan(1_000_000);
  });

  it('above the limit end the connection with a reason, and nothing comes after them', async () => {
    const { url, clients } = await startServer((client) => {
      client.send('x'.repeat(100));
      client.send('x'.repeat(101));
      client.send('after it');
    });
    const { opening, frames, closes, next } = dial(url, { maxFrameLength: 100 });
    const transport = await opening;
    await next({ closes: 1 });
    const [code] = (await once(clients[0] as WebSocket, 'close')) as [number];
    expect(frames).toHaveLength(1);
    expect(closes).toMatchObject([
      {
        code: 1009,
        reason: expect.stringContaining('101') as string,
        wasClean: false,
        error: { code: 'malformed-frame', isRetryable: false },
      },
    ]);
    expect(code).toBe(4009);
    expect(transport.send('still there?')).toBe(false);
  });
});

describe('the end of a connection', () => {
  it('is told once, with the code and the reason of the other side', async () => {
    const { url, clients } = await startServer();
    const { opening, closes, next } = dial(url);
    const transport = await opening;
    clients[0]?.close(4_001, 'session expired');
    await next({ closes: 1 });
    expect(closes).toEqual([{ code: 4_001, reason: 'session expired', wasClean: true }]);
    expect(transport.send('too late')).toBe(false);
    transport.close();
    expect(closes).toHaveLength(1);
  });

  it('is told as unclean when the line just breaks', async () => {
    const { url, clients } = await startServer();
    const { opening, closes, next } = dial(url);
    await opening;
    clients[0]?.terminate();
    await next({ closes: 1 });
    expect(closes).toEqual([{ code: 1_006, reason: '', wasClean: false }]);
  });

  it('is not told when it is our own, also not when asked for twice', async () => {
    const { url, clients } = await startServer();
    const { opening, frames, closes } = dial(url);
    const transport = await opening;
    const ended = once(clients[0] as WebSocket, 'close');
    transport.close(1_000, 'done');
    transport.close();
    clients[0]?.send('into the closing door');
    const [code, reason] = (await ended) as [number, Buffer];
    expect([code, String(reason)]).toEqual([1_000, 'done']);
    expect({ frames, closes }).toEqual({ frames: [], closes: [] });
    expect(transport.send('gone')).toBe(false);
  });

  it.each(['ours', 'theirs'])('leaves no listener behind when it is %s', async (whose) => {
    const sockets: WebSocketLike[] = [];
    class Watched extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets.push(this as unknown as WebSocketLike);
      }
    }
    const { url, clients } = await startServer();
    const { opening, controller, closes, next } = dial(url, { webSocket: Watched });
    const added = vi.spyOn(controller.signal, 'removeEventListener');
    const transport: Transport = await opening;
    if (whose === 'ours') transport.close();
    else {
      clients[0]?.close();
      await next({ closes: 1 });
    }
    expect(sockets.map(({ onopen, onmessage, onclose }) => ({ onopen, onmessage, onclose }))).toEqual([
      { onopen: null, onmessage: null, onclose: null },
    ]);
    expect(added).toHaveBeenCalledWith('abort', expect.any(Function));
    controller.abort();
    expect(closes).toHaveLength(whose === 'ours' ? 0 : 1);
  });
});
