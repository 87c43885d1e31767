import { redactText, SECRET_KEY } from '../errors/redact-secrets.ts';
import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { RealtimeErrorCode } from '../errors/realtime-error.ts';

/** Fields that hold what people or the agent said, wrote or were shown, as a text or a list of texts. */
const WORD_KEY =
  /^(text|delta|transcript|heardText|words|agentWords|output|errorMessage|images|instructions)$/;

/** Fields whose value is made of what was said, whatever is in it. */
const ARGUMENTS_KEY = /^arguments/;

const isSpokenField = (key: string, field: unknown) =>
  ARGUMENTS_KEY.test(key) || (WORD_KEY.test(key) && (typeof field === 'string' || Array.isArray(field)));

/**
 * Fields that hold ids, and the kit's own names of kinds, states and causes. A file whose structure is masked cannot be read or
 * replayed.
 */
const STRUCTURE_KEY =
  /^(?:id|ids|\w+Ids?|kind|type|direction|side|change|status|phase|previous|endReason|\w*[cC]ause|inputMode|microphone|mutedBy|mode|eagerness|role|modality|state|stage|memory|what|by|reason|verdict|outcome|unit|source|currency)$/;

/** The kind of a value: the words of a conversation, the structure of the file, or any other text. */
type Content = 'words' | 'structure' | 'text' | 'app-text';

/** The content of a field. What is within words is words, and within what an app has added, no name is the kit's own. */
function contentOf(holder: object, key: string, field: unknown, within: Content): Content {
  if (within === 'words' || isSpokenField(key, field)) return 'words';
  if (within === 'app-text' || key === 'metadata') return 'app-text';
  // A vendor explains the outcome of a response in its own words.
  if (key === 'reason' && 'outcome' in holder) return 'text';
  return STRUCTURE_KEY.test(key) ? 'structure' : 'text';
}

/**
 * The signs of a secret that `redactText` finds. Most texts have none of them, and are not searched for each kind of secret.
 */
const MAY_BE_SECRET =
  /(?:token|key|secret|signature|credential|authorization|password)["'\\]*\s*[:=]|bearer\s|eyJ|AIza|\b(?:sk|ek|auth_tokens)[-_/]|\bxi[-_]/i;

/** The name of the field that tells what else than a plain object a value is. */
const TAG = '$';

/** The options of writing a value. */
export interface WriteOptions {
  /** Replaces each letter and digit of what was said. */
  readonly isMasked: boolean;
  /** Texts that are masked, whatever holds them but the structure of the file. */
  readonly isHidden?: (text: string) => boolean;
  /** Entries whose words are masked. */
  readonly hiddenIds?: ReadonlySet<ItemId>;
}

/**
 * Writes a value as JSON can hold it: maps, sets, errors and numbers that JSON lacks get a tag, bytes become their length.
 * What looks like a secret is left out.
 */
export function writeValue(value: unknown, options: WriteOptions, content: Content = 'text'): unknown {
  switch (typeof value) {
    case 'string':
      return writeText(value, options, content);
    case 'number':
      return Number.isFinite(value) ? value : { [TAG]: 'number', value: String(value) };
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : writeObject(value, options, content);
    default:
      return undefined;
  }
}

function writeText(text: string, { isMasked, isHidden }: WriteOptions, content: Content): string {
  if (content === 'words' && isMasked) return maskText(text);
  if (content !== 'structure' && isHidden?.(text)) return maskText(text);
  return MAY_BE_SECRET.test(text) ? redactText(text) : text;
}

/** Replaces each letter and digit, and keeps the shape of the text. */
export function maskText(text: string): string {
  return text.replace(/[\p{L}\p{M}\p{N}]/gu, 'x');
}

function writeObject(value: object, given: WriteOptions, content: Content): unknown {
  const isHidden = 'id' in value && given.hiddenIds?.has(String(value.id));
  const options = isHidden ? { ...given, isMasked: true } : given;
  const write = (each: unknown) => writeValue(each, options, content);
  if (Array.isArray(value)) return value.map((each) => write(each) ?? null);
  if (value instanceof Map)
    return { [TAG]: 'map', entries: [...value].map((entry) => entry.map((each) => write(each) ?? null)) };
  if (value instanceof Set) return { [TAG]: 'set', values: [...value].map(write) };
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return { [TAG]: 'bytes', length: value.byteLength };
  if (isRealtimeError(value)) return writeError(value, options);
  const fields = Object.entries(value).map(([key, field]): readonly [string, unknown] => [
    key,
    SECRET_KEY.test(key) && (typeof field === 'string' || (typeof field === 'object' && field !== null))
      ? '[redacted]'
      : writeValue(field, options, contentOf(value, key, field, content)),
  ]);
  return Object.hasOwn(value, TAG) ? { [TAG]: 'object', fields } : Object.fromEntries(fields);
}

/** The sentence of an error may quote the vendor's, which may quote the user's. */
function writeError(error: RealtimeError, { isMasked, isHidden }: WriteOptions): unknown {
  const { code, message, adapterId, isRetryable, retryAfterMs, httpStatus, attempts } = error;
  const shown = isMasked || isHidden?.(message) ? maskText(message) : message;
  return {
    [TAG]: 'error',
    code,
    message: shown,
    adapterId,
    isRetryable,
    retryAfterMs,
    httpStatus,
    attempts,
  };
}

/** Reads what `writeValue` wrote. A tag that it does not know is kept as an object. */
export function readValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(readValue);
  const fields = value as Readonly<Record<string, unknown>>;
  switch (Object.hasOwn(fields, TAG) ? fields[TAG] : null) {
    case 'number':
      return Number(fields['value']);
    case 'map':
      return new Map(
        listOf(fields['entries']).map((entry) => listOf(entry).map(readValue) as [unknown, unknown]),
      );
    case 'set':
      return new Set(listOf(fields['values']).map(readValue));
    case 'bytes':
      return new Uint8Array(0);
    case 'error':
      return readError(fields);
    case 'object':
      return Object.fromEntries(
        listOf(fields['fields']).map((field) => {
          const [key, each] = listOf(field);
          return [String(key), readValue(each)];
        }),
      );
    default:
      return Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, readValue(each)]));
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readError({ code, message, ...options }: Readonly<Record<string, unknown>>): RealtimeError {
  return new RealtimeError(String(code) as RealtimeErrorCode, String(message), options);
}
