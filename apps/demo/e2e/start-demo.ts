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
import { inject } from 'vitest';
import { installInstruments, installMicrophone } from './instruments.ts';

const demo = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

/** The options of the demo's start. */
export interface StartOptions {
  /** @default false */
  readonly isDevelopment?: boolean;
  /** The options of its emulator. */
  readonly emulated?: EmulatorOptions;
  /** More of the environment of its server. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The options of a page. */
export interface OpenOptions {
  /** The text that the browser's fake microphone speaks once it is open. @default silence */
  readonly hears?: string;
  /** @default true */
  readonly isMicrophoneAllowed?: boolean;
  /** Whether the test speaks with `speak`. @default false */
  readonly isMicrophoneHeld?: boolean;
  /** A page of the demo's server. @default '/?transport=websocket', whose frames can be counted */
  readonly path?: string;
}

/** The demo with its server and an emulator. */
export interface Demo {
  readonly address: string;
  readonly emulator: Emulator;
  /** The folder of the built page, which all tests share. */
  readonly dist: string;
  /** Opens the page in a browser context of its own. */
  open(options?: OpenOptions): Promise<Page>;
  /** Closes every page that was opened. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  // Vitest sets NODE_ENV=test, which would build React for development.
  const own = { ...process.env, NODE_ENV: 'production', ...env };
  return spawn(process.execPath, [vite, ...args], { cwd: demo, env: own });
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    server.stderr?.on('data', (data: Buffer) => (output += data.toString()));
    server.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      // Vite prints the address in color.
      // oxlint-disable-next-line no-control-regex
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output.replace(/\u001B\[\d+m/g, ''));
      if (match) resolve(match[0]);
    });
    server.once('exit', (code) =>
      reject(new Error(`The demo's server ended with ${String(code)}: ${output}`)),
    );
  });
}

/**
 * Serves the demo: built, or with `isDevelopment` as `npm start` serves it, where React's strict mode mounts everything
 * twice.
 */
export async function startDemo({
  isDevelopment = false,
  emulated = {},
  env = {},
}: StartOptions = {}): Promise<Demo> {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-demo-'));
  const dist = inject('demoDist');
  const emulator = await createEmulator({ port: 0, ...emulated });
  const args = isDevelopment ? [] : ['preview', '--outDir', dist];
  const server = run([...args, '--port', '0'], {
    REPARTEE_EMULATOR: emulator.origin,
    NODE_ENV: isDevelopment ? 'development' : 'production',
    ...env,
  });
  const address = await addressOf(server);
  const browsers = new Map<string, Browser>();
  const pages: Page[] = [];
  const closePages = async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
  };
  const launchFor = async (hears: string | undefined, isMicrophoneAllowed: boolean) => {
    const key = JSON.stringify([hears, isMicrophoneAllowed]);
    const browser = browsers.get(key) ?? (await launch(folder, hears, isMicrophoneAllowed));
    browsers.set(key, browser);
    return browser;
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
      const browser = await launchFor(hears, isMicrophoneAllowed);
      // A picture that moves takes time from the sound, where there is no graphics card.
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      pages.push(page);
      if (isMicrophoneHeld) await page.addInitScript(installMicrophone);
      await page.addInitScript(installInstruments);
      const url = new URL(at, address);
      // The agent waits for the test, and the conversation is shown in writing.
      if (!url.searchParams.has('guide')) url.searchParams.set('guide', 'off');
      await page.goto(url.href);
      return page;
    },
    closePages,
    async close() {
      await closePages();
      await Promise.all([...browsers.values()].map((browser) => browser.close()));
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
  // Chromium plays the file in a loop: two minutes of silence keep it from speaking twice.
  const words = { text: hears ?? 'Hm.', leadingSilenceMs: 1_200, trailingSilenceMs: 120_000 };
  const wav = await createSpeechWav(words);
  writeFileSync(file, hears === undefined ? wav.fill(0, 44) : wav);
  args.push(`--use-file-for-fake-audio-capture=${file}`);
  if (isMicrophoneAllowed) args.push('--use-fake-ui-for-media-stream');
  else args.push('--deny-permission-prompts');
  return chromium.launch({ executablePath: process.env['REPARTEE_CHROMIUM'] ?? '/usr/bin/chromium', args });
}
