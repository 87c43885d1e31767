import type { LiveKitServer } from '../../livekit/livekit-server.ts';
import type { Room, RoomListener } from '../../livekit/room.ts';
import { createId, randomLetters } from '../../random.ts';
import type { Random } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import type { AgentSettings } from './agents.ts';
import { Conversation } from './conversation.ts';
import { ConversationSocket } from './conversation-socket.ts';
import { LINK_MS } from './links.ts';
import { RoomLine } from './room-line.ts';

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

  constructor(context: VendorContext, random: Random, server: LiveKitServer) {
    this.#context = context;
    this.#random = random;
    this.#server = server;
  }

  /** Makes a room for one conversation. How long the vendor's tokens last is not known: here as long as its links. */
  async open(agent: AgentSettings, name: string): Promise<RoomTicket> {
    const conversationId = createId(this.#random, 'conv');
    const room = `room_${agent.agentId}_${conversationId}`;
    this.#server.createRoom(room, (opened, path) => this.#begin(opened, path, agent, conversationId));
    const identity = `user_${randomLetters(this.#random, 21)}`;
    const token = await this.#server.mint({ room, identity, name }, LINK_MS);
    return { token, conversation_id: conversationId };
  }

  #begin(room: Room, path: string, agent: AgentSettings, conversationId: string): RoomListener {
    const random = this.#context.createRandom();
    const line = new RoomLine(room, {
      onReady: () => conversation.begin(),
      onSound: (bytes) => conversation.hear(bytes),
    });
    const socket = new ConversationSocket(line, this.#context, path);
    const conversation = new Conversation({
      context: this.#context,
      random,
      socket,
      agent,
      conversationId,
      line,
    });
    return line.roomListener;
  }
}
