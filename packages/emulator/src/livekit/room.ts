import { setTimeout } from 'node:timers/promises';
import {
  DataPacket,
  DataPacket_Kind,
  DisconnectReason,
  ParticipantInfo_State,
  UserPacket,
} from '@livekit/protocol';
import type { ParticipantInfo } from '@livekit/protocol';
import { rms, pcm16ToFloat } from '@repartee/core/audio';
import type { Clock } from '@repartee/core/server';
import { FRAME_MS, VoiceActivity } from '../audio/voice-activity.ts';
import type { Random } from '../random.ts';
import { randomLetters } from '../random.ts';
import type { Grant } from './access-tokens.ts';
import type { Impairment } from '../webrtc/peer.ts';
import type { Join } from './join-query.ts';
import { DEPARTURE_S, describeAgent, describeUser } from './join-response.ts';
import type { SignalSocket } from './signal-socket.ts';
import { UserSession } from './user-session.ts';

/** A participant stops being an active speaker after this silence, in milliseconds, as in the open-source server. */
const SILENCE_MS = 500;

/**
 * Data has arrived after this time, in milliseconds. Nothing tells it: `bufferedAmount` of node-datachannel is 0 as soon as SCTP
 * has the data, before any of it has arrived.
 */
const DATA_MS = 100;

/** The share of rooms in which the agent joins before the user. With the vendor, either may join first. */
const EARLY_SHARE = 0.3;

/** The rate of a room's audio, in samples a second. */
const RATE_HZ = 48_000;

/** The events of a room for its agent. Audio is PCM16, 48 kHz, mono. */
export interface RoomListener {
  /** The user can be spoken to, for the first time. */
  onReady(): void;
  onData(payload: Uint8Array): void;
  onAudio(samples: Uint8Array): void;
  /** An item has been played to its end, or was lost with the user's connection. */
  onItemEnded(item: string): void;
  /** The user has left and cannot come back. */
  onClose(): void;
}

export interface RoomOptions {
  readonly name: string;
  readonly random: Random;
  readonly clock: Clock;
  readonly now: () => number;
  /** The first user joins, so the agent must join, too. */
  readonly onOpen: (room: Room, path: string) => RoomListener;
  readonly onOver: () => void;
  readonly refreshToken: (grant: Grant) => Promise<string>;
}

/** A user who joins. */
export interface Arrival {
  readonly socket: SignalSocket;
  readonly join: Join;
  readonly grant: Grant;
  /** The path of the signalling. */
  readonly path: string;
}

/** A room for one user and one agent. */
export class Room {
  readonly #options: RoomOptions;
  readonly #facts;
  readonly #agent: ParticipantInfo;
  readonly #activity = new VoiceActivity({ threshold: 0.5, silenceMs: () => SILENCE_MS });
  /** Items of the agent that have not been played to their end. */
  readonly #playing = new Set<string>();
  #isAgentHere: boolean;
  #listener: RoomListener | null = null;
  #user: UserSession | null = null;
  #sequence = 0;
  #level = 0;
  #isReady = false;
  #impairment: Impairment | null = null;
  #isOver = false;
  #departure: ReturnType<Clock['setTimeout']> | null = null;

  constructor(options: RoomOptions) {
    const { name, random, now } = options;
    const letters = () => randomLetters(random, 12);
    this.#options = options;
    this.#facts = { sid: `RM_${letters()}`, name, openedAtMs: now() };
    this.#isAgentHere = random() < EARLY_SHARE;
    this.#agent = describeAgent(`agent-AJ_${letters()}`, `PA_${letters()}`, `TR_AM${letters()}`);
  }

  /** Lets the user in. A participant of the same name has to leave, as in the open-source server. */
  enter({ socket, join, grant, path }: Arrival): void {
    const { random, clock, now, onOpen, refreshToken } = this.#options;
    this.#user?.end(DisconnectReason.DUPLICATE_IDENTITY);
    this.#stayOpen();
    this.#forgetPlaying();
    this.#listener ??= onOpen(this, path);
    const listener = this.#listener;
    const user = new UserSession({
      socket,
      join,
      random,
      clock,
      now,
      room: this.#facts,
      user: describeUser(grant, `PA_${randomLetters(random, 12)}`, now()),
      agent: this.#agent,
      isAgentHere: this.#isAgentHere,
      refreshToken: () => refreshToken(grant),
      listener: {
        onReady: () => this.#ready(),
        onData: (bytes) => this.#read(bytes),
        onAudio: (samples) => this.#takeAudio(samples),
        onItemBegan: () => this.#user?.tellSpeaker(this.#agent.sid, true, this.#level),
        onItemEnded: (item) => {
          this.#ended(item);
          listener.onItemEnded(item);
        },
        onLeft: () => this.#user === user && this.#close(),
        onLost: () => this.#user === user && this.#lost(),
      },
    });
    this.#user = user;
    this.#isAgentHere = true;
    if (this.#impairment) user.media.impair(this.#impairment);
    user.begin();
  }

  /** Whether the user can be spoken to. */
  get isOpen(): boolean {
    return this.#isReady && !this.#isOver;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Sends data of the agent's, which does not get lost. */
  send(payload: Uint8Array): void {
    const { sid: participantSid, identity: participantIdentity } = this.#agent;
    this.#sequence += 1;
    const packet = new DataPacket({
      kind: DataPacket_Kind.RELIABLE,
      participantSid,
      participantIdentity,
      sequence: this.#sequence,
      value: { case: 'user', value: new UserPacket({ payload, participantSid, participantIdentity }) },
    });
    this.#user?.media.send(packet.toBinary());
  }

  /** Queues audio of an item. It goes out in real time. */
  play(item: string, samples: Uint8Array): void {
    this.#playing.add(item);
    this.#level = Math.max(this.#level, rms(pcm16ToFloat(samples)));
    this.#user?.media.play(item, samples);
  }

  /** Marks the end of an item. */
  endItem(item: string): void {
    this.#user?.media.endItem(item);
  }

  /** Whether audio of the agent is left to play. */
  get isSpeaking(): boolean {
    return this.#playing.size > 0;
  }

  /** Falls silent. Tells of each item that had not ended how much of it went out, in milliseconds. */
  async clear(): Promise<Readonly<Record<string, number>>> {
    for (const item of this.#playing) this.#ended(item);
    return (await this.#user?.media.clear()) ?? {};
  }

  /** The agent leaves when all of its data has been sent. The user may stay for a while. */
  async leave(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.clear();
    // Data goes another way than what the server tells, and is not to be overtaken.
    await setTimeout(DATA_MS);
    this.#agent.state = ParticipantInfo_State.DISCONNECTED;
    this.#agent.disconnectReason = DisconnectReason.CLIENT_INITIATED;
    this.#user?.announce(this.#agent);
    this.#wait(() => this.#user?.end(DisconnectReason.ROOM_CLOSED));
    this.#finish();
  }

  /** Breaks off as a failing network does, for good. */
  drop(): void {
    this.#user?.drop();
    this.#close();
  }

  /** Sets what is wrong with the network from now on, also for a user who comes back. */
  impair(impairment: Impairment): void {
    this.#impairment = impairment;
    this.#user?.media.impair(impairment);
  }

  closeChannels(): void {
    this.#user?.media.closeChannels();
  }

  #ready(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    this.#listener?.onReady();
  }

  #read(bytes: Uint8Array): void {
    const packet = readPacket(bytes);
    const { identity } = this.#agent;
    const isForUs = !packet?.destinationIdentities.length || packet.destinationIdentities.includes(identity);
    if (packet?.value.case === 'user' && isForUs) this.#listener?.onData(packet.value.value.payload);
  }

  #takeAudio(samples: Uint8Array): void {
    const floats = pcm16ToFloat(samples);
    const size = (RATE_HZ * FRAME_MS) / 1000;
    for (let at = 0; at + size <= floats.length; at += size) {
      const frame = floats.subarray(at, at + size);
      const change = this.#activity.push(frame);
      const isActive = change?.type === 'started';
      if (change) this.#user?.tellSpeaker(this.#user.sid, isActive, isActive ? rms(frame) : 0);
    }
    this.#listener?.onAudio(samples);
  }

  #ended(item: string): void {
    if (!this.#playing.delete(item) || this.#playing.size > 0) return;
    this.#level = 0;
    this.#user?.tellSpeaker(this.#agent.sid, false, 0);
  }

  /** Audio that was queued for a broken connection is lost. */
  #forgetPlaying(): void {
    const lost = [...this.#playing];
    this.#playing.clear();
    for (const item of lost) this.#listener?.onItemEnded(item);
  }

  #stayOpen(): void {
    if (this.#departure !== null) this.#options.clock.clearTimeout(this.#departure);
  }

  #wait(act: () => void): void {
    this.#stayOpen();
    this.#departure = this.#options.clock.setTimeout(act, DEPARTURE_S * 1000);
  }

  /** A user whose connection broke may come back while the agent is in the room. */
  #lost(): void {
    if (this.#isOver) this.#stayOpen();
    else this.#wait(() => this.#close());
  }

  #close(): void {
    this.#stayOpen();
    if (this.#isOver) return;
    this.#isOver = true;
    this.#forgetPlaying();
    this.#finish();
  }

  #finish(): void {
    this.#options.onOver();
    this.#listener?.onClose();
  }
}

/** Drops data that is no packet. */
function readPacket(bytes: Uint8Array): DataPacket | null {
  try {
    return DataPacket.fromBinary(bytes);
  } catch {
    return null;
  }
}
