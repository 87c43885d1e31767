import type { LiveKitServer } from '../../livekit/livekit-server.ts';
import type { Room, RoomListener } from '../../livekit/room.ts';
import { createId, randomLetters } from '../../random.ts';
import type { Random } from '../../random.ts';
import { StallableSocket } from '../../stallable-socket.ts';
import type { VendorContext } from '../../vendor.ts';
import type { AgentSettings } from './agents.ts';
import { Conversation } from './conversation.ts';
import type { Monitors } from './monitors.ts';
import type { FileStore } from './files.ts';
import { SIGNED_URL_MS } from './signed-urls.ts';
import { RoomConnection } from './room-connection.ts';

/** The services that all conversations of the vendor share. */
export interface RoomServices {
  readonly fileStore: FileStore;
  readonly monitors: Monitors;
}

/** A room that has been made, and what opens it. */
export interface RoomTicket {
  readonly token: string;
  readonly conversation_id: string;
}

/** Conversations over WebRTC: each has a room of its own, which is named after it. */
export class Rooms {
  readonly #context: VendorContext;
  readonly #random: Random;
  readonly #server: LiveKitServer;
  readonly #fileStore: FileStore;
  readonly #monitors: Monitors;

  constructor(
    context: VendorContext,
    random: Random,
    server: LiveKitServer,
    { fileStore, monitors }: RoomServices,
  ) {
    this.#context = context;
    this.#fileStore = fileStore;
    this.#monitors = monitors;
    this.#random = random;
    this.#server = server;
  }

  /** Makes a room for one conversation. How long the vendor's tokens last is not known: here as long as its links. */
  async open(agent: AgentSettings, name: string): Promise<RoomTicket> {
    const conversationId = createId(this.#random, 'conv');
    const room = `room_${agent.agentId}_${conversationId}`;
    this.#server.createRoom(room, (opened, path) => this.#begin(opened, path, agent, conversationId));
    const identity = `user_${randomLetters(this.#random, 21)}`;
    const token = await this.#server.mint({ room, identity, name }, SIGNED_URL_MS);
    return { token, conversation_id: conversationId };
  }

  #begin(room: Room, path: string, agent: AgentSettings, conversationId: string): RoomListener {
    const random = this.#context.createRandom();
    const connection = new RoomConnection(room, {
      onReady: () => conversation.begin(),
      onAudio: (bytes) => conversation.pushAudio(bytes),
    });
    const socket = new StallableSocket({
      connection,
      context: this.#context,
      vendor: 'elevenlabs',
      path,
    });
    const conversation = new Conversation({
      context: this.#context,
      random,
      socket,
      agent,
      conversationId,
      fileStore: this.#fileStore,
      monitors: this.#monitors,
      output: connection,
    });
    return connection.roomListener;
  }
}
