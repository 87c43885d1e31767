import type { ReflexReport } from '../audio/reflex.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { BargeInEvidence } from '../session/barge-in/barge-in-evidence.ts';
import type { BargeInDecision } from '../session/barge-in/decide-barge-in.ts';
import { splitAtHeard } from '../session/barge-in/split-at-heard.ts';
import { entryOf } from '../session/entries.ts';
import type { Machine } from '../session/machine.ts';
import type { Transcript } from '../session/transcript.ts';
import type { Playhead } from './realtime-session.ts';

/** How far ahead of the playhead an echo can be recognised: what is on its way through the device, in milliseconds. */
const AHEAD_MS = 1_000;

/** A sound of which it is not known yet whether it means to interrupt: what is known of it so far. */
export class Doubt {
  readonly itemId: ItemId | null;
  readonly heardMs: number;
  isConfirmed = false;
  onsetToDuckMs: number | null = null;
  onsetToSilenceMs: number | null = null;
  decision: BargeInDecision | null = null;
  decidedAtMs = 0;
  onSilenced: () => void = () => {};
  /** When the voice began, on the clock of the reflex. */
  readonly onsetAtMs: number | null;
  readonly #rowsBefore: Transcript['order'];
  #report: ReflexReport | null;

  constructor(transcript: Transcript, playhead: Playhead | null, report: ReflexReport | null) {
    this.itemId = playhead?.itemId ?? null;
    this.heardMs = playhead?.heardMs ?? 0;
    this.onsetAtMs = report?.onsetAtMs ?? null;
    this.#rowsBefore = transcript.order;
    this.#report = report;
  }

  take(report: ReflexReport): void {
    this.#report = report;
    if (report.type === 'ducked') this.onsetToDuckMs = report.atMs - report.onsetAtMs;
  }

  settle(decision: BargeInDecision, atMs: number): void {
    this.decision = decision;
    this.decidedAtMs = atMs;
  }

  silenced(report: ReflexReport): void {
    if (this.decision?.verdict !== 'yield') return;
    this.onsetToSilenceMs = report.atMs - report.onsetAtMs;
    this.onSilenced();
  }

  /** Whether a row of the user's began in this doubt: earlier speech may be written down late. */
  owns(itemId: ItemId): boolean {
    return !this.#rowsBefore.includes(itemId);
  }

  evidence(machine: Machine, more: Pick<BargeInEvidence, 'isInterruptible' | 'responseMs'>): BargeInEvidence {
    const report = this.#report;
    return {
      elapsedMs: report?.elapsedMs ?? 0,
      speechMs: report?.speechMs ?? 0,
      voicedMs: report?.voicedMs ?? 0,
      // The detector has waited out its hangover: there is nothing more to come.
      silenceMs: report?.type === 'offset' ? Infinity : (report?.silenceMs ?? 0),
      levelDb: report?.levelDb ?? 0,
      echoMatch: report?.echoMatch ?? 0,
      couplingDb: report?.couplingDb ?? -100,
      words: this.#wordsOf(machine.state.transcript),
      agentWords: this.#agentWordsOf(machine),
      isConfirmed: this.isConfirmed,
      ...more,
    };
  }

  #wordsOf(transcript: Transcript): string {
    const words: string[] = [];
    for (let index = transcript.order.length - 1; index >= 0; index -= 1) {
      const id = transcript.order[index];
      if (id === undefined || !this.owns(id)) break;
      const entry = entryOf(transcript, id);
      if (entry?.kind === 'message' && entry.role === 'user' && entry.modality === 'audio')
        words.unshift(entry.text);
    }
    return words.join(' ').trim();
  }

  #agentWordsOf({ state, tracks }: Machine): string {
    const id = this.itemId;
    const entry = id === null ? null : entryOf(state.transcript, id);
    if (entry?.kind !== 'message') return '';
    const receivedMs = (id === null ? undefined : tracks.get(id)?.receivedMs) ?? entry.receivedMs;
    return splitAtHeard({ text: entry.text, heardMs: this.heardMs + AHEAD_MS, receivedMs }).heardText;
  }
}
