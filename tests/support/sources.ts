import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** One file that git tracks, or would if it were added. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Lists the files below given folders, as git sees them; a checkout's other litter does not count. */
export function listFiles(...patterns: readonly string[]): readonly string[] {
  const output = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...patterns],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return output.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
}

/** Reads the files whose path matches. */
export function readFiles(match: RegExp, ...patterns: readonly string[]): readonly SourceFile[] {
  return listFiles(...patterns)
    .filter((file) => match.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/** The code of the packages and apps, without tests, stories and fixtures. */
export function readProductCode(): readonly SourceFile[] {
  return readFiles(/\.(ts|tsx|mjs|css)$/, 'packages', 'apps').filter(
    (file) =>
      !/\.(test|stories|test-d|config)\.|\/(e2e|test|bench)\/|fixture|\/worklets\/[a-z]+\.js$/.test(
        file.path,
      ) && !/\/testing\/.*contract/.test(file.path),
  );
}
