import { DisconnectReason, LeaveRequest, LeaveRequest_Action } from '@livekit/protocol';
import type { Clock } from '@repartee/core/server';
import { Hono } from 'hono';
import type { Random } from '../random.ts';
import { randomLetters } from '../random.ts';
import type { SocketRoute } from '../vendor.ts';
import { Peer } from '../webrtc/peer.ts';
import { AccessTokens } from './access-tokens.ts';
import type { Grant } from './access-tokens.ts';
import { readJoin } from './join-query.ts';
import type { Join } from './join-query.ts';
import { Room } from './room.ts';
import type { RoomOptions } from './room.ts';
import { SignalRefusal } from './signal-refusal.ts';
import { SignalSocket } from './signal-socket.ts';

/** Clients signal on the second of them, and on the first where a server does not have it. */
const PATHS: readonly string[] = ['/rtc', '/rtc/v1'];

/** A token that is refreshed lives for so long, in milliseconds (the open-source server's default). */
const REFRESHED_MS = 600_000;

export interface LiveKitServerOptions {
  readonly random: Random;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
}

interface Admission {
  readonly room: Room;
  readonly join: Join;
  readonly grant: Grant;
}

/** A server of rooms for one user and one agent each, as the open-source LiveKit server speaks to its clients. */
export class LiveKitServer {
  readonly routes = new Hono();
  readonly #options: LiveKitServerOptions;
  readonly #tokens: AccessTokens;
  readonly #rooms = new Map<string, Room>();
  #fault: Promise<string | null> | null = null;

  constructor(options: LiveKitServerOptions) {
    const { random, now } = options;
    const [apiKey, secret] = [`API${randomLetters(random, 12)}`, randomLetters(random, 44)];
    this.#options = options;
    this.#tokens = new AccessTokens({ apiKey, secret, now });
    for (const path of PATHS)
      this.routes.get(`${path}/validate`, async (context) => {
        const refusal = await this.#refuse(path, new URL(context.req.url));
        return refusal ? context.text(refusal.message, refusal.status) : context.text('success');
      });
  }

  /** Tells why this machine cannot serve rooms; `null` where it can. */
  findFault(): Promise<string | null> {
    return (this.#fault ??= Peer.findFault());
  }

  /** Creates a room, which lasts until its first user has left. */
  createRoom(name: string, onOpen: RoomOptions['onOpen']): void {
    const room = new Room({
      ...this.#options,
      name,
      onOpen,
      onOver: () => void this.#rooms.delete(name),
      refreshToken: (grant) => this.mint(grant, REFRESHED_MS),
    });
    this.#rooms.set(name, room);
  }

  /** Makes a token that opens a room for so many milliseconds. */
  mint(grant: Grant, lifetimeMs: number): Promise<string> {
    return this.#tokens.mint(grant, lifetimeMs);
  }

  /** The route of one upgrade, or `null` for a path that is another's. */
  socketRoute(path: string): SocketRoute | null {
    if (!PATHS.includes(path)) return null;
    let admission: Admission | null = null;
    return {
      selectProtocol: () => false,
      isRefusedByHttp: true,
      refuse: (url) => this.#refuse(path, url, (admitted) => (admission = admitted)),
      open: (webSocket) => {
        if (!admission) return webSocket.terminate();
        const { room, join, grant } = admission;
        const socket = new SignalSocket(webSocket);
        if (join.request.reconnect || room.isOver) return sendAway(socket);
        room.enter({ socket, join, grant, path });
      },
    };
  }

  async #refuse(
    path: string,
    url: URL,
    admit?: (admission: Admission) => void,
  ): Promise<SignalRefusal | null> {
    try {
      const grant = await this.#tokens.read(url.searchParams.get('access_token') ?? '');
      const join = readJoin(url.searchParams, path.endsWith('/v1'));
      const room = this.#rooms.get(grant.room);
      if (!room) throw new SignalRefusal(404, 'requested room does not exist');
      const fault = await this.findFault();
      if (fault !== null) throw new SignalRefusal(501, `This machine has no WebRTC (${fault}).`);
      admit?.({ room, join, grant });
      return null;
    } catch (error) {
      if (error instanceof SignalRefusal) return error;
      throw error;
    }
  }
}

/** A connection that has broken cannot be mended here, as in the open-source server after a restart: the client joins anew. */
function sendAway(socket: SignalSocket): void {
  socket.listen(
    () => {},
    () => {},
  );
  const reason = DisconnectReason.STATE_MISMATCH;
  const value = new LeaveRequest({ reason, action: LeaveRequest_Action.RECONNECT });
  socket.send({ case: 'leave', value });
  socket.close();
}
