import { EntryLog } from '../session/transcript/entry-log.ts';
import { createInitialState } from '../session/initial-state.ts';
import type { SessionState } from '../session/session-state.ts';
import { entryOf } from '../session/transcript/transcript.ts';
import type { Transcript, TranscriptEntry } from '../session/transcript/transcript.ts';

/** Lists that mostly grow at their end. */
const LISTS = ['usage', 'rateLimits', 'latencies'] as const;
type ListName = (typeof LISTS)[number];

/** A list changed: so many rows went from its start, and these came to its end. */
interface ListPatch {
  readonly dropped: number;
  readonly added: readonly unknown[];
}

/** The rows of the transcript that changed, and their order from a place on. */
interface TranscriptPatch {
  readonly entries: readonly TranscriptEntry[];
  readonly order: { readonly from: number; readonly ids: readonly string[] };
}

/** The difference between two states of a session. */
export interface StatePatch {
  readonly fields: Partial<Omit<SessionState, ListName | 'transcript'>>;
  readonly lists?: Partial<Record<ListName, ListPatch>>;
  readonly transcript?: TranscriptPatch;
}

/** The state that a recording begins with. */
export const EMPTY_STATE: SessionState = createInitialState({ inputMode: 'hands-free', volume: 1 });

const isList = (key: string): key is ListName => (LISTS as readonly string[]).includes(key);

/** Finds what changed. States share what has not changed, so that references are compared. */
export function diffStates(before: SessionState, after: SessionState): StatePatch {
  const changed = Object.entries(after).filter(([key, value]) => before[key as keyof SessionState] !== value);
  const fields = Object.fromEntries(changed.filter(([key]) => key !== 'transcript' && !isList(key)));
  const lists = Object.fromEntries(
    changed.flatMap(([key]) => (isList(key) ? [[key, diffLists(before[key], after[key])]] : [])),
  );
  return {
    fields,
    ...(Object.keys(lists).length > 0 && { lists }),
    ...(before.transcript !== after.transcript && {
      transcript: diffTranscripts(before.transcript, after.transcript),
    }),
  };
}

function diffLists(before: readonly unknown[], after: readonly unknown[]): ListPatch {
  const isKept = (dropped: number) => before.slice(dropped).every((row, at) => row === after[at]);
  let dropped = 0;
  while (dropped < before.length && !isKept(dropped)) dropped += 1;
  return { dropped, added: after.slice(before.length - dropped) };
}

function diffTranscripts(before: Transcript, after: Transcript): TranscriptPatch {
  const isNew = (entry: TranscriptEntry) => entryOf(before, entry.id) !== entry;
  const archived = before.archive === after.archive ? [] : [...after.archive.values()].filter(isNew);
  const live = [...after.live.values()].filter(isNew);
  const from = firstDifference(before.order, after.order);
  return { entries: [...archived, ...live], order: { from, ids: after.order.slice(from) } };
}

function firstDifference(before: readonly string[], after: readonly string[]): number {
  if (before === after) return after.length;
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  return at;
}

/** Puts a state together from the patches of a recording. */
export class PatchedState {
  #state: SessionState;
  readonly #entries: Map<string, TranscriptEntry>;
  #order: readonly string[];
  #isTranscriptStale = false;

  private constructor(state: SessionState, entries: Map<string, TranscriptEntry>, order: readonly string[]) {
    this.#state = state;
    this.#entries = entries;
    this.#order = order;
  }

  static empty(): PatchedState {
    return new PatchedState(EMPTY_STATE, new Map(), []);
  }

  copy(): PatchedState {
    return new PatchedState(this.state, new Map(this.#entries), this.#order);
  }

  get state(): SessionState {
    if (this.#isTranscriptStale) {
      const rows = this.#order.flatMap((id) => this.#entries.get(id) ?? []);
      const transcript = { order: rows.map(({ id }) => id), live: new Map(), archive: new EntryLog(rows) };
      this.#state = { ...this.#state, transcript };
      this.#isTranscriptStale = false;
    }
    return this.#state;
  }

  apply({ fields, lists = {}, transcript }: StatePatch): void {
    const changed = Object.entries(lists).map(([key, { dropped, added }]) => [
      key,
      [...this.#state[key as ListName].slice(dropped), ...added],
    ]);
    this.#state = { ...this.#state, ...fields, ...Object.fromEntries(changed) };
    if (!transcript) return;
    for (const entry of transcript.entries) this.#entries.set(entry.id, entry);
    const { from, ids } = transcript.order;
    if (from < this.#order.length || ids.length > 0) this.#order = [...this.#order.slice(0, from), ...ids];
    this.#isTranscriptStale = true;
  }
}
