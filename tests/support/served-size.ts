import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from './sources.ts';

const SOURCES = path.join(root, 'packages/core/src');

/** A file of the built page, as a browser fetches it. */
interface ServedFile {
  readonly name: string;
  /** Bytes, compressed by itself as a server sends it. */
  readonly size: number;
  /** The module that a dynamic import names, below `packages/core/src`; the name of the source for a worklet. */
  readonly source: string | null;
  readonly isEntry: boolean;
  /** Files that the browser fetches before it runs this one. */
  readonly imports: readonly string[];
  /** Modules with the bytes that they add before compression. */
  readonly modules: readonly (readonly [name: string, length: number])[];
}

/** A page, built by Vite with the defaults of an app. React is left out. */
export class ServedPage {
  readonly files: readonly ServedFile[];

  constructor(files: readonly ServedFile[]) {
    this.files = files;
  }

  /** @param entry - what the page imports, in this folder */
  static async build(entry = 'size-entry.ts'): Promise<ServedPage> {
    // Vitest sets another one, with which Vite compiles JSX for development: file names and lines beside each element.
    process.env.NODE_ENV = 'production';
    const result = await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        rolldownOptions: {
          input: path.join(root, 'tests/support', entry),
          external: [/^react(-dom)?(\/|$)/],
        },
      },
    });
    if (!('output' in result)) throw new TypeError('Vite built more than one page.');
    return new ServedPage(result.output.map(readFile));
  }

  /** Sources of all files that are fetched by a dynamic import or as a worklet. */
  get lazySources(): readonly string[] {
    return this.files
      .flatMap(({ source, isEntry }) => (source === null || isEntry ? [] : [source]))
      .toSorted();
  }

  /** The files that a page has fetched once it has imported these sources. */
  filesOf(sources: readonly string[]): readonly ServedFile[] {
    const fetched = new Set<ServedFile>();
    const fetchFile = (file: ServedFile) => {
      if (fetched.has(file)) return;
      fetched.add(file);
      for (const other of this.files) if (file.imports.includes(other.name)) fetchFile(other);
    };
    for (const file of this.files) if (file.isEntry || sources.includes(file.source ?? '')) fetchFile(file);
    return [...fetched];
  }
}

/** Bytes of these files. */
export function sizeOf(files: readonly ServedFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

type Output = Extract<Awaited<ReturnType<typeof build>>, { output: unknown }>['output'][number];

function readFile(file: Output): ServedFile {
  if (file.type === 'asset') {
    const [source = null] = file.originalFileNames.map((name) => path.relative('packages/core', name));
    const size = gzipSync(file.source).length;
    return { name: file.fileName, size, source, isEntry: false, imports: [], modules: [] };
  }
  const { fileName, code, facadeModuleId, isEntry, isDynamicEntry, imports } = file;
  const isNamed = (isEntry || isDynamicEntry) && facadeModuleId !== null;
  return {
    name: fileName,
    size: gzipSync(code).length,
    source: isNamed ? path.relative(SOURCES, facadeModuleId) : null,
    isEntry,
    imports,
    modules: Object.entries(file.modules).map(([id, { renderedLength }]) => [
      path.relative(SOURCES, id),
      renderedLength,
    ]),
  };
}
