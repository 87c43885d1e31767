import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const source = fileURLToPath(new URL('../../packages/emulator/src/index.ts', import.meta.url));
const { module } = await runnerImport(source, { logLevel: 'error' });
const emulator = await module.createEmulator({ port: 0 });
const say = async (text) => {
  const wav = await module.createSpeechWav({ text, sampleRateHz: 16_000 });
  return Buffer.from(wav).toString('base64');
};
const question = await say('What is the weather like in London?');
const numbers = {
  all: await say('One, two, three, four, five, six, seven, eight, nine.'),
  first: await say('One two three four.'),
  rest: await say('Five six seven eight nine.'),
};
process.send({ origin: emulator.origin, question, numbers });
process.on('disconnect', async () => {
  await emulator.close();
  process.exit(0);
});
