import type { FrameData } from '../event-connection.ts';
import type { Fault } from './fault.ts';

/** Changes frames on their way out. */
export interface FrameEffect {
  /** Takes a frame and returns those that are to be sent instead. */
  apply(data: FrameData): readonly FrameData[];
  /** Gives up frames that it keeps. */
  flush(): readonly FrameData[];
  /** Whether it still changes something. */
  readonly isSpent: boolean;
}

/** Noise that is neither JSON nor UTF-8. */
const NOISE = Uint8Array.of(0xff, 0xfe, 0x00, 0xc3, 0x28, 0xa0, 0xa1, 0x80, 0xf0, 0x28, 0x8c, 0xbc);

/** Changes a number of frames, one by one. */
class CountedEffect implements FrameEffect {
  readonly #change: (data: FrameData) => readonly FrameData[];
  #left: number;

  constructor(count: number, change: (data: FrameData) => readonly FrameData[]) {
    this.#left = count;
    this.#change = change;
  }

  get isSpent(): boolean {
    return this.#left < 1;
  }

  apply(data: FrameData): readonly FrameData[] {
    if (this.isSpent) return [data];
    this.#left -= 1;
    return this.#change(data);
  }

  flush(): readonly FrameData[] {
    return [];
  }
}

/** Keeps a number of frames and gives them up in reverse order. */
class ReorderEffect implements FrameEffect {
  readonly #count: number;
  #kept: FrameData[] = [];
  #isSpent = false;

  constructor(count: number) {
    this.#count = count;
  }

  get isSpent(): boolean {
    return this.#isSpent;
  }

  apply(data: FrameData): readonly FrameData[] {
    if (this.#isSpent) return [data];
    this.#kept.push(data);
    return this.#kept.length < this.#count ? [] : this.flush();
  }

  flush(): readonly FrameData[] {
    this.#isSpent = true;
    return this.#kept.splice(0).toReversed();
  }
}

/** The effect of a fault on the next frames; `null` for a fault of another kind. */
export function createFrameEffect(fault: Fault): FrameEffect | null {
  switch (fault.kind) {
    case 'duplicate':
      return new CountedEffect(fault.count ?? 1, (data) => [data, data]);
    case 'corrupt':
      return new CountedEffect(fault.count ?? 1, (data) => [
        fault.how === 'bytes' ? NOISE : data.slice(0, Math.floor(data.length / 2)),
      ]);
    case 'reorder':
      return new ReorderEffect(fault.count ?? 2);
    default:
      return null;
  }
}
