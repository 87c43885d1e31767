import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail } from './shell.mjs';

const CHROMIUM_PLACES = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

function findChromium() {
  const places = [process.env.REPARTEE_CHROMIUM, ...(CHROMIUM_PLACES[process.platform] ?? [])];
  return places.find((place) => place && existsSync(place)) ?? null;
}

function isOnPath(program) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, program)));
}

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs Debian packages without what they merely recommend: that would upgrade unrelated ones. */
function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300'];
  process.stderr.write(`Installing ${packages.join(', ')}…\n`);
  const apt = (args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  return (
    apt(['update', ...options]) && apt(['install', '-y', '--no-install-recommends', ...options, ...packages])
  );
}

/** Finds or installs the browser that the tests run in, and returns its path. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (canInstall() && aptInstall(['chromium', 'fonts-liberation'])) {
    const installed = findChromium();
    if (installed) return installed;
  }
  return fail(
    'The tests need Chromium or Chrome, and none was found or could be installed. Install one (Debian: apt-get install ' +
      'chromium fonts-liberation, as root), or set REPARTEE_CHROMIUM to its path.',
  );
}

/** Finds or installs the speech recogniser by which the tests know that the right words arrived. */
export function ensureRecognizer() {
  if (isOnPath('pocketsphinx_continuous')) return;
  if (canInstall() && aptInstall(['pocketsphinx', 'pocketsphinx-en-us'])) return;
  fail(
    'The tests recognise speech with pocketsphinx, which was not found and could not be installed. Install it (Debian: ' +
      'apt-get install pocketsphinx pocketsphinx-en-us, as root).',
  );
}
