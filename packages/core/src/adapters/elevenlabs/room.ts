import type * as LiveKit from 'livekit-client';
import type { CustomConnection, CustomOpening } from '../../protocol/provider-adapter.ts';
import { isRealtimeError } from '../../errors/realtime-error.ts';
import { systemClock } from '../../util/clock.ts';
import type { Clock, TimerId } from '../../util/clock.ts';
import { readRetryAfterMs } from '../../util/retry-after.ts';
import { readObject, readText } from '../../util/untrusted.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import { failure } from './errors.ts';
import { BASE_URL, PATH } from './plan.ts';
import { ROOM_SILENT, ROOM_SPEAKING } from './room-playout.ts';
import type { RoomRequest } from './room-transport.ts';

/** The identity of the agent's participant begins with this (client 1.25.0). */
const AGENT = 'agent';

/**
 * The wait for the last data of an agent that has left, in milliseconds. Data goes another way than what the server of the
 * room tells: the departure can overtake the error that says why the conversation ended.
 */
export const LAST_DATA_MS = 250;

/**
 * Enters the LiveKit room of a conversation. The agent may join before or after. Messages are data packets with the same
 * content as WebSocket frames, and audio is a track.
 *
 * @throws RealtimeError `credential-rejected`, `connect-refused`, `connect-timeout` or `aborted`.
 */
export async function enterRoom(
  livekit: typeof LiveKit,
  url: string,
  request: RoomRequest,
  opening: CustomOpening,
  clock: Clock = systemClock,
): Promise<CustomConnection> {
  const room = new RoomConnection(livekit, opening, clock);
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

/** A JSON Web Token (RFC 7519). */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Returns the minted token, or requests one for a public agent, which needs no key. */
async function findToken(request: RoomRequest, signal: AbortSignal): Promise<string> {
  const { credential, agentId, baseUrl, environment } = request;
  if (TOKEN.test(credential)) return credential;
  if (/^wss?:/.test(credential))
    throw failure(
      'invalid-config',
      'The credential is a signed URL, which opens no call. Mint a token with transport: "webrtc".',
    );
  if (!agentId)
    throw failure('invalid-config', 'There is neither an agentId nor a conversation token. Set one of them.');
  const url = resolveVendorUrl('elevenlabs', 'http', baseUrl ?? BASE_URL, `${PATH}/token`);
  url.searchParams.set('agent_id', agentId);
  if (environment) url.searchParams.set('environment', environment);
  const response = await fetch(url, { redirect: 'error', signal });
  const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status.
  const token = readText(readObject<{ token: string }>(answer).token);
  if (response.ok && token) return token;
  const isRefused = response.status === 401 || response.status === 403;
  const isBusy = response.status === 429;
  throw failure(
    isRefused ? 'credential-rejected' : isBusy ? 'rate-limited' : 'connect-refused',
    `ElevenLabs gave no token for the agent (status ${response.status}). ` +
      (isRefused ? 'The agent is not public: mint a token on your server.' : 'Check the agentId.'),
    { wire: answer, retryAfterMs: readRetryAfterMs(response) },
  );
}

class RoomConnection implements CustomConnection {
  readonly #livekit: typeof LiveKit;
  readonly #opening: CustomOpening;
  readonly #clock: Clock;
  readonly #room: LiveKit.Room;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #publication: LiveKit.LocalTrackPublication | null = null;
  #inputChange: Promise<void> = Promise.resolve();
  #agentTrack: LiveKit.RemoteTrack | null = null;
  #isSpeaking = false;
  #isOpened = false;
  /** The room was lost and is entered again, and the agent has not been heard from since. */
  #isRejoined = false;
  /** The agent has left, and its last data may be on its way. */
  #lastData: TimerId | null = null;
  #isOver = false;

  constructor(livekit: typeof LiveKit, opening: CustomOpening, clock: Clock) {
    this.#livekit = livekit;
    this.#opening = opening;
    this.#clock = clock;
    // The session owns the microphone's track and the audio elements. A page that is closed leaves the room at once.
    this.#room = new livekit.Room({ stopLocalTrackOnUnpublish: false, disconnectOnPageLeave: true });
    const { RoomEvent } = livekit;
    this.#room
      .on(RoomEvent.DataReceived, (payload) => {
        this.#isRejoined = false;
        opening.onFrame(this.#decoder.decode(payload));
      })
      .on(RoomEvent.Reconnecting, () => {
        // The end of the room after the agent has left is not a loss.
        this.#isRejoined ||= this.#lastData === null;
      })
      .on(RoomEvent.TrackSubscribed, (track) => this.#takeTrack(track))
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        if (track === this.#agentTrack) this.#takeTrack(null);
      })
      .on(RoomEvent.ActiveSpeakersChanged, (speakers) => this.#takeSpeakers(speakers))
      .on(RoomEvent.ParticipantDisconnected, ({ identity }) => {
        if (identity.startsWith(AGENT)) void this.#missAgent();
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

  #takeSpeakers(speakers: readonly LiveKit.Participant[]): void {
    const isSpeaking = speakers.some(({ identity }) => identity.startsWith(AGENT));
    if (isSpeaking === this.#isSpeaking) return;
    this.#isSpeaking = isSpeaking;
    this.#opening.onFrame(JSON.stringify({ type: isSpeaking ? ROOM_SPEAKING : ROOM_SILENT }));
  }

  #endBy(reason?: LiveKit.DisconnectReason): void {
    const { DisconnectReason } = this.#livekit;
    const isRemote =
      reason === DisconnectReason.ROOM_DELETED || reason === DisconnectReason.PARTICIPANT_REMOVED;
    const name = reason === undefined ? 'no reason' : DisconnectReason[reason];
    // An agent that has left ended the conversation, whatever becomes of its room.
    if (isRemote || this.#lastData !== null) this.#leaveWithAgent(`the room was closed: ${name}`);
    else this.#end(1006, `the room was closed: ${name}`, false);
  }

  /** livekit-client reports every participant as gone before it enters the room again, and only then that it does so. */
  async #missAgent(): Promise<void> {
    await Promise.resolve();
    if (this.#isOver || this.#lastData !== null) return;
    if (this.#room.state === this.#livekit.ConnectionState.Connected)
      this.#lastData = this.#clock.setTimeout(
        () => this.#leaveWithAgent('the agent left the room'),
        LAST_DATA_MS,
      );
  }

  /** An agent that leaves because it lost the user has not ended the conversation. */
  #leaveWithAgent(reason: string): void {
    if (this.#isRejoined) this.#end(1006, `${reason} after the connection was lost`, false);
    else this.#end(1000, reason, true);
  }

  #end(code: number, reason: string, wasClean: boolean): void {
    if (this.#isOver) return;
    this.close();
    this.#opening.onClose({ code, reason, wasClean });
  }

  send(frame: string): boolean {
    if (this.#isOver) return false;
    const sent = this.#room.localParticipant.publishData(this.#encoder.encode(frame), { reliable: true });
    // A packet that cannot be sent ends with the room, whose event gives the reason.
    sent.then(() => this.#announceOpen()).catch(() => {});
    return true;
  }

  /** Over WebRTC, ElevenLabs' client waits for no metadata: the conversation is open when the first message is sent. */
  #announceOpen(): void {
    if (this.#isOpened || this.#isOver) return;
    this.#isOpened = true;
    const conversation_id = /conv_[a-zA-Z0-9]+/.exec(this.#room.name)?.[0] ?? this.#room.name;
    this.#opening.onFrame(
      JSON.stringify({
        type: 'conversation_initiation_metadata',
        conversation_initiation_metadata_event: { conversation_id },
      }),
    );
  }

  /** Changes run one after another: two at once would publish two tracks. */
  setInput(track: MediaStreamTrack | null): Promise<void> {
    // A failed change is the affair of its caller, and the next one starts from the input that there is.
    this.#inputChange = this.#inputChange.catch(() => {}).then(() => this.#changeInput(track));
    return this.#inputChange;
  }

  async #changeInput(track: MediaStreamTrack | null): Promise<void> {
    if (this.#isOver) return;
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
    if (this.#lastData !== null) this.#clock.clearTimeout(this.#lastData);
    this.#room.removeAllListeners();
    // The session owns the microphone's track, so it is not stopped here. A room that cannot be left is already left.
    void this.#room.disconnect(false).catch(() => {});
  }
}

function explain(
  { ConnectionError, ConnectionErrorReason }: typeof LiveKit,
  cause: unknown,
  signal: AbortSignal,
) {
  if (signal.aborted)
    return failure('aborted', 'The call was cancelled while it was being opened.', { cause });
  const code = cause instanceof ConnectionError ? cause.reason : null;
  if (code === ConnectionErrorReason.NotAllowed)
    return failure('credential-rejected', 'The room refused the token. Mint one for each call.', { cause });
  if (code === ConnectionErrorReason.Timeout)
    return failure('connect-timeout', 'The room did not answer in time. Connect over WebSocket instead.', {
      cause,
    });
  const reason = cause instanceof Error ? cause.message : 'no reason';
  return failure('connect-refused', `The room could not be entered (${reason}). Check the network.`, {
    cause,
  });
}
