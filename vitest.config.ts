import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { defineConfig } from 'vitest/config';
import {
  aloneProject,
  browserProject,
  domProject,
  endToEndProject,
  houseFiles,
  inChromium,
  nodeProject,
  patient,
  pureProject,
  react18Project,
  reporters,
} from './vitest.projects.ts';

const storybookFolder = fileURLToPath(new URL('.storybook', import.meta.url));

/** Every layer, as `npm test` runs it. Each has tests of a second tier: see `vitest.long.config.ts` and `vitest.consumers.config.ts`. */
export default defineConfig({
  test: {
    reporters,
    projects: [
      pureProject,
      nodeProject,
      aloneProject,
      domProject,
      react18Project,
      browserProject('short'),
      ...(existsSync(`${storybookFolder}/main.ts`)
        ? [
            {
              plugins: [storybookTest({ configDir: storybookFolder })],
              test: {
                name: 'stories',
                ...patient,
                setupFiles: [...patient.setupFiles, './tests/support/setup-stories.ts'],
                globalSetup: ['./tests/support/worklets.global.ts'],
                sequence: { groupOrder: 2 },
                // The files share a page: to load the parts and nine languages anew for each took two thirds of the time.
                browser: { ...inChromium(), isolate: false },
              },
            },
          ]
        : []),
      endToEndProject('short'),
      houseFiles,
    ],
  },
});
