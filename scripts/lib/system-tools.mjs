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

/** Finds or installs what a run can do without; empty where it cannot be had. */
function findOrInstall(find, packages) {
  return find() || (canInstall() && aptInstall(packages) && find()) || '';
}

const PULSE_PACKAGES = ['pulseaudio', 'pulseaudio-utils'];

/** Finds or installs the sound server by which the tests have a microphone and a loudspeaker. */
const findPulse = () =>
  findOrInstall(() => (isOnPath('pulseaudio') && isOnPath('pactl') ? 'pulseaudio' : ''), PULSE_PACKAGES);

function findFirefox() {
  const places = [process.env.REPARTEE_FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'];
  return places.find((place) => place && existsSync(place));
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

/** The engines of `npm run test:browsers`: the variable that tells the tests where each is, and Debian's packages of it. */
const ENGINES = [
  { name: 'Firefox', variable: 'REPARTEE_FIREFOX', packages: ['firefox-esr'], find: findFirefox },
  {
    name: 'WebKit',
    variable: 'REPARTEE_WEBKIT',
    packages: [
      'webkit2gtk-driver',
      'gstreamer1.0-plugins-good',
      'gstreamer1.0-plugins-bad',
      'gstreamer1.0-pulseaudio',
      'xvfb',
      'xauth',
      'dbus',
    ],
    find: findMiniBrowser,
  },
  {
    name: 'Chromium',
    variable: 'REPARTEE_CHROMIUM',
    packages: ['chromium', 'fonts-liberation'],
    find: findChromium,
  },
].map((engine) => ({ ...engine, find: () => findOrInstall(engine.find, engine.packages) }));

/**
 * Finds or installs what conversations with real sound need. Without a sound server there are none, and what cannot be had is
 * skipped: a run without an engine must not look like one with it.
 *
 * @param {() => string} [sound] - where the sound server is; empty where there is none.
 * @param {readonly { readonly name: string, readonly variable: string, readonly packages: readonly string[], readonly find: () => string }[]} [engines]
 * @returns the environment of the tests, where the place of a skipped engine is empty, and what is skipped and why.
 */
export function findEngines(sound = findPulse, engines = ENGINES) {
  const hasSound = sound() !== '';
  /** @type {Record<string, string>} */
  const env = {};
  /** @type {string[]} */
  const skipped = [];
  for (const { name, variable, packages, find } of engines) {
    const place = hasSound ? find() : '';
    env[variable] = place;
    if (place !== '') continue;
    const missing = hasSound ? `${name} was` : 'The sound server PulseAudio was';
    skipped.push(
      `Skipped: every conversation in ${name}. ${missing} not found and could not be installed (Debian: apt-get install ` +
        `${(hasSound ? packages : PULSE_PACKAGES).join(' ')}, as root).`,
    );
  }
  return { env, skipped };
}
