import type { ScratchFiles } from './scratch-app.ts';

/** Versions of packages, by name. */
type Versions = Readonly<Record<string, string>>;

const reactRouter = (version: string): Versions => ({
  'react-router': version,
  '@react-router/dev': version,
  '@react-router/node': version,
  '@react-router/serve': version,
  isbot: '5.2.3',
});

/** The last versions for Node 20. */
export const FRAMEWORKS: Versions = {
  ...reactRouter('7.18.4'),
  astro: '5.18.2',
  '@astrojs/react': '4.4.2',
  '@astrojs/node': '9.5.5',
};

/** Versions for Node 22. */
export const NEWER_FRAMEWORKS: Versions = {
  ...reactRouter('8.4.0'),
  astro: '7.3.5',
  '@astrojs/react': '7.0.0',
  '@astrojs/node': '11.1.6',
  '@tanstack/react-start': '1.169.5',
  '@tanstack/react-router': '1.170.46',
  '@vitejs/plugin-react': '6.3.0',
};

/** The path of a package's command, for Node. */
type FindBin = (name: string) => string;

/** An app that a framework renders on its server. */
export interface RenderedApp {
  /** The section of the guide, which has the other files. */
  readonly heading: string;
  readonly folder: string;
  /** The files of the framework's template, around those of the guide. */
  readonly template: ScratchFiles;
  /** The packages that its manifest names: frameworks read in it which packages belong to them. */
  readonly packages: readonly string[];
  /** The command that builds the app, in its folder. */
  readonly build: (bin: FindBin) => string;
  /** The command that serves the built app, in its folder. Those without a port read it from the environment. */
  readonly serve: (bin: FindBin, port: number) => string;
}

const REACT_ROUTER: RenderedApp = {
  heading: 'React Router',
  folder: 'react-router-app',
  packages: ['react-router', '@react-router/node', '@react-router/serve', 'isbot'],
  template: {
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
  build: (bin) => `${bin('@react-router/dev')} build`,
  serve: (bin) => `${bin('@react-router/serve')} build/server/index.js`,
};

const ASTRO: RenderedApp = {
  heading: 'Astro',
  folder: 'astro-app',
  packages: ['astro', '@astrojs/react', '@astrojs/node'],
  template: {},
  build: (bin) => `${bin('astro')} build`,
  serve: () => 'dist/server/entry.mjs',
};

const TANSTACK_START: RenderedApp = {
  heading: 'TanStack Start',
  folder: 'tanstack-app',
  packages: ['@tanstack/react-start', '@tanstack/react-router'],
  template: {
    'vite.config.ts': `import { tanstackStart } from '@tanstack/react-start/plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
export default defineConfig({ plugins: [tanstackStart(), react()] });
`,
    'src/router.tsx': `import { createRouter } from '@tanstack/react-router';
import { routeTree } from './routeTree.gen';
export const getRouter = () => createRouter({ routeTree });
`,
    'src/routes/__root.tsx': `import { createRootRoute, HeadContent, Outlet, Scripts } from '@tanstack/react-router';
export const Route = createRootRoute({
  component: () => (
    <html lang="en">
      <head><HeadContent /></head>
      <body><Outlet /><Scripts /></body>
    </html>
  ),
});
`,
  },
  build: (bin) => `${bin('vite')} build`,
  serve: (bin, port) => `${bin('vite')} preview --port ${port} --host 127.0.0.1`,
};

/** The apps of docs/guides/bundlers.md. */
export const RENDERED_APPS = [REACT_ROUTER, ASTRO];

/** The same apps, and those whose frameworks need Node 22 in every version. */
export const NEWER_RENDERED_APPS = [...RENDERED_APPS, TANSTACK_START];
