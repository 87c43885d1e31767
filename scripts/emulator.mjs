// Runs the emulator's command from its TypeScript source: Node 20 strips no types, so Vite loads it.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const source = fileURLToPath(new URL('../packages/emulator/src/cli.ts', import.meta.url));
const { module } = await runnerImport(source, { logLevel: 'error' });
await module.runCli(process.argv.slice(2));
