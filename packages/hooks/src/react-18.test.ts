import { version } from 'react';
import { describe, expect, it, vi } from 'vitest';

const { react18 } = await vi.hoisted(async () => {
  const { loadReact18 } = await import('../test/load-react-18.ts');
  return { react18: loadReact18() };
});

vi.mock('react', () => react18.react);
vi.mock('react/jsx-runtime', () => react18.jsxRuntime);
vi.mock('react/jsx-dev-runtime', () => react18.jsxDevRuntime);
vi.mock('react-dom/server', () => react18.server);
vi.mock('zustand', () => react18.zustand);

it('runs on React 18', () => expect(version).toMatch(/^18\.3\./));

describe('on React 18', async () => {
  await import('./server-rendering.test.ts');
});
