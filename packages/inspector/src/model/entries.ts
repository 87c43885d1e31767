import type { RecordedStep } from '@repartee/core/recording';

/** The kind of row of a step in the table. */
export type EntryKind = 'frame' | 'event' | 'vendor' | 'command' | 'state' | 'measured';

/** The direction of a message: to the vendor, or from it. */
export type Direction = 'in' | 'out' | null;

/** The rows that are asked for. */
export interface EntryFilter {
  readonly text: string;
  readonly kinds: ReadonlySet<EntryKind>;
  readonly direction: 'in' | 'out' | 'both';
}

/** The kinds with their names, in the order of the filter. */
export const KINDS: readonly { readonly id: EntryKind; readonly name: string }[] = [
  { id: 'frame', name: 'Frames' },
  { id: 'event', name: 'Events' },
  { id: 'vendor', name: 'Decoded' },
  { id: 'command', name: 'Commands' },
  { id: 'measured', name: 'Measured' },
  { id: 'state', name: 'State' },
];

/** All but the state, which changes with nearly everything else. */
export const FIRST_FILTER: EntryFilter = {
  text: '',
  kinds: new Set<EntryKind>(['frame', 'event', 'vendor', 'command']),
  direction: 'both',
};

/** Finds the kind of a step. */
export function kindOf(step: RecordedStep): EntryKind {
  if (step.kind === 'frame' || step.kind === 'state') return step.kind;
  if (step.kind !== 'event') return 'measured';
  if (step.type === 'server-event') return 'vendor';
  return step.type === 'command-sent' ? 'command' : 'event';
}

/** Finds which way a step went. */
export function directionOf(step: RecordedStep): Direction {
  if (step.kind === 'frame') return step.direction;
  if (step.kind !== 'event') return null;
  return step.type === 'server-event' ? 'in' : step.type === 'command-sent' ? 'out' : null;
}

/** Names a step in a few words. */
export function titleOf(step: RecordedStep): string {
  switch (step.kind) {
    case 'frame':
      return frameTitle(step.text);
    case 'event':
      return step.type === 'server-event' || step.type === 'command-sent' ? step.event.type : step.type;
    case 'stats':
      return step.connection ? 'playback and call' : 'playback';
    case 'cost':
      return 'cost';
    case 'page':
      return `page ${step.change}`;
    default:
      return Object.keys({
        ...step.patch.fields,
        ...step.patch.lists,
        ...(step.patch.transcript && { transcript: 1 }),
      })
        .filter((key) => key !== 'nowMs')
        .join(', ');
  }
}

/** The vendor's own name of the message: its type, or its first field. */
function frameTitle(text: string): string {
  const [, type] = /"(?:type|event|message_type)"\s*:\s*"([^"]{1,80})"/.exec(text.slice(0, 2_000)) ?? [];
  if (type) return type;
  const [, field] = /^\s*\{\s*"([^"]{1,80})"/.exec(text) ?? [];
  return field ?? text.slice(0, 80);
}

/** The text beside the title of a row. */
export function summaryOf(step: RecordedStep): string {
  if (step.kind === 'frame') return step.text.slice(0, 200);
  return textOf(step).slice(0, 200);
}

/** The content of a step, beside its kind and its time. */
function contentOf(step: RecordedStep): unknown {
  if (step.kind === 'event') return step.event;
  if (step.kind === 'state') return step.patch;
  const { kind: _kind, atMs: _atMs, ...content } = step;
  return content;
}

const texts = new WeakMap<RecordedStep, string>();

/** The whole of a step as text, for the search. */
function textOf(step: RecordedStep): string {
  if (step.kind === 'frame') return step.text;
  const known = texts.get(step);
  if (known !== undefined) return known;
  const text = JSON.stringify(contentOf(step), replaceTagged) ?? '';
  texts.set(step, text);
  return text;
}

/** Values that JSON lacks, and errors, whose sentence is no field of theirs. */
function replaceTagged(_key: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  if (value instanceof Error) return { ...value, message: value.message };
  return value;
}

/** Writes a step for the detail view and for copies. */
export function formatStep(step: RecordedStep): string {
  return JSON.stringify(step, replaceTagged, 2);
}

/** Writes a value for the detail view. */
export function formatValue(value: unknown): string {
  return JSON.stringify(value, replaceTagged, 2) ?? '';
}

/** The frame in lines, where it is JSON. */
export function formatFrame(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Finds the places of the steps that fit. @param from - steps before this one are left out. */
export function filterSteps(
  steps: readonly RecordedStep[],
  { text, kinds, direction }: EntryFilter,
  from = 0,
): readonly number[] {
  const wanted = text.trim();
  const pattern = wanted ? new RegExp(wanted.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), 'i') : null;
  const found: number[] = [];
  for (let at = from; at < steps.length; at += 1) {
    const step = steps[at];
    if (!step || !kinds.has(kindOf(step))) continue;
    if (direction !== 'both' && directionOf(step) !== direction) continue;
    if (pattern && !pattern.test(titleOf(step)) && !pattern.test(textOf(step))) continue;
    found.push(at);
  }
  return found;
}

/** The longest time between events that were decoded at once, in milliseconds. */
const AT_ONCE_MS = 2;

/**
 * One message in the vendor's words and in ours. A frame that arrives is followed by what it was decoded to; a command comes
 * before the frames that carry it.
 */
export function bothWords(
  steps: readonly RecordedStep[],
  at: number,
): { readonly vendor: readonly string[]; readonly ours: readonly unknown[] } {
  const step = steps[at];
  if (!step) return { vendor: [], ours: [] };
  const direction = directionOf(step);
  if (direction === null) return { vendor: [], ours: [contentOf(step)] };
  const isHead = (one: RecordedStep) =>
    direction === 'in' ? one.kind === 'frame' : one.kind === 'event' && one.type === 'command-sent';
  const isSame = (one: RecordedStep | undefined) =>
    one !== undefined && Math.abs(one.atMs - step.atMs) <= AT_ONCE_MS;
  let first = at;
  while (!isHead(steps[first] ?? step) && isSame(steps[first - 1])) first -= 1;
  const group: RecordedStep[] = [];
  for (let next = first; isSame(steps[next]); next += 1) {
    const one = steps[next];
    if (!one || (next > first && isHead(one))) break;
    if (directionOf(one) === direction) group.push(one);
  }
  return {
    vendor: group.flatMap((one) => (one.kind === 'frame' ? [formatFrame(one.text)] : [])),
    ours: group.flatMap((one) => (one.kind === 'event' ? [one.event] : [])),
  };
}
