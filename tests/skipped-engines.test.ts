import { expect, it } from 'vitest';
import { findEngines } from '../scripts/lib/system-tools.mjs';

/* The behaviour of `npm run test:browsers` on a machine that lacks something. */

const engine = (name: string, place: string) => ({
  name,
  variable: `REPARTEE_${name.toUpperCase()}`,
  packages: [`${name.toLowerCase()}-package`, 'fonts'],
  find: () => place,
});

const here = () => 'pulseaudio';

it('skips nothing where everything is there', () => {
  const engines = [engine('Firefox', '/usr/bin/firefox'), engine('Chromium', '/usr/bin/chromium')];
  expect(findEngines(here, engines)).toEqual({
    env: { REPARTEE_FIREFOX: '/usr/bin/firefox', REPARTEE_CHROMIUM: '/usr/bin/chromium' },
    skipped: [],
  });
});

it('skips the engine that is missing, and says which, why and what to install', () => {
  const engines = [engine('Firefox', '/usr/bin/firefox'), engine('WebKit', ''), engine('Chromium', '')];
  const { env, skipped } = findEngines(here, engines);
  expect(env).toEqual({ REPARTEE_FIREFOX: '/usr/bin/firefox', REPARTEE_WEBKIT: '', REPARTEE_CHROMIUM: '' });
  expect(skipped).toEqual([
    expect.stringMatching(
      /^Skipped: every conversation in WebKit\. WebKit was not found.*install webkit-package fonts/,
    ),
    expect.stringMatching(/^Skipped: every conversation in Chromium\. Chromium was not found/),
  ]);
});

it('skips every engine without a sound server, and looks for none of them', () => {
  const engines = ['Firefox', 'Chromium'].map((name) => ({
    ...engine(name, ''),
    find: () => {
      throw new Error('A browser was looked for, or installed, in vain.');
    },
  }));
  const { env, skipped } = findEngines(() => '', engines);
  expect(env).toEqual({ REPARTEE_FIREFOX: '', REPARTEE_CHROMIUM: '' });
  expect(skipped).toEqual([
    expect.stringMatching(
      /conversation in Firefox\. The sound server PulseAudio was not found.*pulseaudio-utils/,
    ),
    expect.stringMatching(/conversation in Chromium\. The sound server PulseAudio was not found/),
  ]);
});
