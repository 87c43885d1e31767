import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./peer-process.mjs', import.meta.url));

/** Why an offer was not answered: it is no good, or this machine has no WebRTC. */
export class OfferRefused extends Error {
  readonly reason: 'refused' | 'unavailable';

  constructor(reason: 'refused' | 'unavailable', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What a peer tells. Audio is PCM16, 48 kHz, mono. */
export interface PeerListener {
  /** A data channel is open. */
  onOpen(label: string): void;
  /** A message on one. */
  onMessage(data: string | Uint8Array, label: string): void;
  onAudio(samples: Uint8Array): void;
  /** The first sample of an item goes out. */
  onItemBegan(item: string): void;
  /** All of an item has gone out. */
  onItemEnded(item: string): void;
  /** The call is over, whoever ended it. */
  onClose(): void;
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

type Told =
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
  #onAnswer: ((told: Told) => void) | null = null;

  /** @param labels of the data channels that count */
  constructor(labels: readonly string[]) {
    this.#child = fork(PROGRAM, [...labels], { execArgv: ['--no-warnings'], serialization: 'advanced' });
    this.#child.on('message', (told: Told) => this.#hear(told));
    // What cannot be told or started shows in the exit.
    this.#child.on('error', () => {});
    this.#child.once('exit', () => this.#ended());
  }

  /** Tells why this machine has no WebRTC; `null` where it has. */
  static async findFault(): Promise<string | null> {
    const peer = new Peer([]);
    const told = await peer.#ask({ type: 'load' });
    peer.close();
    return told.type === 'unavailable' ? told.message : null;
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#isClosed;
  }

  listen(listener: PeerListener): void {
    this.#listener = listener;
  }

  /** Answers an offer, the first or one that changes it. What it is given of a stream it keeps. @throws OfferRefused */
  answer(sdp: string, stream: PeerStream | null): Promise<PeerDescription> {
    return this.#describe({ type: 'answer', sdp, stream });
  }

  /** Makes an offer with the data channels and a voice. @throws OfferRefused */
  offer(stream: PeerStream): Promise<PeerDescription> {
    return this.#describe({ type: 'offer', stream });
  }

  /** Takes the answer to the offer. */
  accept(sdp: string): void {
    this.#tell({ type: 'accept', sdp });
  }

  async #describe(wish: object): Promise<PeerDescription> {
    const told = await this.#ask(wish);
    if (told.type === 'answered') return told;
    this.#listener = null;
    this.close();
    const { type, message } = told as Extract<Told, { message: string }>;
    throw new OfferRefused(type, message);
  }

  async #ask(wish: object): Promise<Told> {
    const told = await new Promise<Told>((resolve) => {
      this.#onAnswer = resolve;
      this.#tell(wish);
    });
    this.#onAnswer = null;
    return told;
  }

  send(label: string, data: string | Uint8Array): void {
    this.#tell({ type: 'send', label, data });
  }

  /** Queues audio of an item, PCM16 at 48 kHz, mono. It goes out in real time. */
  play(item: string, samples: Uint8Array): void {
    this.#tell({ type: 'play', item, samples });
  }

  /** Says that nothing more comes of an item. */
  endItem(item: string): void {
    this.#tell({ type: 'end-item', item });
  }

  /** Throws away what has not gone out. Gives for each item that had not ended how much of it went out, in milliseconds. */
  clear(): Promise<Readonly<Record<string, number>>> {
    if (this.#isClosed) return Promise.resolve({});
    return new Promise((resolve) => {
      this.#clears.push(resolve);
      this.#tell({ type: 'clear' });
    });
  }

  /** Hangs up. */
  close(): void {
    this.#tell({ type: 'close' });
  }

  /** Is gone without a word, as behind a network that has failed. */
  vanish(): void {
    if (!this.#isClosed) this.#child.kill('SIGKILL');
  }

  /** Stands still, as behind a network that lets nothing through. Returns what sets it going again. */
  freeze(): () => void {
    if (!this.#isClosed) this.#child.kill('SIGSTOP');
    return () => {
      if (!this.#isClosed) this.#child.kill('SIGCONT');
    };
  }

  #tell(message: object): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #hear(told: Told): void {
    const listener = this.#listener;
    switch (told.type) {
      case 'answered':
      case 'available':
      case 'refused':
      case 'unavailable':
        return this.#onAnswer?.(told);
      case 'opened':
        this.#isOpen = true;
        return listener?.onOpen(told.label);
      case 'message':
        return listener?.onMessage(told.data, told.label);
      case 'audio':
        return listener?.onAudio(told.samples);
      case 'began':
        return listener?.onItemBegan(told.item);
      case 'ended':
        return listener?.onItemEnded(told.item);
      case 'cleared':
        return this.#clears.shift()?.(told.played);
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
