import type { ScratchFiles } from './scratch-app.ts';

/** What the apps below install. Newer versions of the two frameworks need Node 22. */
export const FRAMEWORKS = {
  'react-router': '7.18.4',
  '@react-router/dev': '7.18.4',
  '@react-router/node': '7.18.4',
  '@react-router/serve': '7.18.4',
  isbot: '5.2.3',
  astro: '5.18.2',
  '@astrojs/react': '4.4.2',
  '@astrojs/node': '9.5.5',
} as const;

/** An app that a framework renders on its server. */
interface RenderedApp {
  /** The section of the guide, which has the other files. */
  readonly heading: string;
  readonly folder: string;
  /** What the template of the framework puts around the files of the guide. */
  readonly template: ScratchFiles;
  /** The command that builds the app, in its folder. */
  readonly build: string;
  /** The command that serves the built app, in its folder. */
  readonly serve: string;
}

/** Both frameworks read in it which packages belong to them. */
const manifest = (name: string, packages: readonly (keyof typeof FRAMEWORKS)[]) =>
  JSON.stringify({
    name,
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(packages.map((one) => [one, FRAMEWORKS[one]])),
  });

/** The apps of docs/guides/bundlers.md. */
export const RENDERED_APPS: readonly RenderedApp[] = [
  {
    heading: 'React Router',
    folder: 'react-router-app',
    template: {
      'package.json': manifest('react-router-app', [
        'react-router',
        '@react-router/node',
        '@react-router/serve',
        'isbot',
      ]),
      'vite.config.ts': `import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
export default defineConfig({ plugins: [reactRouter()] });
`,
      'app/root.tsx': `import type { ReactNode } from 'react';
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from 'react-router';
export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head><Meta /><Links /></head>
      <body>{children}<ScrollRestoration /><Scripts /></body>
    </html>
  );
}
export default () => <Outlet />;
`,
    },
    build: '../node_modules/@react-router/dev/bin.js build',
    serve: '../node_modules/@react-router/serve/bin.js build/server/index.js',
  },
  {
    heading: 'Astro',
    folder: 'astro-app',
    template: { 'package.json': manifest('astro-app', ['astro', '@astrojs/react', '@astrojs/node']) },
    build: '../node_modules/astro/astro.js build',
    serve: 'dist/server/entry.mjs',
  },
];
