import { cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';

const { react18 } = await vi.hoisted(async () => {
  const { loadReact18 } = await import('../test/load-react-18.ts');
  return { react18: loadReact18() };
});

vi.mock('react', () => react18.react);
vi.mock('react/jsx-runtime', () => react18.jsxRuntime);
vi.mock('react/jsx-dev-runtime', () => react18.jsxDevRuntime);
vi.mock('zustand', () => react18.zustand);
vi.mock('@testing-library/react', () => react18.testingLibrary);

afterEach(() => cleanup());

it('runs on React 18', () => {
  expect(React.version).toMatch(/^18\.3\./);
  function Version() {
    const [version] = React.useState(React.version);
    return <p>{version}</p>;
  }
  // A hook of one version under a renderer of another throws.
  expect(render(<Version />).container.textContent).toBe(React.version);
});

// Every test of a hook in a page runs here again, on the other version of React; what a file sets up stays its own.
const files = import.meta.glob(['./*.dom.test.tsx', '!./react-18.dom.test.tsx']);
describe.each(Object.entries(files))('on React 18: %s', async (_file, load) => {
  await load();
});
