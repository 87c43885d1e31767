/** Parses JSON; `undefined` for any other text: arguments are not valid JSON until the last of them has arrived. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parses a JSON object; `null` for anything else. */
export function readObject(text: string): Readonly<Record<string, unknown>> | null {
  const parsed = readJson(text || '{}');
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  return isObject ? (parsed as Record<string, unknown>) : null;
}
