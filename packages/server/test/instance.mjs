// Runs one instance of a server in a process of its own.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const source = fileURLToPath(new URL('./instance.ts', import.meta.url));
const { module } = await runnerImport(source, { logLevel: 'error', configFile: false });
const port = await module.startInstance(JSON.parse(process.argv[2]));
process.send({ port });
process.on('disconnect', () => process.exit(0));
