import type { ItemId } from '../protocol/conversation-item.ts';
import type { Transcript, TranscriptEntry } from './transcript.ts';

/** The transcript of a session in which nothing has been said. */
export function createTranscript(): Transcript {
  return { order: [], live: new Map(), archive: new Map() };
}

/** Looks an entry up by id; `null` where the transcript has none. */
export function entryOf(transcript: Transcript, id: ItemId): TranscriptEntry | null {
  return transcript.live.get(id) ?? transcript.archive.get(id) ?? null;
}

/** Lists all entries in the order of the conversation. It walks the whole history: call it for exports, not per delta. */
export function listEntries(transcript: Transcript): readonly TranscriptEntry[] {
  return transcript.order.flatMap((id) => entryOf(transcript, id) ?? []);
}
