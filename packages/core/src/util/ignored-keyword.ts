/** Keywords of any draft that restrict values and that the validator ignores. */
export const IGNORED_KEYWORD =
  /^(unevaluated(Properties|Items)|\$(dynamic|recursive)Ref|additionalItems|dependencies|divisibleBy|disallow|extends)$/;

const APPLICATOR =
  /^(items|prefixItems|(all|any|one)Of|not|if|then|else|contains|propertyNames|additionalProperties)$/;
const SCHEMAS_BY_NAME = /^((pattern)?properties|dependentSchemas|\$defs|definitions)$/i;

/**
 * Finds a keyword of a JSON Schema that restricts values and that the validator ignores, and returns its JSON Pointer. A list
 * as `items` is such a keyword, too: JSON Schema 2020-12 has `prefixItems` for it. Annotations and unknown keywords pass.
 *
 * Every session loads this check, so it is small; `checkJsonSchema` finds all other faults before the first validation.
 */
export function findIgnoredKeyword(
  schema: unknown,
  at = '',
  isByName = Array.isArray(schema),
): string | null {
  if (typeof schema !== 'object') return null;
  for (const [key, value] of Object.entries(schema ?? {})) {
    const place = `${at}/${key}`;
    if (!isByName && (IGNORED_KEYWORD.test(key) || (key === 'items' && Array.isArray(value)))) return place;
    const hasNames = !isByName && SCHEMAS_BY_NAME.test(key);
    if (!isByName && !hasNames && !APPLICATOR.test(key)) continue;
    const found = findIgnoredKeyword(value, place, hasNames || undefined);
    if (found) return found;
  }
  return null;
}
