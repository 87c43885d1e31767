import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';

/** The browser that the tests run in; `npm test` finds or installs it. */
const executablePath = process.env.REPARTEE_CHROMIUM ?? '/usr/bin/chromium';

/** Chromium with a fake microphone, without what a closed network would make it wait for. */
export function chromium() {
  return playwright({
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
        '--allow-loopback-in-peer-connection',
      ],
    },
    contextOptions: { permissions: ['microphone'] },
  });
}

/** The configuration of a browser project. */
export function inChromium() {
  return {
    enabled: true,
    headless: true,
    provider: chromium(),
    instances: [{ browser: 'chromium' as const }],
    screenshotFailures: false,
  };
}

/** Work, not waiting, fills these tests: the limits are there for what hangs, also on a busy machine. */
export const patient = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
  setupFiles: ['./tests/support/waits.ts'],
};

/** Files of the second tier: `npm run test:long` runs them. */
const LONG = '**/*.long.*';

/** The floors of core that hold no state and touch no global. */
const PURE = 'packages/core/src/{protocol,errors,util,audio,session,adapters}/**/*.test.ts';

/** Plain Node, where the properties are checked. */
const inNode = { ...patient, setupFiles: [...patient.setupFiles, './tests/support/seed.ts'] };

/** Pure code: its test files share what they import. To load it anew for each took more time than the tests. */
export const pureProject = {
  test: {
    name: 'pure',
    environment: 'node',
    isolate: false,
    ...inNode,
    include: [PURE],
    exclude: ['**/*.browser.test.ts'],
    pool: 'forks' as const,
    maxWorkers: 2,
  },
};

/** Files that put something of their own in place of a module or a global, for which they need a process of their own. */
const ALONE = [
  'packages/core/src/runtime/audio-contexts.session.test.ts',
  'packages/emulator/src/livekit/user-session.test.ts',
  'packages/hooks/src/react-18.test.ts',
];

/** The rest that runs in Node. Its files share what they import, as the pure ones do. */
export const nodeProject = {
  test: {
    name: 'node',
    environment: 'node',
    isolate: false,
    ...inNode,
    include: ['packages/*/src/**/*.test.ts', 'apps/*/{src,server}/**/*.test.ts'],
    exclude: [PURE, ...ALONE, '**/*.browser.test.ts', '**/*.dom.test.ts', '**/node_modules/**'],
    pool: 'forks' as const,
    maxWorkers: 2,
  },
};

export const aloneProject = {
  test: { ...nodeProject.test, name: 'alone', isolate: true, include: ALONE, exclude: [] },
};

/** Every fault in every moment of a conversation: `npm test` tries one moment for each. */
export const matrixProject = {
  test: {
    ...nodeProject.test,
    name: 'matrix',
    include: ['packages/emulator/src/vendors/*/continuity.test.ts'],
    env: { REPARTEE_MATRIX: 'all' },
  },
};

const inJsdom = {
  environment: 'jsdom',
  ...patient,
  setupFiles: ['./tests/support/late-effects.ts', ...patient.setupFiles, './tests/support/setup-dom.ts'],
  maxWorkers: 2,
};

/** Puts another version of React in place of the installed one, for which it needs a process of its own. */
const REACT_18 = 'packages/hooks/src/react-18.dom.test.tsx';

/** Parts and hooks in jsdom. A context for each file in one process: to begin a process for each took more time than the tests. */
export const domProject = {
  plugins: [react()],
  test: {
    name: 'dom',
    ...inJsdom,
    include: ['packages/*/src/**/*.dom.test.tsx', 'apps/*/src/**/*.dom.test.tsx'],
    exclude: [REACT_18, '**/node_modules/**'],
    pool: 'vmForks' as const,
  },
};

export const react18Project = {
  plugins: [react()],
  test: { name: 'react-18', ...inJsdom, include: [REACT_18] },
};

/** Parts and devices in Chromium. @param tier - the files that `npm test` runs, or those of `npm run test:long`. */
export function browserProject(tier: 'short' | 'long') {
  return {
    plugins: [react()],
    // Found while a test runs, a dependency would reload the page under it.
    optimizeDeps: {
      include: ['react', 'react-dom', 'react-dom/client', 'react/jsx-dev-runtime'],
    },
    test: {
      name: 'browser',
      ...patient,
      // Real audio wants the machine for itself: the layers run one after another.
      sequence: { groupOrder: 1 },
      // One emulator serves all files, and some tell it to fail.
      fileParallelism: false,
      include: [`packages/*/src/**/*.${tier === 'long' ? 'long.' : ''}browser.test.{ts,tsx}`],
      exclude: tier === 'short' ? [LONG] : [],
      globalSetup: ['./tests/support/worklets.global.ts', './tests/support/emulator.global.ts'],
      browser: inChromium(),
    },
  };
}

/** Whole pages, apps and servers. @param tier - the files that `npm test` runs, or those of `npm run test:long`. */
export function endToEndProject(tier: 'short' | 'long') {
  return {
    test: {
      name: 'end-to-end',
      ...patient,
      sequence: { groupOrder: 3 },
      environment: 'node',
      include: [`{apps,packages}/*/e2e/**/*.${tier === 'long' ? 'long.' : ''}e2e.test.ts`],
      exclude: tier === 'short' ? [LONG] : [],
      globalSetup: ['./apps/demo/e2e/build.global.ts'],
      pool: 'forks' as const,
      // Each file serves the built demo and starts a browser of its own. Most of it is speech in real time: two go side by side.
      maxWorkers: 2,
      testTimeout: 120_000,
      hookTimeout: 180_000,
    },
  };
}

/** The tests of what the repository promises: its form, its documents and its packages. */
export function houseProject(include: readonly string[], exclude: readonly string[] = [], maxWorkers = 2) {
  return {
    test: {
      name: 'house',
      ...patient,
      sequence: { groupOrder: 4 },
      environment: 'node',
      include: [...include],
      exclude: [...exclude],
      pool: 'forks' as const,
      maxWorkers,
      testTimeout: 300_000,
      hookTimeout: 300_000,
    },
  };
}

/** The files of the house that `npm test` runs. */
export const houseFiles = houseProject(
  ['tests/**/*.test.ts'],
  [LONG, 'tests/consumers/**', 'tests/browsers/**'],
);

/** Prints the count of the tests, last. */
export const reporters = ['default', './tests/support/count-reporter.ts'];
