import { silentByte } from '../protocol/audio-format.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import { durationMs } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { SessionState } from '../session/session-state.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { TranscriptEntry } from '../session/transcript/transcript.ts';
import { bytesOfMs } from './audio-track.ts';
import type { RecordedStep } from './recording.ts';

/** The ends of a turn are known this well, in milliseconds. */
const MARGIN_MS = 500;

/** From and to, in milliseconds on the timeline. */
type Span = readonly [number, number];

/** The parts that are left out of a file. */
export interface Redaction {
  /** Entries whose words are hidden. */
  readonly ids: ReadonlySet<ItemId>;
  readonly user: readonly Span[];
  readonly agent: readonly Span[];
}

/** Finds the entries that a policy hides, and when they sounded. */
export function findRedaction(
  base: SessionState,
  steps: readonly RecordedStep[],
  isHidden: (text: string) => boolean,
): Redaction {
  const ids = new Set<ItemId>();
  const look = (entry: TranscriptEntry) => {
    if (!ids.has(entry.id) && textsOf(entry).some(isHidden)) ids.add(entry.id);
  };
  for (const entry of listEntries(base.transcript)) look(entry);
  for (const step of steps) for (const entry of entriesOf(step)) look(entry);
  return { ids, user: findTurns(steps, ids), agent: findAnswers(steps, ids) };
}

function textsOf(entry: TranscriptEntry): readonly string[] {
  switch (entry.kind) {
    case 'message':
      return [entry.text, entry.cut?.heardText ?? ''];
    case 'tool':
    case 'remote-tool':
      return [entry.argumentsText, entry.output ?? ''];
    case 'approval':
      return [entry.argumentsText];
    default:
      return [];
  }
}

function entriesOf(step: RecordedStep): readonly TranscriptEntry[] {
  if (step.kind === 'state') return step.patch.transcript?.entries ?? [];
  if (step.kind !== 'event') return [];
  return step.type === 'entry-added' || step.type === 'entry-done' ? [step.event] : [];
}

interface Turn {
  addedAtMs: number;
  committedAtMs: number | null;
  doneAtMs: number | null;
}

/** The stretches in which the user said them: from the end of the turn before, or its beginning where its end is not known, to the last sign of it. */
function findTurns(steps: readonly RecordedStep[], ids: ReadonlySet<ItemId>): readonly Span[] {
  const turns = new Map<ItemId, Turn>();
  const committed = new Map<ItemId, number>();
  for (const step of steps) {
    if (step.kind !== 'event') continue;
    const { atMs, type, event } = step;
    if (type === 'turn-committed') committed.set(event.itemId, atMs);
    if (type !== 'entry-added' && type !== 'entry-done') continue;
    if (event.kind !== 'message' || event.role !== 'user') continue;
    const turn = turns.get(event.id) ?? { addedAtMs: atMs, committedAtMs: null, doneAtMs: null };
    turns.set(event.id, type === 'entry-done' ? { ...turn, doneAtMs: atMs } : turn);
  }
  const spans: Span[] = [];
  let fromMs = -Infinity;
  for (const [id, { addedAtMs, doneAtMs }] of turns) {
    const committedAtMs = committed.get(id) ?? null;
    const endMs = Math.max(committedAtMs ?? -Infinity, doneAtMs ?? Infinity);
    if (ids.has(id)) spans.push([fromMs, endMs + MARGIN_MS]);
    fromMs = committedAtMs ?? addedAtMs;
  }
  return spans;
}

/** The stretches in which the agent was heard saying them. */
function findAnswers(steps: readonly RecordedStep[], ids: ReadonlySet<ItemId>): readonly Span[] {
  const spans: Span[] = [];
  let fromMs: number | null = null;
  for (const step of steps) {
    if (step.kind !== 'state' || step.patch.fields.speakingItemId === undefined) continue;
    const { speakingItemId } = step.patch.fields;
    if (fromMs !== null) spans.push([fromMs, step.atMs + MARGIN_MS]);
    fromMs = speakingItemId !== null && ids.has(speakingItemId) ? step.atMs - MARGIN_MS : null;
  }
  return fromMs === null ? spans : [...spans, [fromMs, Infinity]];
}

/** Returns the audio with silence where it is hidden. */
export function silence(
  bytes: Uint8Array<ArrayBuffer>,
  format: AudioFormat,
  atMs: number,
  spans: readonly Span[],
): Uint8Array<ArrayBuffer> {
  const endMs = atMs + durationMs(bytes.byteLength, format);
  const hidden = spans.filter(([fromMs, toMs]) => fromMs < endMs && toMs > atMs);
  if (hidden.length === 0) return bytes;
  const silenced = bytes.slice();
  for (const [fromMs, toMs] of hidden)
    silenced.fill(
      silentByte(format),
      bytesOfMs(Math.max(0, fromMs - atMs), format),
      bytesOfMs(Math.min(endMs, toMs) - atMs, format),
    );
  return silenced;
}
