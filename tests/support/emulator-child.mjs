import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const source = fileURLToPath(new URL('../../packages/emulator/src/index.ts', import.meta.url));
const { module } = await runnerImport(source, { logLevel: 'error' });
const emulator = await module.createEmulator({ port: 0 });
const wav = await module.createSpeechWav({
  text: 'What is the weather like in London?',
  sampleRateHz: 16_000,
});
process.send({ origin: emulator.origin, question: Buffer.from(wav).toString('base64') });
process.on('disconnect', async () => {
  await emulator.close();
  process.exit(0);
});
