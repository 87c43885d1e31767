import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
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

/** Finds or installs the database in which instances of a server share their limits. */
export function ensureRedis() {
  if (isOnPath('redis-server')) return;
  if (canInstall() && aptInstall(['redis-server'])) return;
  fail(
    'The tests of the server count in Redis, which was not found and could not be installed. Install it (Debian: apt-get ' +
      'install redis-server, as root).',
  );
}

/**
 * Finds or installs what some tests need that others do without. Where it cannot be had, says what is skipped, and returns an
 * empty path.
 */
function ensureOptional(skipped, find, packages) {
  const found = find() || (canInstall() && aptInstall(packages) && find());
  if (found) return found;
  process.stderr.write(
    `Skipped: ${skipped}. What it needs was not found and could not be installed (Debian: apt-get install ` +
      `${packages.join(' ')}, as root).\n`,
  );
  return '';
}

/** Finds or installs the sound server by which the tests have a microphone and a loudspeaker; empty where it cannot be had. */
export function ensurePulse() {
  return ensureOptional(
    'every conversation with real sound',
    () => (isOnPath('pulseaudio') && isOnPath('pactl') ? 'pulseaudio' : ''),
    ['pulseaudio', 'pulseaudio-utils'],
  );
}

/** Finds or installs Firefox, and returns its path; empty where it cannot be had. */
export function ensureFirefox() {
  const places = [process.env.REPARTEE_FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'];
  const find = () => places.find((place) => place && existsSync(place));
  return ensureOptional('conversations in Firefox', find, ['firefox-esr']);
}

/** WebKitGTK's small browser, whose folder has the name of the machine's architecture. */
function findMiniBrowser() {
  if (!['WebKitWebDriver', 'Xvfb', 'dbus-run-session'].every(isOnPath)) return '';
  const places = [
    process.env.REPARTEE_WEBKIT,
    ...(existsSync('/usr/lib') ? readdirSync('/usr/lib') : []).map(
      (folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`,
    ),
  ];
  return places.find((place) => place && existsSync(place));
}

/** Finds or installs WebKit with its driver, a screen and a session bus, and returns its path; empty where it cannot be had. */
export function ensureWebKit() {
  return ensureOptional('conversations in WebKit', findMiniBrowser, [
    'webkit2gtk-driver',
    'gstreamer1.0-plugins-good',
    'gstreamer1.0-plugins-bad',
    'gstreamer1.0-pulseaudio',
    'xvfb',
    'xauth',
    'dbus',
  ]);
}
