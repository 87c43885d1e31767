import Module, { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** React 18 and the libraries that stand on it, each loaded so that all of them share the one copy of it. */
export interface React18 {
  readonly react: object;
  readonly jsxRuntime: object;
  readonly jsxDevRuntime: object;
  readonly server: object;
  readonly zustand: object;
  readonly testingLibrary: object;
}

/**
 * Loads React 18 beside the React 19 of the workspace. Libraries in `node_modules` find React by themselves, through
 * `require`, so the names are turned over to the other version there; what Vite transforms has to be mocked by the test.
 */
export function loadReact18(): React18 {
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => {
    const renamed = /^react(-dom)?(\/.*)?$/.exec(request);
    const path = renamed && require.resolve(`react${renamed[1] ?? ''}-18${renamed[2] ?? ''}`);
    return load.call(Module, path ?? request, ...rest);
  };
  return {
    react: withDefault(require('react-18')),
    jsxRuntime: withDefault(require('react-18/jsx-runtime')),
    jsxDevRuntime: withDefault(require('react-18/jsx-dev-runtime')),
    server: withDefault(require('react-dom-18/server')),
    zustand: withDefault(requireFresh('zustand')),
    testingLibrary: withDefault(requireFresh('@testing-library/react')),
  };
}

/** Setup files have loaded some of them with React 19 already. */
function requireFresh(name: string): object {
  for (const file of Object.keys(require.cache)) {
    if (file.includes(`/node_modules/${name}/`)) delete require.cache[file];
  }
  return require(name) as object;
}

function withDefault(module: object): object {
  return { ...module, default: module };
}
