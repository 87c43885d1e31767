import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectContent } from './support/run-tool.ts';
import { readFiles, root } from './support/sources.ts';

/** Inside the repository, so that the blocks find the packages as an app would. */
const folder = path.join(root, 'apps/demo/node_modules/.docs-blocks');

interface Block {
  readonly name: string;
  readonly text: string;
}

function readBlocks(): readonly Block[] {
  return readFiles(/\.md$/, 'README.md', 'CONTRIBUTING.md', 'docs', 'packages/*/README.md').flatMap((file) =>
    [...file.text.matchAll(/^```(ts|tsx)\n([\s\S]*?)^```/gm)].map((match, index) => ({
      name: `${file.path.replaceAll(/[/.]/g, '-')}-${index + 1}.${match[1] ?? 'ts'}`,
      text: `${match[2] ?? ''}\nexport {};\n`,
    })),
  );
}

/** npm shows a README without the rest of the repository, so the packages link to it by its address. */
const REPOSITORY = /https:\/\/github\.com\/repartee\/repartee\/(?:blob|tree)\/main\//;

/** The file that a link leads to; the page itself for a link without a path. */
function targetOf(link: string, page: string): string {
  if (link === '') return page;
  if (REPOSITORY.test(link)) return link.replace(REPOSITORY, '');
  return path.posix.normalize(path.posix.join(path.posix.dirname(page), link));
}

/** The ids that GitHub and npm give the headings of a page. */
function headingIds(text: string): ReadonlySet<string> {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  return new Set(
    [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('the documentation', () => {
  const blocks = readBlocks();

  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const block of blocks) writeFileSync(path.join(folder, block.name), block.text);
    const config = {
      extends: path.join(root, 'tsconfig.base.json'),
      compilerOptions: {
        noEmit: true,
        types: ['node', 'vite/client'],
        // The demo has no use for it, the examples do.
        paths: {
          ws: [path.join(root, 'packages/core/node_modules/@types/ws/index.d.mts')],
          jose: [path.join(root, 'packages/server/node_modules/jose/dist/types/index.d.ts')],
          '@opentelemetry/api': [
            path.join(root, 'packages/server/node_modules/@opentelemetry/api/dist/index.d.cts'),
          ],
          ioredis: [path.join(root, 'packages/server/node_modules/ioredis/built/index.d.ts')],
        },
        noUnusedLocals: false,
        noUnusedParameters: false,
      },
      include: ['*.ts', '*.tsx'],
      exclude: [],
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has examples', () => {
    expect(blocks.length).toBeGreaterThan(5);
  });

  it('compiles', () => expectContent('tsc', ['-p', path.join(folder, 'tsconfig.json')]));

  it('links to files that are there', () => {
    const tracked = new Set(readFiles(/./, '.').map((file) => file.path));
    const broken = readFiles(/\.md$/, 'README.md', 'CONTRIBUTING.md', 'docs', 'packages/*/README.md').flatMap(
      (file) =>
        [...file.text.matchAll(/\]\((?!#|mailto:)([^)#\s]+)[^)]*\)/g)]
          .map(([, link = '']) => link)
          .filter((link) => !/^https?:/.test(link) || REPOSITORY.test(link))
          .map((link) => targetOf(link, file.path))
          .filter(
            (target) =>
              !tracked.has(target) &&
              ![...tracked].some((entry) => entry.startsWith(`${target.replace(/\/$/, '')}/`)),
          )
          .map((target) => `${file.path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('links to headings that are there', () => {
    const pages = readFiles(/\.md$/, 'README.md', 'CONTRIBUTING.md', 'docs', 'packages/*/README.md');
    const headings = new Map(pages.map(({ path: page, text }) => [page, headingIds(text)]));
    const broken = pages.flatMap((page) =>
      [...page.text.matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g)]
        .filter(([, link = '']) => !/^https?:/.test(link) || REPOSITORY.test(link))
        .map(([, link = '', id = '']) => ({ target: targetOf(link, page.path), id }))
        .filter(({ target, id }) => headings.get(target)?.has(id) === false)
        .map(({ target, id }) => `${page.path} → ${target}#${id}`),
    );
    expect(broken).toEqual([]);
  });

  it('links from the packages by address, which works on npm', () => {
    const relative = readFiles(/\.md$/, 'packages/*/README.md').flatMap((file) =>
      [...file.text.matchAll(/\]\((?!https?:|#|mailto:)[^)]*\)/g)].map(([link]) => `${file.path} ${link}`),
    );
    expect(relative).toEqual([]);
  });
});
