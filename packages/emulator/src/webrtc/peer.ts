import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./peer-process.mjs', import.meta.url));

/** An offer that was not answered: it is no good, or this machine has no WebRTC. */
export class OfferRefused extends Error {
  readonly reason: 'refused' | 'unavailable';

  constructor(reason: 'refused' | 'unavailable', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The events of a peer. Audio is PCM16, 48 kHz, mono. */
export interface PeerListener {
  /** A data channel is open. */
  onOpen(label: string): void;
  /** A message on one. */
  onMessage(data: string | Uint8Array, label: string): void;
  onAudio(samples: Uint8Array): void;
  /** The first sample of an item is sent. */
  onItemBegan(item: string): void;
  /** An item has been sent to its end. */
  onItemEnded(item: string): void;
  /** The call has ended, from either side. */
  onClose(): void;
}

/** The faults of a call's network. Losses are from 0 to 1; a rate of 0 is not a limit. */
export interface Impairment {
  readonly lossIn: number;
  readonly lossOut: number;
  readonly jitterMs: number;
  readonly bytesPerSecondIn: number;
  readonly bytesPerSecondOut: number;
}

/** The stream that a peer's voice is in, as the other side sees it. */
export interface PeerStream {
  readonly id: string;
  readonly trackId: string;
}

/** A description for the other side. */
export interface PeerDescription {
  readonly sdp: string;
  /** The section that the voice goes out in; `null` where there is none. */
  readonly spokenMid: string | null;
  /** Whether there are data channels. */
  readonly hasChannel: boolean;
}

type PeerMessage =
  | ({ readonly type: 'answered' } & PeerDescription)
  | { readonly type: 'available' }
  | { readonly type: 'refused' | 'unavailable'; readonly message: string }
  | { readonly type: 'opened'; readonly label: string }
  | { readonly type: 'message'; readonly data: string | Uint8Array; readonly label: string }
  | { readonly type: 'audio'; readonly samples: Uint8Array }
  | { readonly type: 'began' | 'ended'; readonly item: string }
  | { readonly type: 'cleared'; readonly played: Readonly<Record<string, number>> };

/** One side of a WebRTC call: data channels and audio both ways, on the loopback interface only. */
export class Peer {
  readonly #child: ChildProcess;
  #listener: PeerListener | null = null;
  #isOpen = false;
  #isClosed = false;
  #clears: ((played: Readonly<Record<string, number>>) => void)[] = [];
  #onAnswer: ((message: PeerMessage) => void) | null = null;

  /** @param labels of the data channels that count */
  constructor(labels: readonly string[]) {
    this.#child = fork(PROGRAM, [...labels], { execArgv: ['--no-warnings'], serialization: 'advanced' });
    this.#child.on('message', (message: PeerMessage) => this.#receive(message));
    // An error of the process or its channel is followed by the exit.
    this.#child.on('error', () => {});
    this.#child.once('exit', () => this.#ended());
  }

  /** Finds out why this machine has no WebRTC; `null` if it has. */
  static async findFault(): Promise<string | null> {
    const peer = new Peer([]);
    const answer = await peer.#ask({ type: 'load' });
    peer.close();
    return answer.type === 'unavailable' ? answer.message : null;
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#isClosed;
  }

  listen(listener: PeerListener): void {
    this.#listener = listener;
  }

  /** Answers an offer, the first or one that changes it. The stream stays the same for the whole call. @throws OfferRefused */
  answer(sdp: string, stream: PeerStream | null): Promise<PeerDescription> {
    return this.#describe({ type: 'answer', sdp, stream });
  }

  /** Makes an offer with the data channels and a voice. @throws OfferRefused */
  offer(stream: PeerStream): Promise<PeerDescription> {
    return this.#describe({ type: 'offer', stream });
  }

  /** Takes the answer to the offer. */
  accept(sdp: string): void {
    this.#post({ type: 'accept', sdp });
  }

  async #describe(request: object): Promise<PeerDescription> {
    const answer = await this.#ask(request);
    if (answer.type === 'answered') return answer;
    this.#listener = null;
    this.close();
    const { type, message } = answer as Extract<PeerMessage, { message: string }>;
    throw new OfferRefused(type, message);
  }

  async #ask(request: object): Promise<PeerMessage> {
    const answer = await new Promise<PeerMessage>((resolve) => {
      this.#onAnswer = resolve;
      this.#post(request);
    });
    this.#onAnswer = null;
    return answer;
  }

  send(label: string, data: string | Uint8Array): void {
    this.#post({ type: 'send', label, data });
  }

  /** Queues audio of an item, PCM16 at 48 kHz, mono. It goes out in real time. */
  play(item: string, samples: Uint8Array): void {
    this.#post({ type: 'play', item, samples });
  }

  /** Marks the end of an item. */
  endItem(item: string): void {
    this.#post({ type: 'end-item', item });
  }

  /** Drops audio that has not been sent. Returns the sent milliseconds of each item that had not ended. */
  clear(): Promise<Readonly<Record<string, number>>> {
    if (this.#isClosed) return Promise.resolve({});
    return new Promise((resolve) => {
      this.#clears.push(resolve);
      this.#post({ type: 'clear' });
    });
  }

  /** Hangs up. */
  close(): void {
    this.#post({ type: 'close' });
  }

  /** Breaks the connection as a failing network does. */
  vanish(): void {
    if (!this.#isClosed) this.#child.kill('SIGKILL');
  }

  /** Sets what is wrong with the network from now on. */
  impair(impairment: Impairment): void {
    this.#post({ type: 'impair', impairment });
  }

  /** Closes the data channels. The audio goes on. */
  closeChannels(): void {
    this.#post({ type: 'close-channels' });
  }

  #post(message: object): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #receive(message: PeerMessage): void {
    const listener = this.#listener;
    switch (message.type) {
      case 'answered':
      case 'available':
      case 'refused':
      case 'unavailable':
        return this.#onAnswer?.(message);
      case 'opened':
        this.#isOpen = true;
        return listener?.onOpen(message.label);
      case 'message':
        return listener?.onMessage(message.data, message.label);
      case 'audio':
        return listener?.onAudio(message.samples);
      case 'began':
        return listener?.onItemBegan(message.item);
      case 'ended':
        return listener?.onItemEnded(message.item);
      case 'cleared':
        return this.#clears.shift()?.(message.played);
    }
  }

  #ended(): void {
    this.#isClosed = true;
    this.#onAnswer?.({ type: 'unavailable', message: 'The process of the call has ended.' });
    for (const resolve of this.#clears) resolve({});
    this.#clears = [];
    this.#listener?.onClose();
    this.#listener = null;
  }
}
