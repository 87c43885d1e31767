import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('./', import.meta.url);

it('The style sheet that apps import has the sheet of each part', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sheets = files.filter((file) => file.endsWith('.css') && file !== 'styles.css');
  const imports = sheets.map((file) => `@import './${file}';`);
  const entry = readFileSync(new URL('styles.css', folder), 'utf8');
  expect(entry.match(/^@import '\.\/.*$/gm)?.toSorted()).toEqual(imports.toSorted());
});
