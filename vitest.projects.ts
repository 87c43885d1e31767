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

/** What a browser project is configured with. */
export function inChromium() {
  return {
    enabled: true,
    headless: true,
    provider: chromium(),
    instances: [{ browser: 'chromium' as const }],
    screenshotFailures: false,
  };
}

export const nodeProject = {
  test: {
    name: 'node',
    environment: 'node',
    include: ['packages/*/src/**/*.test.ts', 'apps/*/{src,server}/**/*.test.ts'],
    exclude: ['**/*.browser.test.ts', '**/*.dom.test.ts', '**/node_modules/**'],
    pool: 'forks' as const,
  },
};

export const domProject = {
  plugins: [react()],
  test: {
    name: 'dom',
    environment: 'jsdom',
    include: ['packages/*/src/**/*.dom.test.tsx', 'apps/*/src/**/*.dom.test.tsx'],
    setupFiles: ['./tests/support/setup-dom.ts'],
  },
};
