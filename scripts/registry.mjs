// Writes the shadcn registry of the parts into a folder that any static server can serve.
//   npm run registry:build -- --address https://example.com/r [--out registry]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRegistry } from './lib/registry-items.mjs';
import { root } from './lib/shell.mjs';

const { values } = parseArgs({
  options: {
    address: { type: 'string', default: 'http://127.0.0.1:4020' },
    out: { type: 'string', default: 'registry' },
    /** A package in place of the published one: `name=version`, where a version may be the address of a tarball. */
    package: { type: 'string', multiple: true, default: [] },
  },
});
const versions = Object.fromEntries(
  values.package.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
);
const folder = path.resolve(root, values.out);
const { index, items } = createRegistry({ address: values.address, versions });
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const write = (name, value) => writeFileSync(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
write('registry.json', index);
for (const item of items) write(`${item.name}.json`, item);
console.log(`${items.length} items in ${path.relative(root, folder)}`);
