// Writes the tables of docs/browsers.md from what the last `npm run test:browsers` measured. Node 20 strips no types, so Vite
// loads the code.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const pathOf = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const { module } = await runnerImport(pathOf('tests/support/browser-table.ts'), { logLevel: 'error' });
module.writeBrowserTables();
