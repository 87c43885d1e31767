// `node scripts/recordings.mjs [name]`: records the conversations that the inspector of the demo opens, with the emulator in place of a
// vendor: all of them, or one. Both sides are voices that are really played and heard, and are in the files. A second of sound takes
// 20 kB there, so the conversations are short.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { build, preview, runnerImport } from 'vite';
import { root } from './lib/shell.mjs';

const outDir = mkdtempSync(path.join(tmpdir(), 'repartee-recordings-'));
const demo = path.join(root, 'apps/demo');
const { module: instruments } = await runnerImport(path.join(demo, 'e2e/instruments.ts'), {
  logLevel: 'error',
});
const { module: voice } = await runnerImport(path.join(root, 'packages/emulator/src/index.ts'), {
  logLevel: 'error',
});

process.env.NODE_ENV = 'production';
await build({ root: demo, logLevel: 'error', build: { outDir, emptyOutDir: true } });
const server = await preview({ root: demo, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.REPARTEE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--autoplay-policy=no-user-gesture-required',
  ],
});

const [vendor] = (await (await fetch(new URL('/api/config', address))).json()).vendors;

const ask = async (method, body) => {
  const answer = await fetch(new URL('/__faults', vendor.emulatorUrl), {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok)
    throw new Error(`The emulator answered with status ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

/** Tells the emulator what goes wrong with the connection now. */
async function fail(fault) {
  const { sessions } = await ask('GET');
  const open = sessions.findLast((one) => one.vendor === vendor.id && one.isOpen);
  await ask('POST', { fault, session: open.session });
}

/** A person at the page. */
function personAt(page) {
  const phase = (name) =>
    page.locator(`.repartee-status[data-phase="${name}"]`).first().waitFor({ timeout: 60_000 });
  return {
    phase,
    async says(text) {
      const wav = await voice.createSpeechWav({ text, leadingSilenceMs: 100, trailingSilenceMs: 200 });
      await page.evaluate((sound) => globalThis.speak(sound), Buffer.from(wav).toString('base64'));
    },
    /** Lets the agent speak for a while. */
    async listens(ms) {
      await phase('speaking');
      await page.waitForTimeout(ms);
    },
    waits: (ms) => page.waitForTimeout(ms),
    untilSilent: () => phase('listening'),
  };
}

/** Records a conversation, and saves it. */
async function record(name, search, converse) {
  const [, , wanted = name] = process.argv;
  if (wanted !== name) return;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await page.addInitScript(instruments.installMicrophone);
  await page.goto(new URL(`/?transport=websocket&guide=off&${search}`, address).href);
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.locator('.repartee-status[data-status="live"]').first().waitFor();
  await converse(personAt(page));
  // It has been recorded from the beginning.
  await page.getByRole('button', { name: 'Inspector' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the recording' }).click();
  await (await download).saveAs(path.join(demo, 'public/recordings', `${name}.repartee`));
  await page.close();
}

try {
  await record('conversation', '', async ({ says, listens, phase, untilSilent }) => {
    await says('What is the weather like in London?');
    await listens(600);
    await says('Wait, what is the weather like in Paris?');
    await phase('user-speaking');
    await listens(300);
    await untilSilent();
    await fail({ kind: 'drop' });
    await phase('idle');
    await phase('listening');
    await says('Hello, are you there?');
    await listens(900);
  });
  await record('backchannel', '', async ({ says, listens, waits }) => {
    await says('Tell me a story.');
    await listens(2_000);
    await says('Okay.');
    await waits(4_000);
  });
  await record('slow-answer', '', async ({ says, phase, listens, untilSilent }) => {
    await says('Hello, are you there?');
    await listens(300);
    await untilSilent();
    await says('What is the weather like in London?');
    await phase('thinking');
    await fail({ kind: 'stall', direction: 'both', forMs: 2_500 });
    await listens(300);
    await untilSilent();
  });
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}
