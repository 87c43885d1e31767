import { aborted } from '../errors/aborted.ts';
import { RealtimeError, toRealtimeError } from '../errors/realtime-error.ts';
import type { WebRtcPlan } from '../protocol/provider-adapter.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock } from '../util/clock.ts';
import { readRetryAfterMs } from '../util/retry-after.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { CallMicrophoneTrack } from './call-microphone-track.ts';
import { watchSound } from './sound-watch.ts';
import { readConnectionStats } from './connection-stats.ts';
import type {
  CallMedia,
  ConnectionStats,
  Transport,
  TransportListener,
  TransportOpenOptions,
  TransportPort,
} from './transport-port.ts';

/** The time limit for opening the data channel, in milliseconds. An open network needs a tenth of a second. */
const OPEN_MS = 10_000;

/** A network that changes is `disconnected` for some seconds and heals by itself; after this long it does not. */
const GRACE_MS = 5_000;

/** The time that the sound of a call is watched after its channel has closed, twice, in milliseconds. */
const MEDIA_MS = 500;

/** A channel that takes nothing for so long has stalled, in milliseconds. */
const STALL_MS = 10_000;

/** The largest message where the browser states no limit, in bytes (RFC 8841). */
const MAX_MESSAGE_BYTES = 65_536;

/** The options of `createWebRtcTransport`. */
export interface WebRtcTransportOptions {
  /** @default the browser's */
  readonly peerConnection?: new (configuration?: RTCConfiguration) => RTCPeerConnection;
  readonly configuration?: RTCConfiguration;
  readonly clock?: Clock;
  /** The time limit for opening the data channel, in milliseconds. @default 10000 */
  readonly openMs?: number;
  /** A call that is interrupted for longer than this is lost, in milliseconds. @default 5000 */
  readonly graceMs?: number;
}

/** Creates the port that opens calls by WebRTC. */
export function createWebRtcTransport(options: WebRtcTransportOptions = {}): TransportPort {
  return {
    async open(request) {
      const { plan, signal } = request;
      if (signal.aborted) throw aborted('The call');
      if (plan.kind !== 'webrtc') {
        throw new RealtimeError(
          'unsupported-capability',
          `This transport opens calls, and the adapter plans ${plan.kind}.`,
        );
      }
      const call = new Call(options, request);
      try {
        await call.begin(plan, signal);
        return call;
      } catch (error) {
        call.close();
        throw signal.aborted ? aborted('The call') : error;
      }
    },
  };
}

const encoder = new TextEncoder();

class Call implements Transport {
  readonly isCall = true;
  readonly #scope: Scope = createScope();
  readonly #clock: Clock;
  readonly #options: WebRtcTransportOptions;
  readonly #listener: TransportListener;
  readonly #peer: RTCPeerConnection;
  readonly #sender: RTCRtpSender;
  readonly #microphone: CallMicrophoneTrack;
  #channel: RTCDataChannel | null = null;
  #cancelGrace: (() => void) | null = null;
  #sentBytes = 0;
  #isWatched = false;
  readonly #media: CallMedia | undefined;

  constructor(options: WebRtcTransportOptions, { listener, media }: TransportOpenOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#listener = listener;
    this.#media = media;
    this.#peer = createPeer(options);
    this.#scope.add(() => this.#peer.close());
    this.#peer.ontrack = ({ track, streams }) => media?.onOutput(streams[0] ?? new MediaStream([track]));
    // The offer has room for a microphone, also where there is none yet: it may come later without another offer.
    this.#sender = this.#peer.addTransceiver('audio', { direction: 'sendrecv' }).sender;
    this.#microphone = new CallMicrophoneTrack(this.#scope);
  }

  async begin(plan: WebRtcPlan, signal: AbortSignal): Promise<void> {
    const given = new Promise<never>((_, reject) => {
      const abort = () => reject(aborted('The call'));
      signal.addEventListener('abort', abort, { once: true });
      this.#scope.add(() => signal.removeEventListener('abort', abort));
    });
    await Promise.race([this.#connect(plan, signal), given]);
  }

  async #connect(plan: WebRtcPlan, signal: AbortSignal): Promise<void> {
    const peer = this.#peer;
    await this.setInput(this.#media?.input ?? null);
    const channel = peer.createDataChannel(plan.channel);
    this.#channel = channel;
    channel.binaryType = 'arraybuffer';
    channel.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.#listener.onFrame(data);
    const opened = this.#untilOpen(channel);
    // It is awaited below; a failure before that is met there.
    opened.catch(() => {});
    await peer.setLocalDescription(await peer.createOffer());
    // The candidates are not waited for: gathering may never end, and the answer brings what is needed.
    const answer = await exchange(plan, peer.localDescription?.sdp ?? '', signal);
    await setAnswer(peer, answer);
    await opened;
    channel.onclose = () => {
      if (this.#cancelGrace || peer.connectionState === 'failed') this.#lose('the network failed');
      else void this.#judgeClosedChannel();
    };
    peer.onconnectionstatechange = () => this.#follow();
    this.#follow();
    watchSound({
      clock: this.#clock,
      scope: this.#scope,
      readPackets: () => this.#receivedPackets(),
      onChange: (sinceMs) => this.#tellPath(sinceMs === null ? 'well' : 'quiet', sinceMs),
    });
  }

  #tellPath(path: 'well' | 'quiet' | 'away', sinceMs: number | null = null): void {
    this.#listener.onPathChange?.(path, sinceMs ?? this.#clock.now());
  }

  /**
   * Tells a hang-up from a loss: a side that hangs up closes the channel over a network that works, and sends no more sound.
   * Where sound goes on, the channel was lost.
   */
  async #judgeClosedChannel(): Promise<void> {
    const wait = () =>
      new Promise<void>((resolve) => {
        this.#scope.timeout(this.#clock, resolve, MEDIA_MS);
      });
    const hasSound = (await this.#receivedPackets()) > 0;
    // Packets that were under way when the channel closed have arrived after the first wait.
    if (hasSound) await wait();
    const before = hasSound ? await this.#receivedPackets() : 0;
    if (hasSound) await wait();
    const after = hasSound ? await this.#receivedPackets() : 0;
    if (this.#scope.isDisposed) return;
    if (after > before) this.#lose('the data channel closed while the agent’s audio went on');
    else this.#end({ code: 1000, reason: 'the other side hung up', wasClean: true });
  }

  /** The number of packets of sound that have come, as far as the browser tells. */
  async #receivedPackets(): Promise<number> {
    const stats = await this.stats().catch(() => null);
    return stats?.receivedPackets ?? 0;
  }

  #untilOpen(channel: RTCDataChannel): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) =>
        reject(
          new RealtimeError(
            'connect-timeout',
            `${why}, so nothing can be said. The network may let no UDP through: connect by WebSocket instead.`,
          ),
        );
      const openMs = this.#options.openMs ?? OPEN_MS;
      const cancel = this.#scope.timeout(
        this.#clock,
        () => fail(`The data channel of the call did not open within ${openMs} ms`),
        openMs,
      );
      channel.onopen = () => {
        cancel();
        resolve();
      };
      channel.onclose = () => fail('The data channel of the call closed before it was open');
      this.#peer.onconnectionstatechange = () => {
        if (this.#peer.connectionState === 'failed') fail('The call found no way through the network');
      };
    });
  }

  /** A network that changes is away for a moment; only what stays away is lost. */
  #follow(): void {
    const { connectionState } = this.#peer;
    const wasAway = this.#cancelGrace !== null;
    this.#cancelGrace?.();
    this.#cancelGrace = null;
    if (connectionState === 'failed') return this.#lose('the network failed');
    if (connectionState !== 'disconnected') return wasAway ? this.#tellPath('well') : undefined;
    this.#tellPath('away');
    const graceMs = this.#options.graceMs ?? GRACE_MS;
    this.#cancelGrace = this.#scope.timeout(
      this.#clock,
      () => this.#lose(`nothing came through for ${graceMs} ms`),
      graceMs,
    );
  }

  #lose(reason: string): void {
    this.#end({ code: 1006, reason, wasClean: false });
  }

  #end(close: Parameters<TransportListener['onClose']>[0]): void {
    if (this.#scope.isDisposed) return;
    this.close();
    this.#listener.onClose(close);
  }

  send(frame: string | ArrayBuffer | Uint8Array<ArrayBuffer>): boolean {
    const channel = this.#channel;
    if (channel?.readyState !== 'open') return false;
    const most = this.#peer.sctp?.maxMessageSize ?? MAX_MESSAGE_BYTES;
    const bytes = typeof frame === 'string' ? encoder.encode(frame).byteLength : frame.byteLength;
    if (bytes > most) {
      throw new RealtimeError(
        'invalid-config',
        `A message of ${bytes} bytes is larger than the ${most} bytes that this call can carry. Send a smaller image, or ` +
          'connect by WebSocket.',
      );
    }
    try {
      channel.send(frame as string);
    } catch (cause) {
      throw new RealtimeError(
        'send-backlog',
        'The browser’s queue of the data channel is full, so the message was not sent. Check the connection of the device.',
        { cause },
      );
    }
    this.#sentBytes += bytes;
    this.#watchFlow(channel);
    return true;
  }

  /** Looks after a while whether anything has been taken, for as long as something waits. */
  #watchFlow(channel: RTCDataChannel): void {
    if (this.#isWatched || channel.bufferedAmount === 0) return;
    this.#isWatched = true;
    const takenBytes = this.#sentBytes - channel.bufferedAmount;
    this.#scope.timeout(
      this.#clock,
      () => {
        this.#isWatched = false;
        const isStill = this.#sentBytes - channel.bufferedAmount <= takenBytes;
        if (channel.bufferedAmount > 0 && isStill)
          return this.#lose(`the data channel took nothing for ${STALL_MS} ms`);
        this.#watchFlow(channel);
      },
      STALL_MS,
    );
  }

  bufferedBytes(): number {
    return this.#channel?.bufferedAmount ?? 0;
  }

  setInput(track: MediaStreamTrack | null): Promise<void> {
    return this.#microphone.replace(track, (own) => this.#sender.replaceTrack(own));
  }

  setInputOpen(isOpen: boolean): void {
    this.#microphone.setOpen(isOpen);
  }

  async stats(): Promise<ConnectionStats> {
    return readConnectionStats(await this.#peer.getStats());
  }

  close(): void {
    if (this.#scope.isDisposed) return;
    this.#media?.onOutput(null);
    for (const { track } of this.#peer.getReceivers()) track.stop();
    this.#peer.ontrack = null;
    this.#peer.onconnectionstatechange = null;
    if (this.#channel) {
      this.#channel.onmessage = null;
      this.#channel.onclose = null;
      this.#channel.close();
    }
    this.#scope.dispose();
  }
}

function createPeer({ peerConnection, configuration }: WebRtcTransportOptions): RTCPeerConnection {
  const PeerConnection = peerConnection ?? globalThis.RTCPeerConnection;
  if (PeerConnection) return new PeerConnection(configuration);
  throw new RealtimeError(
    'unsupported-capability',
    'This browser has no WebRTC. Choose the WebSocket transport of the adapter.',
  );
}

/** @throws RealtimeError with the server's own message, in place of the browser's complaint about its session description. */
async function exchange(plan: WebRtcPlan, offer: string, signal: AbortSignal): Promise<string> {
  let answer: string | Response;
  let text: string;
  try {
    answer = await (plan.exchange?.(offer, signal) ??
      // A redirect would carry the credential to another address.
      fetch(plan.url, { method: 'POST', headers: plan.headers, body: offer, redirect: 'error', signal }));
    text = typeof answer === 'string' ? answer : await answer.text();
  } catch (cause) {
    throw toRealtimeError(
      cause,
      'connect-refused',
      'The offer of the call could not be delivered. Check the network, the adapter’s base URL, and the page’s ' +
        'connect-src policy.',
    );
  }
  if (typeof answer === 'string' || answer.ok) return text;
  const isRefusal = answer.status === 401 || answer.status === 403;
  const code = isRefusal ? 'credential-rejected' : answer.status === 429 ? 'rate-limited' : 'connect-refused';
  throw new RealtimeError(
    code,
    `The call was refused with status ${answer.status}: ${readMessage(text)}. ` +
      (isRefusal ? 'Mint a fresh credential for each call.' : 'The conversation cannot start.'),
    {
      wire: text,
      retryAfterMs: readRetryAfterMs(answer),
      // The same offer would be refused in the same way.
      ...(code === 'connect-refused' && { isRetryable: answer.status >= 500 || answer.status === 408 }),
    },
  );
}

function readMessage(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } };
    if (typeof error?.message === 'string') return error.message.replace(/\.$/, '');
  } catch {
    // Not JSON: told as it is.
  }
  return text.slice(0, 200) || 'no reason given';
}

async function setAnswer(peer: RTCPeerConnection, sdp: string): Promise<void> {
  try {
    await peer.setRemoteDescription({ type: 'answer', sdp });
  } catch (cause) {
    throw new RealtimeError(
      'connect-refused',
      'The answer to the offer of the call is not valid SDP. Check what the address of the calls returns.',
      { cause },
    );
  }
}
