import type { ReflexReport } from '../audio/reflex.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { InternalState } from './internal-state.ts';
import type { HeardSoFar } from './session-input.ts';
import type { Step } from './step.ts';
import { entryOf } from './transcript/transcript.ts';
import type { MessageEntry, Transcript } from './transcript/transcript.ts';
import type { BargeInEvidence } from './barge-in/barge-in-evidence.ts';
import type { BargeInCandidate } from './barge-in/barge-in-watch.ts';

/** The audio ahead of the playhead that an echo may come from, in milliseconds: it is in the device's buffer. */
const AHEAD_MS = 1_000;

export function createCandidate(
  { public: { transcript }, turn, interruption }: InternalState,
  playhead: HeardSoFar | null,
  report: ReflexReport | null,
): BargeInCandidate {
  return {
    itemId: playhead?.itemId ?? null,
    heardMs: playhead?.heardMs ?? 0,
    onsetAtMs: report?.onsetAtMs ?? null,
    onsetToDuckMs: null,
    isPaused: false,
    onsetToPauseMs: null,
    isConfirmed: false,
    isInTurn: turn.userItemId !== null && interruption.bargeInVerdict === null,
    entriesBefore: transcript.order,
    report,
    decision: null,
    decidedAtMs: 0,
  };
}

/** Adds a report of the reflex to a candidate. */
export function withReport(candidate: BargeInCandidate, report: ReflexReport): BargeInCandidate {
  const { type, atMs, onsetAtMs } = report;
  const sinceMs = atMs - onsetAtMs;
  return {
    ...candidate,
    report,
    ...(type === 'ducked' && { onsetToDuckMs: sinceMs }),
    ...(type === 'paused' && { onsetToPauseMs: sinceMs }),
  };
}

/** Whether an entry of the user was made after the onset. */
export function ownsEntry({ entriesBefore }: BargeInCandidate, itemId: ItemId): boolean {
  return !entriesBefore.includes(itemId);
}

/** The evidence about a candidate at this moment. */
export function evidenceOf(
  candidate: BargeInCandidate,
  step: Step,
  more: Pick<BargeInEvidence, 'isInterruptible' | 'responseMs'>,
): BargeInEvidence {
  const { report } = candidate;
  return {
    elapsedMs: report?.elapsedMs ?? 0,
    speechMs: report?.speechMs ?? 0,
    voicedMs: report?.voicedMs ?? 0,
    // The detector has waited out its hangover: the speech has ended.
    silenceMs: report?.type === 'offset' ? Infinity : (report?.silenceMs ?? 0),
    levelDb: report?.levelDb ?? 0,
    echoMatch: report?.echoMatch ?? 0,
    couplingDb: report?.couplingDb ?? -100,
    ...(report?.shape && { shape: report.shape }),
    ...(report?.isDetectorChosen && { isDetectorChosen: true }),
    ...(report?.smoothProbability !== undefined && { smoothProbability: report.smoothProbability }),
    expectsWords: expectsWords(step),
    words: wordsOf(candidate, step.public.transcript),
    agentWords: agentWordsOf(candidate, step),
    isConfirmed: candidate.isConfirmed,
    ...more,
  };
}

/** Whether the vendor writes down what the user says while it is said. */
export function expectsWords({ state: { vendor } }: Step): boolean {
  return vendor.capabilities.hasInterimTranscript && vendor.config.transcription !== 'off';
}

function wordsOf(candidate: BargeInCandidate, transcript: Transcript): string {
  return userEntriesOf(candidate, transcript)
    .map(({ text }) => text)
    .join(' ')
    .trim();
}

/** The entries that the vendor has made of the user's speech since the onset. */
export function userEntriesOf(candidate: BargeInCandidate, transcript: Transcript): readonly MessageEntry[] {
  const entries: MessageEntry[] = [];
  for (let index = transcript.order.length - 1; index >= 0; index -= 1) {
    const id = transcript.order[index];
    if (id === undefined || !ownsEntry(candidate, id)) break;
    const entry = entryOf(transcript, id);
    if (entry?.kind === 'message' && entry.role === 'user' && entry.modality === 'audio')
      entries.unshift(entry);
  }
  return entries;
}

function agentWordsOf({ itemId, heardMs }: BargeInCandidate, { acts, state }: Step): string {
  const entry = itemId === null ? null : entryOf(state.public.transcript, itemId);
  if (entry?.kind !== 'message') return '';
  const receivedMs = state.playback.playouts.get(entry.id)?.receivedMs ?? entry.receivedMs;
  return acts?.splitAtHeard({ text: entry.text, heardMs: heardMs + AHEAD_MS, receivedMs }).heardText ?? '';
}
