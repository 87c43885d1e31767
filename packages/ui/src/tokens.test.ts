import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** Colours as `[light, dark]`, by the name of their token. */
const colors = new Map(
  [...css.matchAll(/--repartee-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map((match) => [
    match[1] ?? '',
    [match[2] ?? '', match[3] ?? ''] as const,
  ]),
);

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const GROUNDS = ['paper', 'surface', 'raised', 'sunken'];
const TEXT_PAIRS = [
  ...GROUNDS.flatMap((ground) =>
    ['ink', 'ink-soft', 'ink-faint', 'accent', 'user', 'danger'].map((ink) => [ink, ground] as const),
  ),
  ['accent-ink', 'accent'],
  ['accent', 'accent-wash'],
  ['ink', 'accent-wash'],
  ['ink', 'user-wash'],
  ['ink-soft', 'user-wash'],
  ['user', 'user-wash'],
  ['ink', 'danger-wash'],
  ['ink-soft', 'danger-wash'],
  ['danger', 'danger-wash'],
] as const;

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s scheme', (_scheme, index) => {
  const ratio = (one: string, other: string) =>
    contrast(colors.get(one)?.[index] ?? '', colors.get(other)?.[index] ?? '');

  it.each(TEXT_PAIRS)('%s on %s can be read (4.5 to 1)', (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(GROUNDS)('the edge of a field on %s can be seen (3 to 1)', (ground) => {
    expect(ratio('edge', ground)).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheets', () => {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.css'),
  );
  const sheets = files.map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
  const all = sheets.map((sheet) => sheet.text).join('\n');

  it('use no property that is set nowhere', () => {
    const set = new Set([...all.matchAll(/(--repartee-[\w-]+):/g)].map((match) => match[1]));
    // The level is set by a script, on each frame.
    const used = [...all.matchAll(/var\((--repartee-[\w-]+)/g)].map((match) => match[1]);
    expect(used.filter((name) => !set.has(name) && name !== '--repartee-level')).toEqual([]);
  });

  it('are all in the one that apps import', () => {
    const entry = sheets.find((sheet) => sheet.file === 'styles.css')?.text ?? '';
    const parts = files.filter((file) => file !== 'styles.css').map((file) => `@import './${file}';`);
    expect(entry.trim().split('\n').toSorted()).toEqual(parts.toSorted());
  });

  it('are in one layer, so that an app overrules them without a fight', () => {
    const loose = sheets.filter(
      ({ file, text }) => file !== 'styles.css' && !text.startsWith('@layer repartee {'),
    );
    expect(loose.map((sheet) => sheet.file)).toEqual([]);
  });

  it('know no left and right', () => {
    const physical = /\b(margin|padding|border|inset)?-?(left|right)\b(?!\s*,)/;
    const found = sheets.flatMap(({ file, text }) =>
      text
        .split('\n')
        .filter((line) => physical.test(line) && !line.includes('gradient'))
        .map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});
