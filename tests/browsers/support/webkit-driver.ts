import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../support/find-free-port.ts';
import type { Driver } from './driver.ts';

/** The key under which WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

type Send = (method: 'GET' | 'POST' | 'DELETE', at: string, body?: object) => Promise<unknown>;

/** Sends commands of WebDriver to a port. They reject with the driver's message. */
const sendTo =
  (port: number): Send =>
  async (method, at, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${at}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await response.json()) as { value: unknown };
    const { error, message } = (value ?? {}) as { error?: string; message?: string };
    if (!response.ok) throw new Error(`${error ?? response.status}: ${message ?? at}`);
    return value;
  };

async function untilReady(send: Send): Promise<void> {
  const giveUpAtMs = performance.now() + 150_000;
  for (;;) {
    try {
      return void (await send('GET', '/status'));
    } catch (error) {
      if (performance.now() > giveUpAtMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  // With the session bus ends all that was started on it.
  process.kill(-child.pid);
  await ended;
}

/** Starts WebKitGTK's own small browser over WebDriver, on a screen and a session bus of its own. */
export async function launchWebKit(executablePath: string, env: NodeJS.ProcessEnv): Promise<Driver> {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-webkit-'));
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const [number] = (await Promise.race([
    once(screen.stdout, 'data'),
    once(screen, 'exit').then(() => Promise.reject(new Error('Xvfb has ended.'))),
  ])) as [Buffer];
  const port = await findFreePort();
  const send = sendTo(port);
  const driver = spawn('dbus-run-session', ['--', 'WebKitWebDriver', `--port=${port}`, '--host=local'], {
    env: {
      ...env,
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      DISPLAY: `:${number.toString().trim()}`,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
    stdio: 'ignore',
    detached: true,
  });
  const end = async () => {
    await endGroup(driver);
    await endGroup(screen);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(send);
    return await openSession(send, executablePath, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function openSession(send: Send, binary: string, end: () => Promise<void>): Promise<Driver> {
  const options = { binary, args: ['--automation', '--enable-media-stream=true'] };
  const { sessionId, capabilities } = (await send('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  })) as { sessionId: string; capabilities: { browserVersion: string } };
  const at = `/session/${sessionId}`;
  await send('POST', `${at}/timeouts`, { script: 300_000 });
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    log: [],
    open: async (address) => void (await send('POST', `${at}/url`, { url: address })),
    async click(selector) {
      const element = await send('POST', `${at}/element`, { using: 'css selector', value: selector });
      const id = (element as Record<string, string>)[ELEMENT];
      await send('POST', `${at}/element/${id}/click`, {});
    },
    async evaluate(act, ...args) {
      const script = `const [args, done] = arguments;
        Promise.resolve().then(() => (${act.toString()})(...args)).then(
          (value) => done({ value }),
          (error) => done({ error: String(error) }),
        );`;
      const answer = await send('POST', `${at}/execute/async`, { script, args: [args] });
      const { value, error } = answer as { value: never; error?: string };
      if (error !== undefined) throw new Error(error);
      return value;
    },
    async close() {
      await send('DELETE', at);
      await end();
    },
  };
}
