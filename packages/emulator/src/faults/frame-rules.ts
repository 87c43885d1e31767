import type { LoggedFrame } from '../session-log.ts';
import type { Fault } from './fault.ts';
import type { VendorFaults } from './vendor-faults.ts';

/** The delay of late transcripts, in milliseconds, unless the fault says another. */
const LATE_MS = 3_000;

export interface FrameRulesOptions {
  readonly vendor: VendorFaults;
  readonly later: (delayMs: number, run: () => void) => () => void;
  readonly deliver: (frame: LoggedFrame) => void;
}

/** Withholds, delays and changes frames by what they mean. */
export class FrameRules {
  readonly #options: FrameRulesOptions;
  #lateMs = 0;
  #isUsageMissing = false;
  #isSilent = false;

  constructor(options: FrameRulesOptions) {
    this.#options = options;
  }

  /** Returns whether the fault is one of these. */
  apply(fault: Fault): boolean {
    if (fault.kind === 'late-transcripts') this.#lateMs = fault.byMs ?? LATE_MS;
    else if (fault.kind === 'missing-usage') this.#isUsageMissing = true;
    else return false;
    return true;
  }

  /** Nothing is sent from now on. */
  silence(): void {
    this.#isSilent = true;
  }

  pass(frame: LoggedFrame): void {
    const { vendor, later, deliver } = this.#options;
    if (this.#isSilent) return;
    const kept = this.#isUsageMissing ? vendor.withoutUsage(frame) : frame;
    if (!kept) return;
    if (this.#lateMs === 0) return deliver(kept);
    const { words, rest } = vendor.splitTranscript(kept);
    if (rest) deliver(rest);
    if (words) later(this.#lateMs, () => deliver(words));
  }
}
