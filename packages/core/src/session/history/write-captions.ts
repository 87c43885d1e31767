import type { Role } from '../../protocol/conversation-item.ts';
import { heardText } from '../transcript/heard-text.ts';
import { DEFAULT_RATE, spokenMs } from '../transcript/speech-rate.ts';
import type { MessageEntry } from '../transcript/transcript.ts';
import type { SerializedEntry } from './serialized-conversation.ts';

/** A caption and when it is shown, in milliseconds since the session was first live. */
interface Cue {
  readonly role: Role;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The length of a caption, in characters: two lines of 42, a usual limit of subtitles in English. */
const MAX_LENGTH = 84;

/** Writes what was heard as captions: WebVTT or SubRip. Rows whose time is not known, and what was written, are left out. */
export function writeCaptions(
  entries: readonly SerializedEntry[],
  names: Readonly<Record<Role, string>>,
  format: 'vtt' | 'srt',
): string {
  const cues = listCues(entries);
  if (format === 'srt')
    return cues
      .map((cue, at) => `${at + 1}\n${writeRange(cue, ',')}\n${names[cue.role]}: ${cue.text}\n`)
      .join('\n');
  const blocks = cues.map(
    (cue) => `${writeRange(cue, '.')}\n<v ${escapeText(names[cue.role])}>${escapeText(cue.text)}</v>\n`,
  );
  return ['WEBVTT\n', ...blocks].join('\n');
}

function listCues(entries: readonly SerializedEntry[]): readonly Cue[] {
  const spoken = entries.filter(
    (entry): entry is MessageEntry & { readonly audioStartMs: number } =>
      entry.kind === 'message' && entry.modality === 'audio' && entry.audioStartMs !== null,
  );
  const starts = spoken.map(({ audioStartMs }) => audioStartMs).toSorted((a, b) => a - b);
  return spoken
    .flatMap((entry) => {
      const next = starts.find((startMs) => startMs > entry.audioStartMs) ?? Infinity;
      return cuesOf(entry, next - entry.audioStartMs);
    })
    .toSorted((a, b) => a.startMs - b.startMs);
}

/** @param limitMs when somebody speaks next. How long the user spoke is not known, and is estimated. */
function cuesOf(entry: MessageEntry & { readonly audioStartMs: number }, limitMs: number): readonly Cue[] {
  const { role, audioStartMs } = entry;
  const text = heardText(entry).replaceAll(/\s+/g, ' ').trim();
  const isMeasured = role === 'agent' && entry.heardMs > 0;
  const durationMs = isMeasured ? entry.heardMs : Math.min(limitMs, spokenMs(text) / DEFAULT_RATE);
  const timed = findWords(text, entry);
  return splitText(text).map(({ from, to }) => {
    const words = timed.filter((word) => word.from >= from && word.from < to);
    const [first, last] = [words[0], words.at(-1)];
    const shareAt = (place: number) => (durationMs * spokenMs(text.slice(0, place))) / spokenMs(text);
    const startMs = audioStartMs + (first?.startMs ?? shareAt(from));
    const endMs = audioStartMs + (last?.endMs ?? shareAt(to));
    return { role, text: text.slice(from, to).trim(), startMs, endMs: Math.max(endMs, startMs + 1) };
  });
}

/** The words whose times the vendor has sent, with their places in the text. */
function findWords(text: string, { wordTimes = [] }: MessageEntry) {
  let at = 0;
  return wordTimes.flatMap(({ text: word, startMs, endMs }) => {
    const from = text.indexOf(word.trim(), at);
    if (from < 0) return [];
    at = from + word.trim().length;
    return [{ from, startMs, endMs }];
  });
}

/** Splits a text into captions: between words, and within one only where it is longer than a caption. */
function splitText(text: string): readonly { readonly from: number; readonly to: number }[] {
  const pieces: { from: number; to: number }[] = [];
  for (let from = 0; from < text.length;) {
    const rest = text.length - from;
    const space = text.lastIndexOf(' ', from + MAX_LENGTH);
    const isCut = rest > MAX_LENGTH;
    const to = !isCut ? text.length : space > from ? space + 1 : from + MAX_LENGTH;
    pieces.push({ from, to });
    from = to;
  }
  return pieces;
}

function writeRange({ startMs, endMs }: Cue, mark: '.' | ','): string {
  return `${writeTime(startMs, mark)} --> ${writeTime(endMs, mark)}`;
}

function writeTime(ms: number, mark: string): string {
  const whole = Math.max(0, Math.round(ms));
  const parts = [3_600_000, 60_000, 1_000].map((unit, at) =>
    String(Math.floor(whole / unit) % (at === 0 ? Infinity : 60)).padStart(2, '0'),
  );
  return `${parts.join(':')}${mark}${String(whole % 1_000).padStart(3, '0')}`;
}

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
