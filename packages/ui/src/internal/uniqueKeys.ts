/**
 * Makes React keys of data that may hold equal values, by counting equal ones.
 * Firefox lists two devices with the same id for some monitors, and a message may have the same image twice.
 */
export function uniqueKeys(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return values.map((value) => {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    return `${count}:${value}`;
  });
}
