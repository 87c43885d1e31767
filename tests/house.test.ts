import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { listPublicSymbols } from './support/public-symbols.ts';
import { readFiles, readProductCode, root } from './support/sources.ts';
import type { SourceFile } from './support/sources.ts';

const product = readProductCode();
const code = product.filter((file) => /\.tsx?$/.test(file.path));

/** The vendors that the kit knows or will know; those with a folder are found by it. */
function vendorNames(): readonly string[] {
  const folders = readdirSync(path.join(root, 'packages/core/src/adapters'));
  return [...new Set([...folders, 'openai', 'gemini', 'elevenlabs', 'cartesia'])];
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Lists every function of a file with its length in lines. */
function functionsOf(file: SourceFile): readonly { readonly at: string; readonly lines: number }[] {
  const found: { at: string; lines: number }[] = [];
  const measure = (node: { readonly start: number; readonly end: number }) => {
    const from = lineOf(file.text, node.start);
    found.push({ at: `${file.path}:${from}`, lines: lineOf(file.text, node.end) - from + 1 });
  };
  const { program, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path} cannot be parsed: ${errors[0]?.message}`);
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(program);
  return found;
}

/** Lists the passive effects that move the focus: they run after the user could have pressed a key. */
function lateFocusOf({ path: file, text }: SourceFile): readonly string[] {
  const found: string[] = [];
  new Visitor({
    CallExpression({ callee, start, end }) {
      const isEffect = callee.type === 'Identifier' && callee.name === 'useEffect';
      if (isEffect && /\bfocus\w*\(/i.test(text.slice(start, end)))
        found.push(`${file}:${lineOf(text, start)}`);
    },
  }).visit(parseSync(file, text).program);
  return found;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe('the house', () => {
  it('names vendors only in their folders', () => {
    const names = new RegExp(vendorNames().join('|'), 'i');
    const strangers = product
      .filter((file) => /^packages\/(core|hooks|ui|inspector|server|emulator)\/src\/|^apps\//.test(file.path))
      .filter(
        (file) => !/^packages\/core\/src\/adapters\/|^packages\/emulator\/src\/vendors\//.test(file.path),
      )
      .filter((file) => !/^apps\/demo\/src\/vendors\.ts$/.test(file.path))
      .flatMap((file) =>
        file.text
          .split('\n')
          .flatMap((line, index) => (names.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : [])),
      );
    expect(strangers).toEqual([]);
  });

  it('keeps files under 400 lines, and most of them far under', () => {
    const lengths = code.map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }));
    expect(lengths.filter((file) => file.lines > 400)).toEqual([]);
    for (const name of ['core', 'hooks', 'ui', 'inspector', 'server', 'emulator']) {
      const inPackage = lengths.filter((file) => file.path.startsWith(`packages/${name}/`));
      expect(median(inPackage.map((file) => file.lines)), name).toBeLessThanOrEqual(120);
    }
  });

  it('keeps functions under 60 lines', () => {
    expect(code.flatMap(functionsOf).filter((entry) => entry.lines > 60)).toEqual([]);
  });

  it('moves the focus in the commit that takes it away', () => {
    expect(code.flatMap(lateFocusOf)).toEqual([]);
  });

  it('gives every wait of a test at least half a minute', () => {
    // The waits that are set for all tests are longer (tests/support/waits.ts). A shorter one fails on a busy machine only.
    const tests = readFiles(/\.tsx?$/, 'packages', 'apps', 'tests').filter(({ path: file }) =>
      /\.test\.tsx?$|\/(test|e2e|support)\//.test(file),
    );
    const short = tests.flatMap(({ path: file, text }) =>
      [...text.matchAll(/\btimeout: ([\d_]+)/g)]
        .filter(([, ms = '']) => Number(ms.replaceAll('_', '')) < 30_000)
        .map(([found]) => `${file}: ${found}`),
    );
    expect(short).toEqual([]);
  });

  it('has no rooms for odds and ends', () => {
    const forbidden = /\/(utils|types|helpers|common|misc)\.tsx?$/;
    expect(code.map((file) => file.path).filter((file) => forbidden.test(file))).toEqual([]);
  });

  it('lists the names of every entry one by one', () => {
    const stars = code.filter((file) => /^export \*/m.test(file.text)).map((file) => file.path);
    expect(stars).toEqual([]);
  });

  it('uses none of the words that the vocabulary rules out', () => {
    const [page] = readFiles(/./, 'docs/vocabulary.md');
    const [, list = ''] = /These words are not used: ([^.]+)\./.exec(page?.text ?? '') ?? [];
    const words = list.split(/,\s*/);
    expect(words.length).toBeGreaterThan(4);
    // A word by itself, or a part of an identifier in camel case.
    const ruledOut = new RegExp(
      words
        .flatMap((word) => [
          `(?<![a-zA-Z])${word}(?![a-z])`,
          `${word[0]?.toUpperCase()}${word.slice(1)}(?![a-z])`,
        ])
        .join('|'),
    );
    const prose = readFiles(
      /\.(md|ts|tsx|mjs|css)$/,
      'packages',
      'apps',
      'docs',
      'README.md',
      'CONTRIBUTING.md',
      '.changeset',
    );
    const found = prose
      .filter((file) => !['docs/vocabulary.md', '.changeset/plain-names.md'].includes(file.path))
      .flatMap((file) =>
        file.text
          .split('\n')
          .flatMap((line, index) =>
            ruledOut.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : [],
          ),
      );
    expect(found).toEqual([]);
  });

  it('uses no enum', () => {
    expect(
      code.filter((file) => /^\s*(export\s+)?(const\s+)?enum\s/m.test(file.text)).map((file) => file.path),
    ).toEqual([]);
  });

  it('says why an empty catch is safe', () => {
    const silent = code.flatMap((file) =>
      [...file.text.matchAll(/catch(\s*\([^)]*\))?\s*\{\s*\}/g)].map(
        (match) => `${file.path}:${lineOf(file.text, match.index)}`,
      ),
    );
    expect(silent).toEqual([]);
  });

  it('documents what an app can import, and each of its settings', () => {
    const missing = listPublicSymbols(['core', 'hooks', 'ui', 'inspector', 'server', 'emulator'])
      .filter(({ doc }) => doc === null)
      .map(({ name, at }) => `${at} ${name}`);
    expect(missing).toEqual([]);
  });

  it('begins a docstring with the name of a thing, not with a question', () => {
    const riddles = code.flatMap((file) =>
      [...file.text.matchAll(/\/\*\*[\s*]*(?:What|How|Who|Whose|Which|Why)\b.*/g)].map(
        (match) => `${file.path}:${lineOf(file.text, match.index)} ${match[0].trim()}`,
      ),
    );
    expect(riddles).toEqual([]);
  });

  it('tells nothing of the machines that it was made on', () => {
    const secrets =
      /(^|[\s'"`(=])\/(root|work|home\/\w+)\/|https?:\/\/registry\.|\bsk-[A-Za-z0-9]{20,}|ghp_[A-Za-z0-9]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY/m;
    const loose = readFiles(/\.(ts|tsx|mjs|cjs|css|md|json|yaml|html|sh)$|^\.ci\//, '.')
      .filter((file) => file.path !== 'pnpm-lock.yaml' && file.path !== 'tests/house.test.ts')
      .filter((file) => secrets.test(file.text));
    expect(loose.map((file) => file.path)).toEqual([]);
  });
});
