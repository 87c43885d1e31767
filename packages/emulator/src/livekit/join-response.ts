import {
  Codec,
  JoinResponse,
  ParticipantInfo,
  ParticipantInfo_Kind,
  ParticipantInfo_State,
  ParticipantPermission,
  Room,
  ServerInfo,
  ServerInfo_Edition,
  TrackInfo,
  TrackSource,
  TrackType,
} from '@livekit/protocol';
import type { Grant } from './access-tokens.ts';

/** The interval of a client's keep-alive and its timeout, in seconds (open-source server). */
const PING_INTERVAL_S = 5;
const PING_TIMEOUT_S = 15;

/** The server closes a room this long after the last user left, in seconds (the open-source server's default). */
export const DEPARTURE_S = 20;

/** The server version and the protocol version that this server implements. */
const VERSION = '1.13.5';
const PROTOCOL = 17;

const OPUS = [new Codec({ mime: 'audio/opus' })];

export interface RoomFacts {
  readonly sid: string;
  readonly name: string;
  readonly openedAtMs: number;
}

/** Describes a user who has joined. */
export function describeUser({ identity, name }: Grant, sid: string, nowMs: number): ParticipantInfo {
  return new ParticipantInfo({
    sid,
    identity,
    name,
    state: ParticipantInfo_State.JOINED,
    joinedAt: BigInt(Math.floor(nowMs / 1000)),
    joinedAtMs: BigInt(Math.floor(nowMs)),
    permission: new ParticipantPermission({ canSubscribe: true, canPublish: true, canPublishData: true }),
  });
}

/** Describes the agent, with the track that it speaks in. */
export function describeAgent(identity: string, sid: string, trackSid: string): ParticipantInfo {
  const track = new TrackInfo({
    sid: trackSid,
    type: TrackType.AUDIO,
    source: TrackSource.MICROPHONE,
    name: 'agent',
    mimeType: 'audio/opus',
    disableRed: true,
  });
  return new ParticipantInfo({
    sid,
    identity,
    state: ParticipantInfo_State.ACTIVE,
    kind: ParticipantInfo_Kind.AGENT,
    isPublisher: true,
    tracks: [track],
  });
}

/** Welcomes a user into a room. */
export function welcome(
  { sid, name, openedAtMs }: RoomFacts,
  participant: ParticipantInfo,
  otherParticipants: ParticipantInfo[],
  isSingle: boolean,
): JoinResponse {
  return new JoinResponse({
    room: new Room({
      sid,
      name,
      emptyTimeout: 300,
      departureTimeout: DEPARTURE_S,
      creationTime: BigInt(Math.floor(openedAtMs / 1000)),
      creationTimeMs: BigInt(Math.floor(openedAtMs)),
      enabledCodecs: OPUS,
      numParticipants: 1 + otherParticipants.length,
    }),
    participant,
    otherParticipants,
    serverVersion: VERSION,
    serverInfo: new ServerInfo({
      edition: ServerInfo_Edition.Standard,
      version: VERSION,
      protocol: PROTOCOL,
    }),
    subscriberPrimary: !isSingle,
    pingInterval: PING_INTERVAL_S,
    pingTimeout: PING_TIMEOUT_S,
    enabledPublishCodecs: OPUS,
    fastPublish: true,
  });
}
