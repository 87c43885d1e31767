import { defineConfig } from 'vitest/config';
import { patient, reporters } from './vitest.projects.ts';

/** `npm run test:browsers`: conversations with real sound in Firefox, WebKit and Chromium. */
export default defineConfig({
  test: {
    reporters,
    name: 'browsers',
    ...patient,
    environment: 'node',
    include: ['tests/browsers/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 900_000,
    hookTimeout: 600_000,
  },
});
