// Writes docs/capabilities.md from the adapters' own facts. Node 20 strips no types, so Vite loads them.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const pathOf = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const { module } = await runnerImport(pathOf('tests/support/capability-table.ts'), { logLevel: 'error' });
writeFileSync(pathOf('docs/capabilities.md'), module.renderCapabilities());
