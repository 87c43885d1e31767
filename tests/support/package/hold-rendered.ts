import type { Browser } from 'playwright';
import { expect } from 'vitest';
import { findFreePort } from '../find-free-port.ts';
import { converse, openSilently } from './converse.ts';
import { withServer } from './dev-servers.ts';
import { overWebSocket, readGuide } from './guide.ts';
import type { RenderedApp } from './rendered-apps.ts';
import { binOf, runInApp, writeFiles } from './scratch-app.ts';

/** Visits the emulator of the packed package. */
export async function withEmulator(visit: (emulator: string) => Promise<void>): Promise<void> {
  const port = await findFreePort();
  await withServer(`node_modules/@repartee/emulator/dist/bin.js --port ${port}`, visit);
}

/**
 * Builds an app as the guide shows it, and holds a conversation where it was rendered.
 *
 * @param versions - of the packages that its manifest names.
 * @param node - builds and serves it.
 */
export async function holdWhereRendered(
  browser: Browser,
  { heading, folder, template, packages, build, serve }: RenderedApp,
  versions: Readonly<Record<string, string>>,
  node = process.execPath,
): Promise<void> {
  const dependencies = Object.fromEntries(packages.map((name) => [name, versions[name]]));
  const manifest = { name: folder, private: true, type: 'module', dependencies };
  await withEmulator(async (emulator) => {
    const files = { ...template, ...readGuide('bundlers', heading, emulator) };
    writeFiles({ [`${folder}/package.json`]: JSON.stringify(manifest) });
    for (const [file, text] of Object.entries(files))
      writeFiles({ [`${folder}/${file}`]: overWebSocket(text) });
    runInApp(build(binOf).split(' '), folder, node);
    const port = await findFreePort();
    const variables = { PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' };
    const visit = async (address: string) => {
      const html = await (await fetch(address)).text();
      expect(html).toContain('Start talking');
      const page = await openSilently(browser, address);
      await converse(page);
      await page.close();
    };
    await withServer(serve(binOf, port), visit, { folder, variables, node });
  });
}
