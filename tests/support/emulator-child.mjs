import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const source = fileURLToPath(new URL('../../packages/emulator/src/index.ts', import.meta.url));
const { module } = await runnerImport(source, { logLevel: 'error' });
const emulator = await module.createEmulator({ port: 0 });
process.send(emulator.origin);
process.on('disconnect', async () => {
  await emulator.close();
  process.exit(0);
});
