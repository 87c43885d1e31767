import { defineConfig } from 'vitest/config';
import { houseProject, reporters } from './vitest.projects.ts';

/** `npm run test:consumers`: the packed packages in the apps, bundlers and compilers of those who install them. */
export default defineConfig({
  // Each file builds the packages: one after another.
  test: { reporters, projects: [houseProject(['tests/consumers/**/*.test.ts'], [], 1)] },
});
