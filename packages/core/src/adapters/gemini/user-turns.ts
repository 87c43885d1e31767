import type { ServerEvent } from '../../protocol/server-event.ts';
import type { Line } from './line.ts';
import { duration, text } from './read.ts';
import type { Untrusted } from './read.ts';
import type { WireWords } from './wire-types.ts';

/** One turn of the user. */
interface UserTurn {
  readonly id: string;
  words: string;
  isSpeaking: boolean;
  isStopped: boolean;
  /** Its words were told as complete. */
  isSettled: boolean;
}

/**
 * Makes turns of what the wire tells of the user: words that come late and without an id, and on some models where the
 * voice began and ended. What no event tells is the end of the turn: it is where the answer begins.
 */
export class UserTurns {
  readonly #line: Line;
  readonly #emit: (event: ServerEvent) => void;
  /** The turn that nothing has answered yet. */
  #open: UserTurn | null = null;
  /** The turn that is being answered: its words may still come. */
  #answered: UserTurn | null = null;

  constructor(line: Line, emit: (event: ServerEvent) => void) {
    this.#line = line;
    this.#emit = emit;
  }

  get isSpeaking(): boolean {
    return this.#open?.isSpeaking ?? false;
  }

  #ensure(): UserTurn {
    this.#open ??= {
      id: this.#line.createId('user'),
      words: '',
      isSpeaking: false,
      isStopped: false,
      isSettled: false,
    };
    return this.#open;
  }

  noteVoice(isStart: boolean, offsetMs: number | null): void {
    if (isStart === this.isSpeaking) return;
    const turn = this.#ensure();
    turn.isSpeaking = isStart;
    turn.isStopped = !isStart;
    if (isStart) this.#emit({ type: 'speech-started', itemId: turn.id, audioStartMs: offsetMs });
    else this.#emit({ type: 'speech-stopped', itemId: turn.id, audioEndMs: offsetMs });
  }

  /** Takes words. While an answer is being given they are late ones of the turn that it answers. */
  hear(value: unknown, isAnswering: boolean): void {
    const delta = text(value);
    if (!delta) return;
    const turn = (isAnswering && !this.#open && this.#answered) || this.#ensure();
    turn.words += delta;
    if (turn.isSettled) this.#tell(turn);
    else this.#emit({ type: 'input-transcript-delta', itemId: turn.id, delta });
  }

  /** A guess that the next one replaces. Not verified: only the model that writes down sends it. */
  guess({ text: words, speakerLabel, startOffset, endOffset }: Untrusted<WireWords>): void {
    if (!text(words)) return;
    const { id } = this.#ensure();
    this.#emit({
      type: 'input-transcript-segment',
      itemId: id,
      segmentId: `${id}_guess`,
      text: text(words),
      speaker: text(speakerLabel) || null,
      startMs: duration(startOffset) ?? 0,
      endMs: duration(endOffset) ?? 0,
    });
  }

  #tell(turn: UserTurn): void {
    turn.isSettled = true;
    this.#emit({
      type: 'input-transcript-done',
      itemId: turn.id,
      transcript: turn.words.trim(),
      usage: null,
    });
  }

  /**
   * An answer begins, so the turn is over. Where the user has been heard and no word of it has come yet, a place is kept
   * for the words, in front of the answer.
   */
  end(): void {
    const line = this.#line;
    const turn = this.#open ?? (line.isHeard && !line.isPrompted ? this.#ensure() : null);
    Object.assign(line, { isHeard: false, isPrompted: false, isHalting: false });
    if (!turn) return;
    if (!turn.isStopped && !line.isManual)
      this.#emit({ type: 'speech-stopped', itemId: turn.id, audioEndMs: null });
    this.#emit({ type: 'turn-committed', itemId: turn.id });
    if (turn.words) this.#tell(turn);
    this.#open = null;
    this.#answered = turn;
  }

  /** The answer is over: what has no words by now gets none. */
  settle(): void {
    const turn = this.#answered;
    this.#answered = null;
    if (!turn || turn.isSettled || this.#line.config?.transcription === 'off') return;
    if (turn.words) this.#tell(turn);
    else this.#emit({ type: 'input-transcript-failed', itemId: turn.id, message: 'No words came.' });
  }
}
