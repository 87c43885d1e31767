import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { englishLabels } from '../labels/englishLabels.ts';
import type { LabelsOverride } from '../labels/Labels.ts';
import { ar } from './ar/index.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';
import { fr } from './fr/index.ts';
import { hi } from './hi/index.ts';
import { ja } from './ja/index.ts';
import { pt } from './pt/index.ts';
import { zh } from './zh/index.ts';

const packs: Readonly<Record<string, LabelsOverride>> = { ar, de, en, es, fr, hi, ja, pt, zh };

/** A letter of the languages that are not written in Latin letters. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  hi: /\p{Script=Devanagari}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  zh: /\p{Script=Han}/u,
};

/** Words that other languages share with English. */
const SHARED = new Set(
  'agent|system|image|pause|transcript|toolArguments|budget.name|budget.turn|approve|suggestions|sessionSummary.interruptions'.split(
    '|',
  ),
);

/** Numbers and figures, which have no words. */
const FIGURES =
  /^(latency|elapsed|volumeValue|sessionSummary\.count|console\.(unknown|milliseconds|percent|seconds|count|times)|budget\.(money|count|percent|duration|about|turnName))$/;

/** Values of each plural category, also of languages that have six. */
const COUNTS = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000];

type Text = string | ((...args: unknown[]) => string);

/** Lists every text with the path of its key. */
function textsOf(labels: object, prefix = ''): ReadonlyMap<string, Text> {
  return new Map(
    Object.entries(labels).flatMap(([key, text]) =>
      typeof text === 'object' && text !== null
        ? [...textsOf(text as object, `${prefix}${key}.`)]
        : [[`${prefix}${key}`, text as Text] as const],
    ),
  );
}

/** The texts of a label: one for each of some arguments that fit it. */
function say(key: string, text: Text): readonly string[] {
  if (typeof text === 'string') return [text];
  if (key === 'budget.quantity') {
    const limits = ['cost', 'turns', 'tokens.textInput', 'minutes', 'idleMinutes', 'mutedMinutes'];
    return limits.flatMap((limit) => COUNTS.map((count) => text(limit, count, 'USD')));
  }
  if (key === 'budget.money') return COUNTS.map((count) => text(count, 'USD'));
  try {
    return COUNTS.map((count) => text(count, String(count)));
  } catch {
    // It takes names.
    return [text('get_weather', 'library')];
  }
}

const plain = (text: string | undefined) => text?.replaceAll(/[\s\u2066-\u2069]+/g, ' ').trim();
const english = textsOf(englishLabels);

describe.each(Object.entries(packs))('the pack %s', (locale, pack) => {
  const texts = textsOf(pack);

  it('has every label of every part, and no other', () => {
    expect(
      [...english.keys()].filter((key) => !texts.has(key)),
      'missing',
    ).toEqual([]);
    expect(
      [...texts.keys()].filter((key) => !english.has(key)),
      'unknown',
    ).toEqual([]);
  });

  it('fills in numbers and names', () => {
    const broken = [...texts].filter(([key, text]) =>
      say(key, text).some((words) => words.trim() === '' || /#|undefined|NaN|\[object/.test(words)),
    );
    expect(broken.map(([key]) => key)).toEqual([]);
  });

  it('is an entry of the package, and stands alone', async () => {
    const manifest = JSON.parse(
      readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'),
    ) as {
      readonly exports: Readonly<Record<string, string>>;
    };
    expect(manifest.exports['./locales/*']).toBe('./src/locales/*/index.ts');
    const bundle = await rolldown({
      input: path.join(import.meta.dirname, locale, 'index.ts'),
      external: [/^@repartee\//],
    });
    const { output } = await bundle.generate({ format: 'esm' });
    expect(output[0].code.includes(englishLabels.connect)).toBe(locale === 'en');
    expect(output[0].imports).toEqual([]);
  });
});

const translated = Object.entries(packs).filter(([locale]) => locale !== 'en');

it.each(translated)('the pack %s is in its own language', (locale, pack) => {
  const script = SCRIPTS[locale];
  const foreign = [...textsOf(pack)].filter(([key, text]) => {
    if (FIGURES.test(key)) return false;
    const words = say(key, text)[0] ?? '';
    if (script) return !script.test(words) && key !== 'budget.quantity';
    return !SHARED.has(key) && words.length > 6 && words === say(key, english.get(key) ?? '')[0];
  });
  expect(foreign.map(([key]) => key)).toEqual([]);
});

it('every language has a pack in this test', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).toSorted()).toEqual(Object.keys(packs).toSorted());
});

const modules = import.meta.glob<Readonly<Record<string, object>>>('./*/{connection,setup,stage}.ts', {
  eager: true,
});

it.each(Object.entries(modules))('says nothing that the pack says otherwise: %s', (file, module) => {
  const pack = packs[path.basename(path.dirname(file))];
  const labels = Object.values(module).flatMap((part) => Object.entries(part));
  expect(labels.length).toBeGreaterThan(5);
  expect(labels.filter(([key, label]) => pack?.[key as keyof LabelsOverride] !== label)).toEqual([]);
});

describe('plurals and numbers', () => {
  it.each([
    ['de', de.jumpToNew?.(1), '1 neue Nachricht'],
    ['de', de.jumpToNew?.(1_200), '1.200 neue Nachrichten'],
    ['de', de.interrupted?.(2.34), 'Nach 2,3 Sekunden unterbrochen'],
    ['fr', fr.jumpToNew?.(0), '0 nouveau message'],
    ['fr', fr.timeLeft?.(240_000), 'Il reste 4 minutes'],
    ['es', es.lostMemory?.images?.(2), 'El agente ya no ve 2 imágenes.'],
    ['ja', ja.jumpToNew?.(3), '新着 3 件'],
    ['ar', ar.jumpToNew?.(1), 'رسالة جديدة واحدة'],
    ['ar', ar.jumpToNew?.(2), 'رسالتان جديدتان'],
    ['ar', ar.jumpToNew?.(3), '3 رسائل جديدة'],
    ['ar', ar.jumpToNew?.(11), '11 رسالة جديدة'],
    ['hi', hi.jumpToNew?.(1), '1 नया संदेश'],
    ['pt', pt.budget?.quantity?.('turns', 2, 'USD'), '2 turnos'],
    ['de', de.budget?.quantity?.('idleMinutes', 1.5, 'USD'), '1,5 Min. Stille'],
    ['de', de.budget?.money?.(0.0312, 'EUR'), '0,0312 €'],
    ['de', de.latency?.(1_240), '1,2 Sek.'],
  ])('in %s: %s', (_locale, words, expected) => {
    expect(plain(words)).toBe(expected);
  });

  it('a name from elsewhere keeps a direction of its own', () => {
    expect(ar.approvalQuestion?.('delete_note', 'notes')).toContain('\u2068delete_note\u2069');
    expect(ar.toolAnnouncement?.('get_weather', 'x')).toContain('\u2068get weather\u2069');
  });
});
