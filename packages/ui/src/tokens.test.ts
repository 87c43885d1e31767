import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contrastOf, hexOf, readTokens } from '../../../scripts/lib/token-colors.mjs';
import { repartee } from './tailwind.ts';

const folder = new URL('.', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const base = readTokens(read('tokens.css'));

const THEMES: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  default: base,
  ...Object.fromEntries(
    readdirSync(new URL('themes', folder)).map((file) => [
      file.replace('.css', ''),
      new Map([...base, ...readTokens(read(`themes/${file}`))]),
    ]),
  ),
};

const GROUNDS = ['paper', 'surface', 'raised', 'sunken'];
const TEXT_PAIRS = [
  ...GROUNDS.flatMap((ground) =>
    ['ink', 'ink-soft', 'ink-faint', 'accent-text', 'user', 'danger'].map((ink) => [ink, ground] as const),
  ),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['accent-text', 'accent-wash'],
  ...['accent', 'user', 'danger'].flatMap((voice) =>
    ['ink', 'ink-soft'].map((ink) => [ink, `${voice}-wash`] as const),
  ),
  ['user', 'user-wash'],
  ['danger', 'danger-wash'],
] as const;

/** Pairs that cannot be told apart: texts below 4.5 to 1, and edges of fields below 3 to 1. */
function findFaint(tokens: ReadonlyMap<string, string>): readonly string[] {
  const pairs = [
    ...TEXT_PAIRS.map((pair) => [pair, 4.5] as const),
    ...GROUNDS.map((ground) => [['edge', ground], 3] as const),
  ];
  return (['light', 'dark'] as const).flatMap((scheme) =>
    pairs.flatMap(([[one, other], least]) => {
      const ratio = contrastOf(tokens, [`--repartee-${one}`, `--repartee-${other}`], scheme);
      return ratio >= least ? [] : [`${one} on ${other} in ${scheme}: ${ratio.toFixed(2)}`];
    }),
  );
}

describe('contrast', () => {
  it.each(Object.entries(THEMES))(
    'of every text and edge in the theme %s, in both schemes',
    (_name, tokens) => {
      expect(findFaint(tokens)).toEqual([]);
    },
  );

  it('of brands of any colours, however unfit they are', () => {
    let seed = 7;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return `#${(seed % 0xff_ff_ff).toString(16).padStart(6, '0')}`;
    };
    const extremes = ['#ffff00', '#00ff00', '#0000ff', '#ff0000', '#000000', '#ffffff', '#ff00ff', '#767676'];
    for (const accent of [...extremes, ...Array.from({ length: 24 }, next)]) {
      const brand = { accent, surface: next(), text: next() };
      const values = Object.entries(brand).map(
        ([name, color]) => [`--repartee-brand-${name}`, color] as const,
      );
      expect(findFaint(new Map([...base, ...values])), JSON.stringify(brand)).toEqual([]);
    }
  });
});

describe('the tokens for other tools', () => {
  it('are current in tokens.json', () => {
    const script = fileURLToPath(new URL('../../../scripts/tokens.mjs', import.meta.url));
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });

  it('are all known to Tailwind 3 and 4', () => {
    const colors = [...base.keys()]
      .filter((name) => !name.includes('-brand-') && hexOf(base, name, 'light') !== null)
      .map((name) => name.slice(2))
      .filter((name) => name !== 'repartee-accent-hover')
      .toSorted();
    expect(Object.keys(repartee.theme.extend.colors).toSorted()).toEqual(colors);
    const sheet = read('tailwind.css');
    expect([...sheet.matchAll(/--color-([\w-]+):/g)].map((match) => match[1]).toSorted()).toEqual(colors);
    const used = JSON.stringify(repartee) + sheet;
    const names = [...used.matchAll(/var\((--repartee-[\w-]+)\)/g)].map((match) => match[1] ?? '');
    expect(names.filter((name) => !base.has(name))).toEqual([]);
  });
});

describe('the style sheets', () => {
  // Themes and bridges are entries of their own.
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.css') && !/^(themes\/.*|shadcn|tailwind)\.css$/.test(file),
  );
  const sheets = files.map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
  const all = sheets.map((sheet) => sheet.text).join('\n');

  it('use only properties that they set', () => {
    const set = new Set([...all.matchAll(/(--repartee-[\w-]+):/g)].map((match) => match[1]));
    const used = [...all.matchAll(/var\((--repartee-[\w-]+)/g)].map((match) => match[1] ?? '');
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.tsx?$/.test(file),
    );
    const code = scripts.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
    expect(used.filter((name) => !set.has(name) && !code.includes(`'${name}'`))).toEqual([]);
  });

  it('are all in the one that apps import', () => {
    const entry = sheets.find((sheet) => sheet.file === 'styles.css')?.text ?? '';
    const imports = files.filter((file) => file !== 'styles.css').map((file) => `@import './${file}';`);
    expect(entry.match(/^@import .*$/gm)?.toSorted()).toEqual(imports.toSorted());
    expect(entry.indexOf('@layer theme, base, components;')).toBeLessThan(entry.indexOf('@import'));
  });

  it('are in the layers of components and themes, but for the guard against resets', () => {
    const loose = sheets.filter(({ text }) => !/^@layer (components|theme)\.repartee \{/.test(text));
    expect(loose.map((sheet) => sheet.file).toSorted()).toEqual(['guard.css', 'styles.css']);
  });

  it('write and outline with the accent that can be read, and fill with the other one', () => {
    const faint = /^\s*(color|border(-[\w-]+)?|outline(-color)?):[^;]*var\(--repartee-accent\)/;
    const found = sheets
      .filter(({ file }) => !file.includes('presence.css'))
      .flatMap(({ file, text }) =>
        text
          .split('\n')
          .filter((line) => faint.test(line))
          .map((line) => `${file}: ${line}`),
      );
    expect(found).toEqual([]);
  });

  it('use no left and right', () => {
    const physical = /\b(margin|padding|border|inset)?-?(left|right)\b(?!\s*,)/;
    // The environment has no logical names for the safe area.
    const isPhysical = (line: string) => physical.test(line.replaceAll(/safe-area-inset-\w+/g, ''));
    const found = sheets.flatMap(({ file, text }) =>
      text
        .split('\n')
        .filter((line) => isPhysical(line) && !line.includes('gradient'))
        .map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});
