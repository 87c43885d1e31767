import { pcm16ToFloat } from '@repartee/core/audio';
import { randomLetters } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import type { Impairment } from '../../webrtc/peer.ts';
import { OfferRefused, Peer } from '../../webrtc/peer.ts';
import type { EventConnection, FrameData } from '../../event-connection.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { RealtimeServerSession } from './realtime-session.ts';
import { SessionSocket } from './session-socket.ts';

/** The data channel that carries the events (API reference). */
const CHANNEL = 'oai-events';

/** The rate of a call's audio, in samples a second. */
const CALL_RATE_HZ = 48_000;

/** A call whose data channel does not open is given up after this long, in milliseconds: the emulator's own choice. */
const OPEN_MS = 30_000;

const ANSWER_PATH = '/v1/realtime/calls';

/** A call that has been answered. */
export interface Answer {
  readonly path: string;
  readonly sdp: string;
}

/** The calls over WebRTC that are going on. */
export class Calls {
  readonly #context: VendorContext;
  readonly #running = new Map<string, SessionSocket>();

  constructor(context: VendorContext) {
    this.#context = context;
  }

  /** Answers an offer. @throws Refusal for an offer that cannot be answered */
  async answer(sdp: string, config: Wire): Promise<Answer> {
    const random = this.#context.createRandom();
    const suffix = `u0_${randomLetters(random, 21)}`;
    const id = `rtc_${suffix}`;
    const path = `${ANSWER_PATH}/${id}`;
    const peer = new Peer([CHANNEL]);
    const connection = new CallConnection(peer);
    const wire = new SessionSocket(connection, this.#context, random, path);
    const session = new RealtimeServerSession({
      context: this.#context,
      random,
      socket: wire,
      config,
      call: { sessionId: `sess_${suffix}`, peer },
    });
    const giveUp = wire.later(OPEN_MS, () => peer.close());
    connection.onClose(() => {
      giveUp();
      this.#running.delete(id);
      wire.record.markClosed();
    });
    peer.listen({
      onOpen: () => {
        giveUp();
        session.start();
      },
      onMessage: (data) => connection.receive(typeof data === 'string' ? data : null),
      onAudio: (samples) => session.pushSamples(pcm16ToFloat(samples), CALL_RATE_HZ),
      onItemBegan: (item) => session.playout?.began(item),
      onItemEnded: (item) => session.playout?.ended(item),
      onClose: () => connection.ended(),
    });
    try {
      const answer = await peer.answer(sdp, { id: 'agent', trackId: 'audio' });
      if (answer.spokenMid === null || !answer.hasChannel)
        throw new OfferRefused('refused', 'The offer has no Opus audio, or no data channel.');
      this.#running.set(id, wire);
      return { path, sdp: answer.sdp };
    } catch (error) {
      giveUp();
      wire.record.markClosed();
      peer.close();
      throw error instanceof OfferRefused ? refusalOf(error) : error;
    }
  }

  /** Hangs up. @throws Refusal for a call that is not going on */
  hangUp(id: string): void {
    this.#require(id).close(1000, '');
  }

  /** Lets a socket take part in a call. @throws Refusal for a call that is not going on */
  join(id: string, connection: EventConnection): void {
    this.#require(id).join(connection);
  }

  #require(id: string): SessionSocket {
    const call = this.#running.get(id);
    if (call) return call;
    throw new Refusal('call_id_not_found', `No call with id '${id}' is going on.`, 'call_id');
  }
}

function refusalOf({ reason, message }: OfferRefused): Refusal {
  if (reason === 'refused')
    return new Refusal('invalid_offer', `Failed to parse the SDP offer. ${message}`, 'sdp');
  const missing = `This machine has no WebRTC (${message}). Connect with a WebSocket instead.`;
  return new Refusal('webrtc_unavailable', missing, null, 'server_error');
}

/** The events of a call. */
class CallConnection implements EventConnection {
  readonly kind = 'call';
  readonly #peer: Peer;
  readonly #closers: (() => void)[] = [];
  #listener: Parameters<EventConnection['listen']>[0] | null = null;

  constructor(peer: Peer) {
    this.#peer = peer;
  }

  get isOpen(): boolean {
    return this.#peer.isOpen;
  }

  listen(listener: Parameters<EventConnection['listen']>[0]): void {
    this.#listener = listener;
  }

  onClose(closer: () => void): void {
    this.#closers.push(closer);
  }

  receive(text: string | null): void {
    this.#listener?.onMessage(text);
  }

  ended(): void {
    for (const closer of this.#closers) closer();
    this.#listener?.onClose();
  }

  send(data: FrameData): void {
    this.#peer.send(CHANNEL, data);
  }

  /** A call keeps itself alive. */
  ping(): void {}

  close(): void {
    this.#peer.close();
  }

  drop(): void {
    this.#peer.vanish();
  }

  impair(impairment: Impairment): void {
    this.#peer.impair(impairment);
  }

  closeChannels(): void {
    this.#peer.closeChannels();
  }
}
