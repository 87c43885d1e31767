import { durationMs } from '../src/protocol/audio-format.ts';
import type { AudioFormat } from '../src/protocol/audio-format.ts';
import type { PriceTable } from '../src/protocol/price-table.ts';
import type { VisionWire } from '../src/protocol/vision-wire.ts';
import type { WireCodec } from '../src/protocol/provider-adapter.ts';
import type { SessionPhase } from '../src/protocol/session-phase.ts';
import { Meter } from '../src/session/budget/meter.ts';

const FORMAT: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** A meter that is fed the vendor's own frames, and time. */
export class MeteredConversation {
  readonly meter: Meter;
  readonly #table: PriceTable;
  readonly #codec: WireCodec | null;
  #atMs = 0;
  #isMuted = false;

  constructor(
    table: PriceTable,
    codec: WireCodec | null = null,
    estimateImage?: VisionWire['estimateTokens'],
  ) {
    this.#table = table;
    this.#codec = codec;
    this.meter = new Meter({ table, input: FORMAT, output: FORMAT, estimateImage });
    this.#advance('listening', 0);
  }

  #advance(phase: SessionPhase, ms: number): void {
    this.#atMs += ms;
    this.meter.advance({ atMs: this.#atMs, isLive: true, phase, isMuted: this.#isMuted });
  }

  /** Lets time pass in a phase. */
  pass(phase: SessionPhase, ms: number): void {
    this.#advance(phase, 0);
    this.#advance(phase, ms);
  }

  mute(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.#advance('listening', 0);
  }

  /** Sends audio of the user's, or silence. */
  stream(ms: number): void {
    const audio = new Uint8Array(4_800);
    for (let sent = 0; sent < ms; sent += durationMs(audio.length, FORMAT)) {
      this.meter.send({ type: 'append-audio', audio });
    }
  }

  /** Takes a frame of the vendor's. */
  receive(frame: object): void {
    for (const event of this.#codec?.decode(JSON.stringify(frame)) ?? []) this.meter.hear(event);
  }

  /** The money so far; `null` where a price is not known. */
  get cost(): number | null {
    return this.meter.ledger.balance(this.#table).cost;
  }
}
