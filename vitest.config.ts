import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { domProject, inChromium, nodeProject } from './vitest.projects.ts';

const storybookFolder = fileURLToPath(new URL('.storybook', import.meta.url));

/** Every layer. `npm test` runs all of it; the last line printed is the count. */
export default defineConfig({
  test: {
    reporters: ['default', './tests/support/count-reporter.ts'],
    projects: [
      nodeProject,
      domProject,
      {
        plugins: [react()],
        // Found while a test runs, a dependency would reload the page under it.
        optimizeDeps: {
          include: ['react', 'react-dom', 'react-dom/client', 'react/jsx-dev-runtime', 'zustand/vanilla'],
        },
        test: {
          name: 'browser',
          // Real audio wants the machine for itself: the layers run one after another.
          sequence: { groupOrder: 1 },
          include: ['packages/*/src/**/*.browser.test.{ts,tsx}'],
          globalSetup: ['./tests/support/emulator.global.ts'],
          browser: inChromium(),
        },
      },
      ...(existsSync(`${storybookFolder}/main.ts`)
        ? [
            {
              plugins: [storybookTest({ configDir: storybookFolder })],
              test: { name: 'stories', sequence: { groupOrder: 2 }, browser: inChromium() },
            },
          ]
        : []),
      {
        test: {
          name: 'end-to-end',
          sequence: { groupOrder: 3 },
          environment: 'node',
          include: ['{apps,packages}/*/e2e/**/*.e2e.test.ts'],
          pool: 'forks',
          // Each file starts a built demo and a browser of its own. Most of it is speech in real time: two go side by side.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'house',
          sequence: { groupOrder: 4 },
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
