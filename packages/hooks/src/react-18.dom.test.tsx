import { cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { afterEach, expect, it, vi } from 'vitest';

const { react18 } = await vi.hoisted(async () => {
  const { loadReact18 } = await import('../test/load-react-18.ts');
  return { react18: loadReact18() };
});

vi.mock('react', () => react18.react);
vi.mock('react/jsx-runtime', () => react18.jsxRuntime);
vi.mock('react/jsx-dev-runtime', () => react18.jsxDevRuntime);
vi.mock('zustand', () => react18.zustand);
vi.mock('@testing-library/react', () => react18.testingLibrary());

afterEach(() => cleanup());

it('runs on React 18', () => {
  expect(React.version).toMatch(/^18\.3\./);
  let rendered = '';
  function Version() {
    const [version] = React.useState(React.version);
    rendered = version;
    return <p>{version}</p>;
  }
  const { container } = render(<Version />);
  expect(container.textContent).toBe(rendered);
});
