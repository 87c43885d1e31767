import { defineConfig } from 'vitest/config';
import { aloneProject, domProject, nodeProject, pureProject, react18Project } from './vitest.projects.ts';

/** The fast inner loop: what runs in plain Node and in jsdom, without a browser and without Storybook's plugin. */
export default defineConfig({
  test: { projects: [pureProject, nodeProject, aloneProject, domProject, react18Project] },
});
