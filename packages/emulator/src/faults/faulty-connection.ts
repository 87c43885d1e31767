import type { Clock } from '@repartee/core/server';
import type { ConnectionListener, EventConnection, FrameData } from '../event-connection.ts';
import type { Random } from '../random.ts';
import type { Fault, FaultDirection } from './fault.ts';
import { createFrameEffect } from './frame-effects.ts';
import type { FrameEffect } from './frame-effects.ts';
import { FrameQueue } from './frame-queue.ts';
import { PacketFaults } from './packet-faults.ts';

/** Frames that a fault keeps are sent after this time, even if the others do not come, in milliseconds. */
const REORDER_MS = 1_000;

export interface FaultyConnectionOptions {
  readonly inner: EventConnection;
  readonly clock: Clock;
  readonly random: Random;
}

/** A connection to which things happen. Without a fault it changes nothing. */
export class FaultyConnection implements EventConnection {
  readonly #inner: EventConnection;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #out: FrameQueue;
  readonly #in: FrameQueue;
  readonly #packets: PacketFaults;
  readonly #timers = new Set<ReturnType<Clock['setTimeout']>>();
  #effects: FrameEffect[] = [];
  #listener: ConnectionListener | null = null;
  /** Whether the client receives nothing any more and is not told. */
  isGone = false;
  /** Whether the server has closed its end. */
  #isClosed = false;

  constructor({ inner, clock, random }: FaultyConnectionOptions) {
    this.#inner = inner;
    this.#clock = clock;
    this.#random = random;
    this.#out = new FrameQueue(clock);
    this.#in = new FrameQueue(clock);
    this.#packets = new PacketFaults(inner);
  }

  get kind(): EventConnection['kind'] {
    return this.#inner.kind;
  }

  get isOpen(): boolean {
    return !this.#isClosed && this.#inner.isOpen;
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener;
    this.#inner.listen({
      onMessage: (text) => this.#receive(text),
      onClose: () => {
        this.#end();
        this.#close();
      },
    });
  }

  send(data: FrameData): void {
    let frames: readonly FrameData[] = [data];
    for (const effect of this.#effects) frames = frames.flatMap((frame) => effect.apply(frame));
    this.#effects = this.#effects.filter(({ isSpent }) => !isSpent);
    for (const frame of frames) this.#push(frame);
  }

  ping(): void {
    if (!this.#out.isBlocked) this.#inner.ping();
  }

  /** Closes the connection once the frames that are under way have reached the client. */
  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    for (const effect of this.#effects.splice(0)) effect.flush().forEach((frame) => this.#push(frame));
    const isWaiting = this.#out.isBlocked;
    this.#out.push(0, () => this.#inner.close(code, reason));
    // The server has done its part, whenever the client hears of it.
    if (isWaiting) this.#close();
  }

  drop(): void {
    this.#end();
    this.#inner.drop();
    // A socket that is not read from does not report its end.
    if (this.isGone) this.#close();
  }

  /** Applies a fault of the network. Returns whether it is one. */
  apply(fault: Fault): boolean {
    const effect = createFrameEffect(fault);
    if (effect) {
      this.#addEffect(effect, fault);
      return true;
    }
    const endPackets = this.#packets.start(fault);
    if (endPackets) {
      this.isGone ||= fault.kind === 'drop';
      this.#after('forMs' in fault ? fault.forMs : undefined, endPackets);
      return true;
    }
    switch (fault.kind) {
      case 'drop':
        return this.#breakOff(fault);
      case 'stall':
        this.#stall(fault.direction ?? 'both', fault.forMs);
        return true;
      case 'throttle':
        this.#throttle(fault.bytesPerSecond, fault.direction ?? 'both', fault.forMs);
        return true;
      case 'jitter':
        this.#jitter(fault.maxMs, fault.forMs);
        return true;
      case 'channel-close':
        this.#inner.closeChannels?.();
        return this.#inner.closeChannels !== undefined;
      default:
        return false;
    }
  }

  #breakOff({ how = 'abrupt', code = 1000, reason = '' }: Extract<Fault, { kind: 'drop' }>): boolean {
    if (how === 'clean') this.close(code, reason);
    else if (how === 'half-open') this.#vanish();
    else {
      this.#end();
      if (how === 'reset' && this.#inner.reset) this.#inner.reset();
      else this.#inner.drop();
    }
    return true;
  }

  /** Both ends believe that they are connected. */
  #vanish(): void {
    this.isGone = true;
    this.#stall('both');
    this.#out.discard();
  }

  #stall(direction: FaultDirection, forMs?: number): void {
    const ends: (() => void)[] = [];
    if (direction !== 'to-server') ends.push(this.#out.hold());
    if (direction !== 'to-client') ends.push(this.#in.hold(), this.#inner.pause?.() ?? (() => {}));
    this.#after(forMs, () => ends.forEach((end) => end()));
  }

  #throttle(bytesPerSecond: number, direction: FaultDirection, forMs?: number): void {
    const queues = [
      ...(direction === 'to-server' ? [] : [this.#out]),
      ...(direction === 'to-client' ? [] : [this.#in]),
    ];
    for (const queue of queues) queue.bytesPerSecond = bytesPerSecond;
    this.#after(forMs, () => queues.forEach((queue) => (queue.bytesPerSecond = null)));
  }

  #jitter(maxMs: number, forMs?: number): void {
    this.#out.delayMs = () => this.#random() * maxMs;
    this.#after(forMs, () => (this.#out.delayMs = null));
  }

  #addEffect(effect: FrameEffect, { kind }: Fault): void {
    this.#effects.push(effect);
    if (kind !== 'reorder') return;
    this.#after(REORDER_MS, () => effect.flush().forEach((frame) => this.#push(frame)));
  }

  #push(data: FrameData): void {
    if (this.isGone) return;
    this.#out.push(Buffer.byteLength(data), () => this.#inner.isOpen && this.#inner.send(data));
  }

  #receive(text: string | null): void {
    const bytes = text === null ? 0 : Buffer.byteLength(text);
    this.#in.push(bytes, () => !this.#isClosed && this.#listener?.onMessage(text));
    this.#resist();
  }

  /** A server that cannot keep up reads no more until it has worked off what it has. */
  #resist(): void {
    if (this.#in.bytesPerSecond === null) return;
    const resume = this.#inner.pause?.();
    if (resume) this.#in.push(0, resume);
  }

  #after(forMs: number | undefined, run: () => void): void {
    if (forMs === undefined) return;
    const timer = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, forMs);
    this.#timers.add(timer);
  }

  /** The connection is over: nothing that is under way matters. */
  #end(): void {
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    this.#timers.clear();
    this.#out.discard();
    this.#in.discard();
  }

  /** The listener hears of the end once. */
  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listener?.onClose();
  }
}
