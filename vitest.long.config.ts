import { defineConfig } from 'vitest/config';
import {
  browserProject,
  endToEndProject,
  houseProject,
  matrixProject,
  reporters,
} from './vitest.projects.ts';

/** `npm run test:long`: the same scenarios with every vendor and transport, and every figure of the benchmarks. */
export default defineConfig({
  test: {
    reporters,
    projects: [
      matrixProject,
      browserProject('long'),
      endToEndProject('long'),
      houseProject(['tests/**/*.long.test.ts']),
    ],
  },
});
