import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as lazyFile from '../packages/core/src/util/lazy.ts';
import { readProductCode, root } from './support/sources.ts';

/* One policy for what is loaded on demand: `createLazy` fetches it, says `module-failed`, and the next use tries again. */

interface DynamicImport {
  /** The file that imports, from the root of the project. */
  readonly file: string;
  readonly target: string;
  /** The functions whose calls are around it. */
  readonly calls: readonly string[];
}

/** Imports that no `createLazy` fetches, and why each is settled all the same. */
const OUTSIDE: Readonly<Record<string, string>> = {
  // `completeAdapter`, `AppSpeech` and `SessionVision` load what an adapter of any author brings, and make the error.
  'adapters/cartesia/index.ts ./adapter.ts': 'completeAdapter',
  'adapters/elevenlabs/index.ts ./adapter.ts': 'completeAdapter',
  'adapters/gemini/index.ts ./adapter.ts': 'completeAdapter',
  'adapters/openai/index.ts ./adapter.ts': 'completeAdapter',
  'adapters/cartesia/speech.ts ./sonic-adapter.ts': 'AppSpeech',
  'adapters/elevenlabs/capabilities.ts ./vision.ts': 'SessionVision',
  'adapters/gemini/capabilities.ts ./vision.ts': 'SessionVision',
  'adapters/openai/capabilities.ts ./vision.ts': 'SessionVision',
  // They belong to a failure that is being reported, which stays the reason where they are missing.
  'detectors/neural/neural-files.ts ./neural-sources.ts': 'the failure of the file',
  'media/load-worklet.ts ./worklet-failure.ts': 'the failure of the worklet',
  'media/reflex-worklet-url.ts ./worklet-sources.ts': 'the failure of the worklet',
  'media/worklet-url.ts ./worklet-sources.ts': 'the failure of the worklet',
  'runtime/resolve-credential.ts ./credential-errors.ts': 'the refusal of the credential',
  // A recording is read as a whole, or its promise rejects.
  'recording/run-frames.ts ../runtime/continuity-module.ts': 'readRecording',
  'recording/run-frames.ts ../runtime/tool-runner.ts': 'readRecording',
};

const CORE = 'packages/core/src/';

/** `loadListeningWords` fetches a list of words by its language, and makes the error for each. */
const isList = ({ file }: DynamicImport) => file === `${CORE}session/barge-in/load-listening-words.ts`;

function findImports(file: string, text: string): readonly DynamicImport[] {
  const found: DynamicImport[] = [];
  const calls: string[] = [];
  new Visitor({
    CallExpression({ callee }) {
      calls.push(callee.type === 'Identifier' ? callee.name : '');
    },
    'CallExpression:exit'() {
      calls.pop();
    },
    ImportExpression({ source }) {
      if (source.type === 'Literal') found.push({ file, target: String(source.value), calls: [...calls] });
    },
  }).visit(parseSync(file, text).program);
  return found;
}

const imports = readProductCode()
  .filter((file) => file.path.startsWith(CORE) && /(?<!\.(test|test-d))\.ts$/.test(file.path))
  .flatMap((file) => findImports(file.path, file.text));
const lazy = imports.filter(({ calls }) => calls.includes('createLazy'));
/** A package is loaded beside a file of core. */
const files = lazy.filter(({ target }) => target.startsWith('.'));

it('every dynamic import of core is a lazy module, or says how its failure is settled', () => {
  const outside = imports
    .filter((one) => !lazy.includes(one) && !isList(one))
    .map(({ file, target }) => `${file.slice(CORE.length)} ${target}`);
  expect(outside.toSorted()).toEqual(Object.keys(OUTSIDE).toSorted());
});

const LAZY = path.join(root, CORE, 'util/lazy.ts');

/** Imports a file anew, with all lazy modules that it creates. */
async function loadAnew(file: string): Promise<readonly lazyFile.Lazy<unknown>[]> {
  const made: lazyFile.Lazy<unknown>[] = [];
  vi.resetModules();
  vi.doMock(LAZY, async (original) => {
    const actual = await original<typeof lazyFile>();
    const createLazy: typeof actual.createLazy = (fetchPart) => {
      const part = actual.createLazy(fetchPart);
      made.push(part);
      return part;
    };
    return { ...actual, createLazy };
  });
  await import(path.join(root, file));
  return made;
}

const codeOf = (part: lazyFile.Lazy<unknown>) =>
  part.load().then(
    () => 'loaded',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

describe('a file that cannot be loaded is module-failed, and the next use tries again:', () => {
  afterEach(() => {
    vi.doUnmock(LAZY);
    vi.resetModules();
  });

  it.each(files.map(({ file, target }) => [file, target] as const))('%s imports %s', async (file, target) => {
    const failing = path.join(root, path.dirname(file), target);
    vi.doMock(failing, () => {
      throw new Error('offline');
    });
    // What these modules create in their turn is none of the file's.
    const made = [...(await loadAnew(file))];
    const codes = await Promise.all(made.map(codeOf));
    expect(codes.filter((code) => code !== 'loaded')).toEqual(['module-failed']);
    vi.doUnmock(failing);
    expect(await Promise.all(made.map(codeOf))).toEqual(made.map(() => 'loaded'));
  });
});
