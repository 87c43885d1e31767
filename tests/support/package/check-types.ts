import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expectContent } from '../run-tool.ts';
import { root } from '../sources.ts';
import { app, writeFiles } from './scratch-app.ts';

/** Types that are there, and types that bite. */
export const TYPED_USE = `
import type { RealtimeSession } from '@repartee/core';
export const close = (session: RealtimeSession): Promise<void> => session.close();
// @ts-expect-error There is no such command.
export const nothing = (session: RealtimeSession) => session.dance();
`;

/** Every vendor that has a folder: a new one needs no entry here. */
const VENDORS = readdirSync(path.join(root, 'packages/core/src/adapters'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The entries that a server imports. */
export const SERVER_ENTRIES = [
  '@repartee/server',
  '@repartee/core/server',
  ...VENDORS.map((name) => `@repartee/core/adapters/${name}/server`),
];

/** The entries that a page imports. */
export const PAGE_ENTRIES = [
  '@repartee/core',
  '@repartee/core/audio',
  '@repartee/core/budget',
  '@repartee/core/detectors/neural',
  '@repartee/core/ports',
  '@repartee/core/recording',
  '@repartee/core/testing',
  ...VENDORS.map((name) => `@repartee/core/adapters/${name}`),
  '@repartee/hooks',
  '@repartee/ui',
  '@repartee/ui/locales/de',
];

/** Every entry. */
export const ENTRIES = [...PAGE_ENTRIES, ...SERVER_ENTRIES, '@repartee/emulator'];

/** A check of types: imports of entries, and a use of them. */
interface Check {
  readonly entries: readonly string[];
  readonly use: string;
  readonly lib: readonly string[];
  readonly types: readonly string[];
  /** Whether the declarations are checked, too. @default true */
  readonly isStrict?: boolean;
  /** @default the compiler of the repository */
  readonly compiler?: string;
}

/** Compiles imports of entries, and a use of them, in the scratch app. */
export function checkTypes(
  name: string,
  { entries, use, lib, types, isStrict = true, compiler }: Check,
): void {
  const file = `src/${name.replaceAll(/\W+/g, '-')}.ts`;
  const imports = entries.map((entry, index) => `import * as m${index} from '${entry}';`);
  const uses = `export const all = [${entries.map((_, index) => `m${index}`).join(', ')}];`;
  const compilerOptions = {
    noEmit: true,
    strict: true,
    module: 'nodenext',
    moduleResolution: 'nodenext',
    target: 'es2022',
    jsx: 'react-jsx',
    skipLibCheck: !isStrict,
    lib,
    types,
  };
  writeFiles({
    [file]: [...imports, uses, use].join('\n'),
    'tsconfig.json': JSON.stringify({ compilerOptions, files: [file] }),
  });
  expectContent(compiler ?? 'tsc', ['-p', app]);
}

/** The libraries of a page. */
export const DOM = ['es2023', 'dom', 'dom.iterable'];
