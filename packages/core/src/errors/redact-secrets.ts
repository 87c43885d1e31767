/** Names of fields whose text or object is a secret. */
export const SECRET_KEY = /api[-_]?key|authorization|secret|token$|password|credential|signature/i;

/**
 * Secrets inside text: keys of the vendors (`sk-…`, `sk_car_…`, `ek_…`, `xi-…`, `AIza…`, `auth_tokens/…`), JSON web tokens,
 * `Bearer …`, the value of a header with a key, and parameters of an address such as `?token=…`.
 */
const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  [
    /([?&;][\w.-]*(?:token|key|secret|signature|credential|authorization|password)=)[^&\s"'#<>]+/gi,
    '$1[redacted]',
  ],
  [
    /\b((?:\w+-)*api[-_]?key|authorization)(\\*["']?\s*[:=]\s*\\*["']?)(?:\w+ +)?[\w.~+/=-]{8,}/gi,
    '$1$2[redacted]',
  ],
  [/\bBearer\s+[\w.~+/=-]{6,}/gi, 'Bearer [redacted]'],
  [/\beyJ[\w-]{6,}(?:\.[\w-]+){1,4}/g, '[redacted]'],
  [/\bAIza[\w-]{16,}/g, '[redacted]'],
  [/\b(?:sk|ek|auth_tokens)[-_/][\w./-]{6,}/g, '[redacted]'],
  [/\bxi[-_][\w-]{12,}/g, '[redacted]'],
];

const MAX_DEPTH = 6;

/** Replaces what looks like a secret in a text. */
export function redactText(text: string): string {
  return SECRET_TEXTS.reduce(
    (redacted, [secret, replacement]) => redacted.replace(secret, replacement),
    text,
  );
}

/**
 * Copies a payload without what looks like a secret. The copy is also bounded in depth, so that a hostile payload
 * cannot make an error expensive to log.
 */
export function redactSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((entry) => redactSecrets(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      // A secret may be wrapped in an object with its expiry; a count such as a number of tokens is none.
      SECRET_KEY.test(key) && (typeof entry === 'string' || (typeof entry === 'object' && entry !== null))
        ? '[redacted]'
        : redactSecrets(entry, depth + 1),
    ]),
  );
}

/**
 * Redacts what caused an error. An error without secrets is kept as it is, so that it can be compared; another one is
 * replaced by a copy of its name, message and stack. Other objects are copied.
 */
export function redactCause(cause: unknown, depth = 0): unknown {
  if (!(cause instanceof Error)) return redactSecrets(cause);
  if (depth >= MAX_DEPTH) return '[too deep]';
  const { name, message, stack, cause: deeper } = cause;
  const [cleanMessage, cleanStack] = [redactText(message), stack === undefined ? stack : redactText(stack)];
  const cleanDeeper = deeper === undefined ? deeper : redactCause(deeper, depth + 1);
  const isClean =
    cleanMessage === message &&
    cleanStack === stack &&
    (deeper === cleanDeeper || !(deeper instanceof Error));
  if (isClean) return cause;
  const copy = new Error(cleanMessage, cleanDeeper === undefined ? undefined : { cause: cleanDeeper });
  return Object.assign(copy, { name, ...(cleanStack !== undefined && { stack: cleanStack }) });
}
