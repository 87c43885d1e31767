import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmulator, createSpeechWav } from '@repartee/emulator';
import type { Emulator, EmulatorOptions } from '@repartee/emulator';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { installInstruments, installMicrophone } from './instruments.ts';

const demo = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

/** How the demo is started. */
export interface StartOptions {
  /** @default false */
  readonly isDevelopment?: boolean;
  /** How its emulator differs from the demo's own. */
  readonly emulated?: EmulatorOptions;
}

/** How a page is opened. */
export interface OpenOptions {
  /** Words that the browser's fake microphone hears right after it was opened. @default silence */
  readonly hears?: string;
  /** @default true */
  readonly isMicrophoneAllowed?: boolean;
  /** Whether the test speaks itself, by `speak`. @default false */
  readonly isMicrophoneHeld?: boolean;
  /** A page of the demo's server. @default '/?transport=websocket', whose frames can be counted */
  readonly path?: string;
}

/** The built demo with its server, the emulator behind it, and a folder for recordings. */
export interface Demo {
  readonly address: string;
  readonly emulator: Emulator;
  /** The folder that is served; nothing is in it in development. */
  readonly dist: string;
  /** Opens the page in a browser of its own. */
  open(options?: OpenOptions): Promise<Page>;
  /** Closes every browser that was opened. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  // Vitest says NODE_ENV=test, which would build React for development.
  const own = { ...process.env, NODE_ENV: 'production', ...env };
  return spawn(process.execPath, [vite, ...args], { cwd: demo, env: own });
}

async function build(outDir: string): Promise<void> {
  const child = run(['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error']);
  let said = '';
  child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The demo could not be built: ${said}`);
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    server.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      // The address is printed in colours.
      // oxlint-disable-next-line no-control-regex
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said.replace(/\u001B\[\d+m/g, ''));
      if (match) resolve(match[0]);
    });
    server.once('exit', (code) => reject(new Error(`The demo's server ended with ${String(code)}: ${said}`)));
  });
}

/**
 * Serves the demo: built, as people get it, or with `isDevelopment` as `npm start` serves it, where React's strict mode
 * mounts everything twice.
 */
export async function startDemo({ isDevelopment = false, emulated = {} }: StartOptions = {}): Promise<Demo> {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-demo-'));
  const dist = path.join(folder, 'dist');
  const [emulator] = await Promise.all([
    createEmulator({ port: 0, ...emulated }),
    isDevelopment ? null : build(dist),
  ]);
  const args = isDevelopment ? [] : ['preview', '--outDir', dist];
  const server = run([...args, '--port', '0'], {
    REPARTEE_EMULATOR: emulator.origin,
    NODE_ENV: isDevelopment ? 'development' : 'production',
  });
  const address = await addressOf(server);
  const browsers: Browser[] = [];
  const closePages = async () => {
    await Promise.all(browsers.splice(0).map((browser) => browser.close()));
  };
  return {
    address,
    emulator,
    dist,
    async open({
      hears,
      isMicrophoneAllowed = true,
      isMicrophoneHeld = false,
      path: at = '/?transport=websocket',
    } = {}) {
      const browser = await launch(folder, hears, isMicrophoneAllowed);
      browsers.push(browser);
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      if (isMicrophoneHeld) await page.addInitScript(installMicrophone);
      await page.addInitScript(installInstruments);
      await page.goto(new URL(at, address).href);
      return page;
    },
    closePages,
    async close() {
      await closePages();
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(
  folder: string,
  hears: string | undefined,
  isMicrophoneAllowed: boolean,
): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
  ];
  const file = path.join(folder, `${(hears ?? 'silence').replaceAll(/\W+/g, '-')}.wav`);
  // The recording is played in a loop: half a minute of silence keeps it from being heard twice.
  const words = { text: hears ?? 'Hm.', leadingSilenceMs: 1_200, trailingSilenceMs: 30_000 };
  const wav = await createSpeechWav(words);
  writeFileSync(file, hears === undefined ? wav.fill(0, 44) : wav);
  args.push(`--use-file-for-fake-audio-capture=${file}`);
  if (isMicrophoneAllowed) args.push('--use-fake-ui-for-media-stream');
  else args.push('--deny-permission-prompts');
  return chromium.launch({ executablePath: process.env['REPARTEE_CHROMIUM'] ?? '/usr/bin/chromium', args });
}
