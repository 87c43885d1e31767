import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { RelayProcess } from './relay-process.ts';

/** A frame of the user's audio comes this often, in milliseconds: the chunk of the kit's microphone. */
const USER_MS = 20;

/** The agent's audio comes in larger frames, and here without a pause. */
const AGENT_MS = 100;

/** Sessions send in groups, so that not all of them send in the same moment. */
const GROUPS = 10;

/** 24 kHz, 16 bits, in base64. */
const audioOf = (ms: number) => Buffer.alloc((24_000 * 2 * ms) / 1000, 7).toString('base64');
const USER = { type: 'input_audio_buffer.append', audio: audioOf(USER_MS) };
const AGENT = { type: 'response.output_audio.delta', audio: audioOf(AGENT_MS) };

const PROTOCOLS = ['realtime', 'openai-insecure-api-key.'];

/** The time at which a frame was sent, on the clock of this process. */
const SENT_AT = /"at_([\d.]+)"/;

/** One conversation: its two ends are in this process. */
interface Session {
  socket: WebSocket;
  isLost: boolean;
}

/** A vendor and its clients, which send audio to each other at the pace of speech, and measure how long each frame takes. */
export class RelayLoad {
  readonly #server = createServer();
  readonly #vendor = new WebSocketServer({ server: this.#server, perMessageDeflate: false });
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  readonly sessions: Session[] = [];
  #latencies: number[] | null = null;
  /** Whether the vendor sends as fast as it can on each connection that opens now. */
  isFlooding = false;
  origin = '';

  static async start(): Promise<RelayLoad> {
    const load = new RelayLoad();
    await new Promise<void>((resolve) => load.#server.listen(0, '127.0.0.1', resolve));
    load.origin = `http://127.0.0.1:${(load.#server.address() as AddressInfo).port}`;
    load.#vendor.on('connection', (socket) => load.#answer(socket));
    load.#pace(USER_MS, (group) => {
      load.sessions.forEach(({ socket }, at) => at % GROUPS === group && send(socket, USER));
    });
    load.#pace(AGENT_MS, (group) => {
      [...load.#vendor.clients].forEach((socket, at) => at % GROUPS === group && send(socket, AGENT));
    });
    return load;
  }

  #answer(socket: WebSocket): void {
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => this.#note(data));
    if (!this.isFlooding) return;
    const flood = (error?: Error | null) => {
      if (!error && socket.readyState === WebSocket.OPEN) socket.send(write(AGENT), flood);
    };
    flood();
  }

  /** Lets each group speak once in a period, one group after another. */
  #pace(periodMs: number, speak: (group: number) => void): void {
    let group = 0;
    this.#timers.push(setInterval(() => speak((group = (group + 1) % GROUPS)), periodMs / GROUPS));
  }

  #note(data: Buffer): void {
    if (!this.#latencies) return;
    const sentAt = Number(SENT_AT.exec(data.toString('latin1', 0, 100))?.[1]);
    if (sentAt > 0) this.#latencies.push(performance.now() - sentAt);
  }

  /** Opens a session over the relay; with `null` at the vendor itself. */
  async open(relay: RelayProcess | null): Promise<Session> {
    const session: Session = { socket: await this.#connect(relay), isLost: false };
    this.sessions.push(session);
    this.#watch(session);
    return session;
  }

  #watch(session: Session): void {
    const { socket } = session;
    socket.once('close', () => {
      if (session.socket === socket) session.isLost = true;
    });
  }

  async #connect(relay: RelayProcess | null): Promise<WebSocket> {
    const ticket = relay ? await relay.ticket() : { url: this.origin.replace('http', 'ws'), value: 'ek' };
    const protocols = PROTOCOLS.map((name) => (name.endsWith('.') ? name + ticket.value : name));
    const socket = new WebSocket(ticket.url, protocols, { perMessageDeflate: false });
    socket.on('message', (data: Buffer) => this.#note(data));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => {});
    return socket;
  }

  /** From now on each session moves to the other relay when it is asked to. */
  moveTo(relay: RelayProcess): Promise<unknown>[] {
    return this.sessions.map(
      (session) =>
        new Promise<void>((resolve, reject) => {
          session.socket.on('message', (data: Buffer) => {
            if (!data.toString('latin1', 0, 30).startsWith('{"repartee":"go-away"')) return;
            const old = session.socket;
            this.#connect(relay).then((socket) => {
              session.socket = socket;
              this.#watch(session);
              old.close(1000);
              resolve();
            }, reject);
          });
        }),
    );
  }

  /** Measures for a while. Returns how long each frame took, in milliseconds, sorted. */
  async measure(ms: number): Promise<readonly number[]> {
    this.#latencies = [];
    await new Promise((resolve) => setTimeout(resolve, ms));
    const measured = this.#latencies.toSorted((a, b) => a - b);
    this.#latencies = null;
    return measured;
  }

  /** Ends every session. */
  async clear(): Promise<void> {
    const closed = this.sessions.splice(0).map(
      ({ socket }) =>
        new Promise<void>((resolve) => {
          if (socket.readyState === WebSocket.CLOSED) return resolve();
          socket.once('close', () => resolve());
          socket.resume();
          socket.close(1000);
        }),
    );
    await Promise.all(closed);
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const socket of this.#vendor.clients) socket.terminate();
    for (const { socket } of this.sessions) socket.terminate();
    this.#server.close();
  }
}

interface Audio {
  readonly type: string;
  readonly audio: string;
}

const write = ({ type, audio }: Audio) =>
  `{"type":"${type}","event_id":"at_${performance.now()}","audio":"${audio}"}`;

function send(socket: WebSocket, audio: Audio): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(write(audio));
}
