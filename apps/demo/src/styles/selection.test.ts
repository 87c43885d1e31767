import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const SELECTED = /\[aria-(?:pressed|selected|current|checked)|:checked/;
const MOVING =
  /^\s*(?:font(?:-weight|-size|-family)?|letter-spacing|padding[a-z-]*|margin[a-z-]*|border-width)\s*:/m;

it('a selection moves nothing: no rule for it changes the size of its text or its box', () => {
  const files = ['packages/ui/src', 'packages/inspector/src', 'apps/demo/src'].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => `${folder}/${file}`),
  );
  expect(files.length).toBeGreaterThan(60);
  const moving = files.flatMap((file) => {
    // With forced colours, a wider border stands for a background.
    const text = readFileSync(`${root}${file}`, 'utf8').replaceAll(
      /@media \(forced-colors[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g,
      '',
    );
    return [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
      .filter(([, selector = '', body = '']) => SELECTED.test(selector) && MOVING.test(body))
      .map(([, selector = '']) => `${file}: ${selector.trim()}`);
  });
  expect(moving).toEqual([]);
});
