import {
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  MediaSectionsRequirement,
  ParticipantInfo_State,
  ParticipantUpdate,
  Pong,
  RequestResponse,
  RequestResponse_Reason,
  TrackInfo,
  TrackPublishedResponse,
  TrackType,
} from '@livekit/protocol';
import type { AddTrackRequest, ParticipantInfo, SessionDescription, SignalRequest } from '@livekit/protocol';
import type { Clock } from '@repartee/core/server';
import type { Random } from '../random.ts';
import { randomLetters } from '../random.ts';
import type { Join } from './join-query.ts';
import { welcome } from './join-response.ts';
import type { RoomFacts } from './join-response.ts';
import { RoomMedia } from './room-media.ts';
import type { MediaListener } from './room-media.ts';
import type { SignalSocket } from './signal-socket.ts';

/** Media must be there within this time, in milliseconds: the emulator's own choice. */
const CONNECT_MS = 30_000;

export interface UserSessionOptions {
  readonly socket: SignalSocket;
  readonly join: Join;
  readonly room: RoomFacts;
  readonly user: ParticipantInfo;
  readonly agent: ParticipantInfo;
  /** Whether the agent was there before the user. */
  readonly isAgentHere: boolean;
  readonly random: Random;
  readonly clock: Clock;
  readonly now: () => number;
  readonly refreshToken: () => Promise<string>;
  readonly listener: Omit<MediaListener, 'onClose'> & {
    /** The user has left, or could not be reached. */
    onLeft(): void;
    /** The user's connection broke. The user may come back. */
    onLost(): void;
  };
}

/** One connection of the user's to a room, from its welcome to its end. */
export class UserSession {
  readonly #options: UserSessionOptions;
  readonly #media: RoomMedia;
  readonly #tracks = new Map<string, TrackInfo>();
  readonly #giveUp: ReturnType<Clock['setTimeout']>;
  /** Descriptions are exchanged one after another. */
  #negotiation: Promise<void> = Promise.resolve();
  #isAnswered = false;
  #isOver = false;

  constructor(options: UserSessionOptions) {
    const { agent, clock, join, listener } = options;
    this.#options = options;
    const trackId = agent.tracks[0]?.sid ?? '';
    this.#media = new RoomMedia(
      join.isSingle,
      { id: `${agent.sid}|${trackId}`, trackId },
      {
        ...listener,
        onReady: () => this.#ready(),
        // A muted participant sends silence, so that the detection ends the current speech.
        onAudio: (samples) => listener.onAudio(this.isHeard ? samples : new Uint8Array(samples.length)),
        onClose: () => this.#mediaLost(),
      },
    );
    this.#giveUp = clock.setTimeout(() => this.#fail(DisconnectReason.CONNECTION_TIMEOUT), CONNECT_MS);
  }

  /** Whether a microphone has been published, and is not muted. */
  get isHeard(): boolean {
    return [...this.#tracks.values()].some(({ type, muted }) => type === TrackType.AUDIO && !muted);
  }

  get media(): RoomMedia {
    return this.#media;
  }

  get sid(): string {
    return this.#options.user.sid;
  }

  begin(): void {
    const { socket, room, user, join, agent, isAgentHere, refreshToken } = this.#options;
    socket.listen(
      (request) => this.#handle(request),
      () => this.#socketLost(),
    );
    const others = isAgentHere ? [agent] : [];
    socket.send({ case: 'join', value: welcome(room, user, others, join.isSingle) });
    if (!isAgentHere) this.announce(agent);
    void refreshToken().then((token) => socket.send({ case: 'refreshToken', value: token }));
    if (join.request.publisherOffer) this.#answer(join.request.publisherOffer);
    if (!join.isSingle)
      this.#negotiate(async () => socket.send({ case: 'offer', value: await this.#media.offer() }));
  }

  /** Tells how a participant is now. */
  announce(participant: ParticipantInfo): void {
    const value = new ParticipantUpdate({ participants: [participant] });
    this.#options.socket.send({ case: 'update', value });
  }

  /** Announces who starts and who stops speaking. */
  tellSpeaker(sid: string, active: boolean, level: number): void {
    this.#options.socket.send({ case: 'speakersChanged', value: { speakers: [{ sid, active, level }] } });
  }

  /** Sends the user away. */
  end(reason: DisconnectReason, action = LeaveRequest_Action.DISCONNECT): void {
    if (this.#isOver) return;
    const { socket } = this.#options;
    socket.send({ case: 'leave', value: new LeaveRequest({ reason, action }) });
    this.#close();
    socket.close();
  }

  /** Breaks the connection as a failing network does. */
  drop(): void {
    this.#media.drop();
    this.#close();
    this.#options.socket.drop();
  }

  #close(): void {
    this.#isOver = true;
    this.#options.clock.clearTimeout(this.#giveUp);
    this.#media.close();
  }

  #ready(): void {
    const { clock, user, listener } = this.#options;
    clock.clearTimeout(this.#giveUp);
    user.state = ParticipantInfo_State.ACTIVE;
    this.announce(user);
    listener.onReady();
  }

  #fail(reason: DisconnectReason): void {
    if (this.#isOver) return;
    this.end(reason);
    this.#options.listener.onLeft();
  }

  #socketLost(): void {
    if (!this.#isOver) this.#options.listener.onLost();
  }

  #mediaLost(): void {
    if (this.#isOver) return;
    this.end(DisconnectReason.MEDIA_FAILURE, LeaveRequest_Action.RECONNECT);
    this.#options.listener.onLost();
  }

  #handle({ message }: SignalRequest): void {
    const { socket, now, listener } = this.#options;
    if (this.#isOver) return;
    switch (message.case) {
      case 'offer':
        return this.#answer(message.value);
      case 'answer':
        return this.#media.accept(message.value.sdp);
      case 'addTrack':
        return this.#publish(message.value);
      case 'mute': {
        const track = this.#tracks.get(message.value.sid);
        if (track) track.muted = message.value.muted;
        return;
      }
      case 'leave':
        this.#close();
        socket.close();
        return listener.onLeft();
      case 'ping':
        return socket.send({ case: 'pong', value: BigInt(Math.floor(now())) });
      case 'pingReq': {
        const timestamp = BigInt(Math.floor(now()));
        const pong = new Pong({ lastPingTimestamp: message.value.timestamp, timestamp });
        return socket.send({ case: 'pongResp', value: pong });
      }
      case 'updateMetadata':
        return this.#refuse(message.value.requestId);
      // Candidates are not needed: the client's own checks make themselves known. The rest asks for video, or for data tracks.
      default:
    }
  }

  /** Requests that the token does not allow. */
  #refuse(requestId: number): void {
    const message = 'does not have permission to update own metadata';
    const value = new RequestResponse({ requestId, reason: RequestResponse_Reason.NOT_ALLOWED, message });
    this.#options.socket.send({ case: 'requestResponse', value });
  }

  #publish({ cid, type, name, source, muted, disableDtx, stereo, stream }: AddTrackRequest): void {
    const { random, socket, user } = this.#options;
    const isAudio = type === TrackType.AUDIO;
    const sid = `TR_${isAudio ? 'AM' : 'VC'}${randomLetters(random, 12)}`;
    const mimeType = isAudio ? 'audio/opus' : 'video/vp8';
    const shared = { type, name, source, muted, disableDtx, stereo, stream };
    const track = new TrackInfo({ sid, mimeType, disableRed: true, ...shared });
    this.#tracks.set(sid, track);
    user.tracks.push(track);
    user.isPublisher = true;
    socket.send({ case: 'trackPublished', value: new TrackPublishedResponse({ cid, track }) });
  }

  /** The track of an agent who comes later is not in the first answer: the server asks for a section for it, as for every late track. */
  #answer(offer: SessionDescription): void {
    const { socket, join, isAgentHere } = this.#options;
    this.#negotiate(async () => {
      const hasVoice = isAgentHere || this.#isAnswered;
      socket.send({ case: 'answer', value: await this.#media.answer(offer, hasVoice) });
      this.#isAnswered = true;
      if (hasVoice || !join.isSingle) return;
      const value = new MediaSectionsRequirement({ numAudios: 1, numVideos: 0 });
      socket.send({ case: 'mediaSectionsRequirement', value });
    });
  }

  #negotiate(step: () => Promise<void>): void {
    this.#negotiation = this.#negotiation
      .then(step)
      // The open-source server ends a connection whose descriptions cannot be agreed upon.
      .catch(() => this.#fail(DisconnectReason.MEDIA_FAILURE));
  }
}
