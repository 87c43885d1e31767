import type { SignsOfLife } from '../protocol/capabilities.ts';
import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';

/** A silence that the vendor's facts make suspicious is the end of the connection after this time, in milliseconds. */
const SILENT_MS = 9_000;

/** The time limit of the answer to a probe, in milliseconds. A path that comes back within that time is kept. */
const PROBE_MS = 5_000;

/** A path that has not answered a probe after this time is suspected, and not yet dead; in milliseconds. */
const PROMPT_MS = 1_000;

/** The longest silence after the page or the device was asleep, in milliseconds. */
const WAKE_MS = 5_000;

/** A timer that fires so late was held up, and so was what has arrived: the silence is not yet one; in milliseconds. */
const LATE_MS = 2_000;

/** Speech shorter than this may have been a noise, in milliseconds. It is enough for a probe, which harms nothing. */
const SPEECH_MS = 1_000;
const PROBED_SPEECH_MS = 300;

/** A pause within speech is shorter than this, in milliseconds. */
const PAUSE_MS = 1_000;

/** A heartbeat counts once so many have come, and is missed after so many of its longest intervals. */
const MIN_HEARTBEATS = 3;
const MISSED_HEARTBEATS = 2.5;

/** The evidence of a dead path: nothing came that was due, or nothing of what was sent has left. */
export type PathFailure = 'unheard' | 'stalled';

const SILENCES: Readonly<Record<PathFailure, string>> = {
  unheard:
    'Nothing has come from the vendor although it owed an answer, so the connection is taken for dead. The device may have ' +
    'lost its network without noticing.',
  stalled:
    'Nothing of what was sent has left the device, so the connection is taken for dead. The network or the vendor takes no ' +
    'more data.',
};

/** Debts after which nothing more is waited for. */
const FINAL_DEBTS: ReadonlySet<Debt> = new Set(['reaction', 'probe', 'offline', 'heartbeat']);

export interface PathWatchOptions {
  readonly signs: SignsOfLife;
  readonly clock: Clock;
  /** Ends the watch. */
  readonly scope: Scope;
  /** Bytes that were sent and that the network has not taken. */
  readonly bufferedBytes: () => number;
  /** Sends a message that the vendor always answers; `null` where it has none. */
  readonly probe: (() => void) | null;
  /** Whether the vendor finds the user's turns by itself. */
  readonly isVendorDetecting: () => boolean;
  /** Whether the vendor has reported the beginning of the user's speech, and not the end of the turn. */
  readonly isVendorHearing: () => boolean;
  /** Whether the vendor has begun a response and not ended it. */
  readonly isVendorAnswering: () => boolean;
  /** Whether the vendor waits for the result of a tool: it may leave speech without an answer meanwhile. */
  readonly isVendorWaiting: () => boolean;
  /** `message` explains the failure. */
  readonly onDead: (failure: PathFailure, message: string) => void;
  /** The path may be dead, since `sinceMs` on the clock; or it has turned out to be alive (`null`). */
  readonly onSuspected: (sinceMs: number | null) => void;
}

type Debt =
  | 'prompt-answer'
  | 'speech'
  | 'speech-end'
  | 'reaction'
  | 'request'
  | 'answer'
  | 'heartbeat'
  | 'offline'
  | 'probe'
  | 'stall';

/**
 * Tells a dead path from a quiet one. A vendor owes a sign of life after what its facts name; whatever arrives pays all of
 * it. When it is overdue, the path is probed where the vendor has a message for that, and dead when nothing comes. Without
 * a debt no timer runs.
 */
export class PathWatch {
  readonly #options: PathWatchOptions;
  /** The time at which each debt is due. */
  readonly #dues = new Map<Debt, number>();
  #cancelTimer: (() => void) | null = null;
  #timerDueMs = 0;
  #speechSinceMs = 0;
  #voicedMs = 0;
  #voicedAtMs = 0;
  /** The speech that has gone out since the last message that is not a heartbeat, in milliseconds. */
  #unheardMs = 0;
  #lastHeartbeatMs: number | null = null;
  #heartbeats = 0;
  #longestGapMs = 0;
  #sentBytes = 0;
  #takenBytes = 0;
  #receivedFrames = 0;
  #framesAtLook = 0;
  /** The time of the last sign of life; of several in one frame, that of the first. */
  #receivedAtMs: number;
  #isDated = false;
  #isSuspected = false;
  #quietSinceMs = 0;

  constructor(options: PathWatchOptions) {
    this.#options = options;
    // The watch may begin behind its connection, which is well until it turns out not to be.
    this.#receivedAtMs = options.clock.now();
  }

  /** Something has arrived. A heartbeat shows that the vendor can be heard, and not that it hears. */
  receive(isHeartbeat = false): void {
    this.#voicedMs = 0;
    if (!isHeartbeat) this.#unheardMs = 0;
    this.#receivedFrames += 1;
    // Reading the clock for every delta of an answer takes longer than the rest.
    if (!this.#isDated) this.#receivedAtMs = this.#options.clock.now();
    this.#isDated = true;
    this.trust();
    if (isHeartbeat) this.#beat();
    if (this.#dues.size === 0) return;
    for (const debt of this.#dues.keys()) {
      const isOpen = debt === 'stall' || debt === 'answer' || (debt === 'reaction' && isHeartbeat);
      if (!isOpen) this.#dues.delete(debt);
    }
    this.#expectHeartbeat();
  }

  /** Ends a frame: the next sign of life has a time of its own. */
  endFrame(): void {
    this.#isDated = false;
  }

  /**
   * The vendor has begun a response, and sends one message after another until its end. Frames of an answer are many: they
   * are counted, and the timer looks whether any has come.
   */
  answer(): void {
    const { clock, signs } = this.#options;
    if (signs.whileAnsweringMs === undefined) return;
    this.#framesAtLook = this.#receivedFrames;
    this.#owe('answer', clock.now() + signs.whileAnsweringMs);
  }

  /** The vendor has sent a message that it sends at regular times. */
  #beat(): void {
    const { clock, signs } = this.#options;
    if (!signs.hasHeartbeat) return;
    const now = clock.now();
    if (this.#lastHeartbeatMs !== null)
      this.#longestGapMs = Math.max(this.#longestGapMs, now - this.#lastHeartbeatMs);
    this.#lastHeartbeatMs = now;
    this.#heartbeats += 1;
    this.#expectHeartbeat();
  }

  /** Audio of the user has gone out. */
  speak(durationMs: number, isVoiced: boolean): void {
    if (!isVoiced) return;
    const { clock, signs, probe, isVendorDetecting, isVendorHearing } = this.#options;
    const now = clock.now();
    // Noises that come now and then do not add up to speech.
    if (now - this.#voicedAtMs > PAUSE_MS) this.#voicedMs = 0;
    this.#voicedAtMs = now;
    if (this.#voicedMs === 0) this.#speechSinceMs = now;
    this.#voicedMs += durationMs;
    this.#expectReaction(durationMs);
    if (this.#voicedMs < (probe ? PROBED_SPEECH_MS : SPEECH_MS) || !isVendorDetecting()) return;
    // The answer to a probe says all.
    if (this.#dues.has('probe')) return;
    const { whileUserSpeaksMs, afterUserSpeechMs } = signs;
    // A vendor that has reported speech has no more to say until it ends.
    const isHearing = isVendorHearing();
    if (whileUserSpeaksMs !== undefined && (probe || !isHearing) && !this.#dues.has('speech'))
      this.#owe('speech', this.#speechSinceMs + whileUserSpeaksMs);
    if (afterUserSpeechMs !== undefined && (isHearing || whileUserSpeaksMs === undefined))
      this.#owe('speech-end', now + afterUserSpeechMs);
  }

  /** Speech to which the vendor does not react at all adds up over pauses, other than noises. */
  #expectReaction(durationMs: number): void {
    const { clock, signs, isVendorDetecting } = this.#options;
    const { unheardSpeechMs } = signs;
    if (unheardSpeechMs === undefined || this.#voicedMs < PROBED_SPEECH_MS || !isVendorDetecting()) return;
    const isCounted = this.#voicedMs - durationMs >= PROBED_SPEECH_MS;
    this.#unheardMs += isCounted ? durationMs : this.#voicedMs;
    if (this.#unheardMs >= unheardSpeechMs) this.#owe('reaction', clock.now() + SILENT_MS);
  }

  /** A request that the vendor answers has gone out. */
  request(): void {
    const { clock, signs } = this.#options;
    if (signs.afterRequestMs !== undefined && !this.#dues.has('request'))
      this.#owe('request', clock.now() + signs.afterRequestMs);
  }

  /** A frame has gone out. */
  send(byteLength: number): void {
    this.#sentBytes += byteLength;
    const bufferedBytes = this.#options.bufferedBytes();
    const takenBytes = this.#sentBytes - bufferedBytes;
    if (bufferedBytes === 0 || takenBytes > this.#takenBytes) this.#dues.delete('stall');
    this.#takenBytes = takenBytes;
    if (bufferedBytes > 0 && !this.#dues.has('stall'))
      this.#owe('stall', this.#options.clock.now() + SILENT_MS);
  }

  /** The browser has no network. It may be wrong, or the same path may come back. */
  goOffline(): void {
    if (!this.#dues.has('offline')) this.#owe('offline', this.#options.clock.now() + SILENT_MS);
  }

  /** The network is another one or has come back: the path is asked, where the vendor has a message for that. */
  ask(): void {
    const { clock, probe } = this.#options;
    if (probe) this.#probe(PROBE_MS, clock.now());
  }

  /** The page or the device has been asleep: whatever is still alive is heard from soon. */
  wake(): void {
    const limitMs = Math.max(WAKE_MS, this.#longestGapMs * MISSED_HEARTBEATS);
    this.#probe(limitMs, this.#options.clock.now());
  }

  /**
   * The agent's sound, which comes all the time, has stopped: the path is asked, and is suspected when nothing comes. The sound
   * alone proves nothing, as a vendor may stop sending it in silence.
   */
  missSound(sinceMs: number): void {
    const { probe } = this.#options;
    if (!probe || this.#isSuspected) return;
    this.#expectPromptAnswer(sinceMs);
    probe();
  }

  /** A probe has gone out. Another connection costs a credential, so a path that answers at once is not suspected. */
  #expectPromptAnswer(sinceMs: number): void {
    if (this.#isSuspected || this.#dues.has('prompt-answer')) return;
    this.#quietSinceMs = sinceMs;
    this.#owe('prompt-answer', this.#options.clock.now() + PROMPT_MS);
  }

  /** The path may be dead, or be back in a moment. */
  suspect(sinceMs: number): void {
    if (this.#isSuspected) return;
    this.#isSuspected = true;
    this.#options.onSuspected(sinceMs);
  }

  /** Something has come over the path. */
  trust(): void {
    this.#dues.delete('prompt-answer');
    if (!this.#isSuspected) return;
    this.#isSuspected = false;
    this.#options.onSuspected(null);
  }

  /** Waits for anything, and asks the path where the vendor has a message for that. `sinceMs`: when the path may have died. */
  #probe(limitMs: number, sinceMs: number): void {
    if (this.#dues.has('probe')) return;
    const { clock, probe } = this.#options;
    this.#owe('probe', clock.now() + limitMs);
    if (!probe) return;
    this.#expectPromptAnswer(sinceMs);
    probe();
  }

  #expectHeartbeat(): void {
    if (this.#heartbeats < MIN_HEARTBEATS) return;
    const limitMs = Math.max(SILENT_MS, this.#longestGapMs * MISSED_HEARTBEATS);
    this.#owe('heartbeat', this.#options.clock.now() + limitMs);
  }

  #owe(debt: Debt, atMs: number): void {
    const dueMs = Math.max(atMs, this.#options.clock.now());
    this.#dues.set(debt, dueMs);
    // A timer that is set for a later time is set anew; one for an earlier time looks again.
    if (this.#cancelTimer && this.#timerDueMs <= dueMs) return;
    this.#cancelTimer?.();
    this.#schedule();
  }

  #schedule(): void {
    const { clock, scope } = this.#options;
    this.#cancelTimer = null;
    if (this.#dues.size === 0 || scope.isDisposed) return;
    this.#timerDueMs = Math.min(...this.#dues.values());
    this.#cancelTimer = scope.timeout(clock, () => this.#look(), this.#timerDueMs - clock.now());
  }

  #look(): void {
    this.#lookAtAnswer();
    if (this.#options.isVendorWaiting()) this.#dues.delete('reaction');
    const now = this.#options.clock.now();
    const isLate = now - this.#timerDueMs > LATE_MS;
    const overdue = [...this.#dues].filter(([, dueMs]) => dueMs <= now).map(([debt]) => debt);
    if (isLate && overdue.length > 0 && !overdue.includes('probe')) {
      this.#dues.clear();
      this.wake();
    } else if (overdue.includes('stall') && this.#isStalled()) return this.#die('stalled');
    else if (overdue.length > 0 && this.#isDead(overdue, now)) return this.#die('unheard');
    this.#schedule();
  }

  #die(failure: PathFailure): void {
    this.#options.onDead(failure, SILENCES[failure]);
  }

  /** Something of the answer has come since the last look, or it has ended: then nothing is overdue. */
  #lookAtAnswer(): void {
    const { clock, isVendorAnswering } = this.#options;
    const dueMs = this.#dues.get('answer');
    if (dueMs === undefined || dueMs > clock.now()) return;
    if (isVendorAnswering() && this.#framesAtLook === this.#receivedFrames) return;
    this.#dues.delete('answer');
    if (isVendorAnswering()) this.answer();
  }

  /** Another look at the queue: it may have been emptied since the last frame. */
  #isStalled(): boolean {
    const bufferedBytes = this.#options.bufferedBytes();
    this.#dues.delete('stall');
    return bufferedBytes > 0 && this.#sentBytes - bufferedBytes <= this.#takenBytes;
  }

  #isDead(overdue: readonly Debt[], now: number): boolean {
    if (overdue.includes('prompt-answer')) {
      this.#dues.delete('prompt-answer');
      this.suspect(this.#quietSinceMs);
    }
    const unpaid = overdue.filter((debt) => debt !== 'stall' && debt !== 'prompt-answer');
    if (unpaid.length === 0) return false;
    if (unpaid.some((debt) => FINAL_DEBTS.has(debt))) return true;
    for (const debt of unpaid) this.#dues.delete(debt);
    if (this.#options.probe) {
      this.#probe(PROBE_MS, this.#receivedAtMs);
      // A model that thinks for long answers the probe, and still owes the rest of its response.
      if (unpaid.includes('answer')) this.answer();
    } else {
      // The facts name a time within which a healthy vendor is heard from; a path that comes back a little later is kept.
      const waitedMs = Math.max(...unpaid.map((debt) => this.#limitOf(debt)));
      if (waitedMs >= SILENT_MS) return true;
      this.#dues.set('probe', now + SILENT_MS - waitedMs);
    }
    return false;
  }

  #limitOf(debt: Debt): number {
    const { whileUserSpeaksMs, afterUserSpeechMs, afterRequestMs, whileAnsweringMs } = this.#options.signs;
    switch (debt) {
      case 'speech':
        return whileUserSpeaksMs ?? 0;
      case 'speech-end':
        return afterUserSpeechMs ?? 0;
      case 'answer':
        return whileAnsweringMs ?? 0;
      default:
        return afterRequestMs ?? 0;
    }
  }
}
