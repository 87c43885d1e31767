/**
 * Compares two values by content: bytes byte by byte, objects field by field, where a field that is `undefined` counts
 * as absent, as it does in JSON.
 */
export function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const [leftBytes, rightBytes] = [toBytes(left), toBytes(right)];
  if (leftBytes || rightBytes) {
    return (
      leftBytes?.length === rightBytes?.length &&
      leftBytes?.every((byte, at) => byte === rightBytes?.[at]) === true
    );
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(Reflect.get(left, key), Reflect.get(right, key)));
}

function toBytes(value: object): Uint8Array | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value instanceof Uint8Array ? value : null;
}
