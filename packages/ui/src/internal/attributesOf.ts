/** The name of the attribute that shows a field of a part's state: `isMuted` is `data-muted`, `endReason` `data-end-reason`. */
export function attributeName(field: string): `data-${string}` {
  const name = field
    .replace(/^(is|can)(?=[A-Z])/, '')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/^-/, '');
  return `data-${name}`;
}

/**
 * Shows a part's state as attributes. A field that is `true` gives an empty attribute, a text or a number gives its value,
 * and anything else gives no attribute.
 */
export function attributesOf(state: object): Record<`data-${string}`, string> {
  const attributes: Record<`data-${string}`, string> = {};
  for (const [field, value] of Object.entries(state) as [string, unknown][]) {
    if (value === false || value === null || value === undefined || value === '') continue;
    attributes[attributeName(field)] = value === true ? '' : String(value as string | number);
  }
  return attributes;
}
