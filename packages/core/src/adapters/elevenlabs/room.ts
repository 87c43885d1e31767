import type * as LiveKit from 'livekit-client';
import type { CustomConnection, CustomOpening } from '../../protocol/provider-adapter.ts';
import { isRealtimeError } from '../../errors/realtime-error.ts';
import { failure } from './errors.ts';
import { PATH, resolveUrl } from './plan.ts';
import { object, text } from './read.ts';
import { ROOM_SILENT, ROOM_SPEAKING } from './playout.ts';
import type { RoomRequest } from './room-transport.ts';

/** What the identity of the vendor's side begins with (contract 0.23.0 of its packages). */
const AGENT = 'agent';

/**
 * Enters the room of a conversation. The agent may be there already or come later; messages go as data, the same as over a
 * WebSocket, and sound as tracks.
 *
 * @throws RealtimeError `credential-rejected`, `connect-refused`, `connect-timeout` or `aborted`.
 */
export async function enterRoom(
  livekit: typeof LiveKit,
  url: string,
  request: RoomRequest,
  opening: CustomOpening,
): Promise<CustomConnection> {
  const room = new RoomConnection(livekit, opening);
  const leave = () => room.close();
  opening.signal.addEventListener('abort', leave, { once: true });
  try {
    await room.enter(url, await findToken(request, opening.signal));
    return room;
  } catch (cause) {
    room.close();
    throw isRealtimeError(cause) ? cause : explain(livekit, cause, opening.signal);
  } finally {
    opening.signal.removeEventListener('abort', leave);
  }
}

/** What tokens of rooms look like (RFC 7519). */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The token as it was minted, or a fresh one for a public agent, which anybody may ask for. */
async function findToken(request: RoomRequest, signal: AbortSignal): Promise<string> {
  const { credential, agentId, baseUrl, environment } = request;
  if (TOKEN.test(credential)) return credential;
  if (/^wss?:/.test(credential))
    throw failure('invalid-config', 'A signed URL opens no call: mint a token with transport: "webrtc".');
  if (!agentId) throw failure('invalid-config', 'No agentId and no conversation token was given.');
  const url = resolveUrl(baseUrl, `${PATH}/token`);
  url.protocol = url.protocol.replace('ws', 'http');
  url.searchParams.set('agent_id', agentId);
  if (environment) url.searchParams.set('environment', environment);
  const response = await fetch(url, { signal });
  const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status.
  const token = text(object<{ token: string }>(answer).token);
  if (response.ok && token) return token;
  const isRefused = response.status === 401 || response.status === 403;
  throw failure(
    isRefused ? 'credential-rejected' : 'connect-refused',
    `No token for the agent was given (status ${response.status}). ` +
      (isRefused ? 'It is not public: mint a token on your server.' : 'Check the agentId.'),
    answer,
  );
}

class RoomConnection implements CustomConnection {
  readonly #livekit: typeof LiveKit;
  readonly #opening: CustomOpening;
  readonly #room: LiveKit.Room;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #publication: LiveKit.LocalTrackPublication | null = null;
  #agentTrack: LiveKit.RemoteTrack | null = null;
  #isSpeaking = false;
  #isOpened = false;
  #isOver = false;

  constructor(livekit: typeof LiveKit, opening: CustomOpening) {
    this.#livekit = livekit;
    this.#opening = opening;
    // Elements and levels are the session's affair, and the page may be left without the call's consent.
    this.#room = new livekit.Room({ stopLocalTrackOnUnpublish: false, disconnectOnPageLeave: true });
    const { RoomEvent } = livekit;
    this.#room
      .on(RoomEvent.DataReceived, (payload) => opening.onFrame(this.#decoder.decode(payload)))
      .on(RoomEvent.TrackSubscribed, (track) => this.#takeTrack(track))
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        if (track === this.#agentTrack) this.#takeTrack(null);
      })
      .on(RoomEvent.ActiveSpeakersChanged, (speakers) => this.#noteSpeakers(speakers))
      .on(RoomEvent.ParticipantDisconnected, ({ identity }) => {
        // While the room is being entered anew everybody seems to have gone.
        const isHere = this.#room.state === livekit.ConnectionState.Connected;
        if (isHere && identity.startsWith(AGENT)) this.#end(1000, 'the agent has left', true);
      })
      .on(RoomEvent.Disconnected, (reason) => this.#endBy(reason));
  }

  async enter(url: string, token: string): Promise<void> {
    await this.#room.connect(url, token);
    await this.setInput(this.#opening.input);
  }

  #takeTrack(track: LiveKit.RemoteTrack | null): void {
    if (track && track.kind !== this.#livekit.Track.Kind.Audio) return;
    this.#agentTrack = track;
    this.#opening.onOutput(track?.mediaStreamTrack ?? null);
  }

  #noteSpeakers(speakers: readonly LiveKit.Participant[]): void {
    const isSpeaking = speakers.some(({ identity }) => identity.startsWith(AGENT));
    if (isSpeaking === this.#isSpeaking) return;
    this.#isSpeaking = isSpeaking;
    this.#opening.onFrame(JSON.stringify({ type: isSpeaking ? ROOM_SPEAKING : ROOM_SILENT }));
  }

  #endBy(reason?: LiveKit.DisconnectReason): void {
    const { DisconnectReason } = this.#livekit;
    const isRemote =
      reason === DisconnectReason.ROOM_DELETED || reason === DisconnectReason.PARTICIPANT_REMOVED;
    const name = reason === undefined ? 'no reason given' : DisconnectReason[reason];
    this.#end(isRemote ? 1000 : 1006, `the room was left: ${name}`, isRemote);
  }

  #end(code: number, reason: string, wasClean: boolean): void {
    if (this.#isOver) return;
    this.close();
    this.#opening.onClose({ code, reason, wasClean });
  }

  send(frame: string): boolean {
    if (this.#isOver) return false;
    const sent = this.#room.localParticipant.publishData(this.#encoder.encode(frame), { reliable: true });
    // The end of the room tells why something could not be sent.
    sent.then(() => this.#noteOpened()).catch(() => {});
    return true;
  }

  /** The vendor's own client waits for no acknowledgement in a room: the first message that is out opens the talk. */
  #noteOpened(): void {
    if (this.#isOpened || this.#isOver) return;
    this.#isOpened = true;
    const conversation_id = /conv_[a-zA-Z0-9]+/.exec(this.#room.name)?.[0] ?? this.#room.name;
    this.#opening.onFrame(
      JSON.stringify({ type: 'conversation_initiation_metadata', room: { conversation_id } }),
    );
  }

  async setInput(track: MediaStreamTrack | null): Promise<void> {
    const { localParticipant } = this.#room;
    const published = this.#publication?.track as LiveKit.LocalAudioTrack | undefined;
    if (track && published) return void (await published.replaceTrack(track, true));
    if (published) await localParticipant.unpublishTrack(published, false);
    const source = this.#livekit.Track.Source.Microphone;
    this.#publication = track && (await localParticipant.publishTrack(track, { source }));
  }

  async report(): Promise<RTCStatsReport | null> {
    return (await this.#agentTrack?.getRTCStatsReport()) ?? null;
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#room.removeAllListeners();
    // The microphone's track is the session's: it is not stopped here. A room that cannot be left has been left.
    void this.#room.disconnect(false).catch(() => {});
  }
}

function explain(
  { ConnectionError, ConnectionErrorReason }: typeof LiveKit,
  cause: unknown,
  signal: AbortSignal,
) {
  if (signal.aborted) return failure('aborted', 'The call was given up while it was being made.', cause);
  const reason = cause instanceof ConnectionError ? cause.reason : null;
  if (reason === ConnectionErrorReason.NotAllowed)
    return failure('credential-rejected', 'The room refused the token: mint one for each call.', cause);
  if (reason === ConnectionErrorReason.Timeout)
    return failure(
      'connect-timeout',
      'The room did not answer in time. Connect by WebSocket instead.',
      cause,
    );
  const told = cause instanceof Error ? cause.message : 'no reason given';
  return failure('connect-refused', `The room could not be entered (${told}). Check the network.`, cause);
}
