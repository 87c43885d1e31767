import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { vi } from 'vitest';
import { listen } from './listen.ts';

/** One request to the vendor that opened a call. */
interface Opened {
  readonly authorization: string | undefined;
  readonly sdp: string;
  readonly session: Readonly<Record<string, unknown>>;
}

/** For what takes several tries. */
const WAIT = { interval: 20 };

/** The addresses of calls at a vendor, without media: offers, hang-ups and sidebands. */
export class CallVendor {
  readonly opened: Opened[] = [];
  readonly hangUps: string[] = [];
  /** The messages of the sideband. */
  readonly received: Readonly<Record<string, unknown>>[] = [];
  readonly sidebands: WebSocket[] = [];
  /** The number of hang-ups and sidebands that are refused before one is taken. */
  refusals = { hangUps: 0, sidebands: 0 };
  origin = '';

  static async start(): Promise<CallVendor> {
    const vendor = new CallVendor();
    const { server, origin } = await listen((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        void vendor
          .#answer(request.url ?? '', request.headers, Buffer.concat(parts))
          .then(({ status, body, headers }) => {
            response.writeHead(status, headers).end(body);
          });
      });
    });
    vendor.origin = origin;
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => vendor.#join(socket));
    return vendor;
  }

  async #answer(
    url: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Promise<{ status: number; body: string; headers: Record<string, string> }> {
    const { pathname } = new URL(url, this.origin);
    const hungUp = /\/calls\/([\w-]+)\/hangup$/.exec(pathname)?.[1];
    if (hungUp) {
      if (this.refusals.hangUps-- > 0) return { status: 500, body: '{}', headers: {} };
      this.hangUps.push(hungUp);
      for (const socket of this.sidebands) socket.close(1000);
      return { status: 200, body: '', headers: {} };
    }
    const type = String(headers['content-type']);
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const session = JSON.parse(String(form.get('session'))) as Record<string, unknown>;
    this.opened.push({
      authorization: headers['authorization'] as string,
      sdp: String(form.get('sdp')),
      session,
    });
    return {
      status: 201,
      body: 'v=0\r\nanswer',
      headers: {
        location: `/v1/realtime/calls/rtc_${this.opened.length}`,
        'content-type': 'application/sdp',
      },
    };
  }

  #join(socket: WebSocket): void {
    if (this.refusals.sidebands-- > 0) {
      socket.send(
        JSON.stringify({ type: 'error', error: { code: 'call_id_not_found', message: 'No such call.' } }),
      );
      return socket.close(4000);
    }
    this.sidebands.push(socket);
    socket.on('message', (data: Buffer) =>
      this.received.push(JSON.parse(data.toString()) as Record<string, unknown>),
    );
  }

  /** Sends an event of the call to its sideband, as soon as there is one. */
  async emit(event: object): Promise<void> {
    const socket = await vi.waitFor(() => {
      const last = this.sidebands.at(-1);
      if (!last) throw new Error('There is no sideband.');
      return last;
    }, WAIT);
    socket.send(JSON.stringify(event));
  }
}
