import { act, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { createLazyPart } from './createLazyPart.tsx';

const Words = ({ text }: { readonly text: string }) => <p>{text}</p>;

it('keeps its place until it is loaded, and renders at once from then on', async () => {
  const Lazy = createLazyPart(() => Promise.resolve(Words));
  render(<Lazy text="Hello" fallback="…" />);
  expect(screen.getByText('…')).toBeTruthy();
  await act(() => Lazy.load());
  expect(screen.getByText('Hello')).toBeTruthy();
  render(<Lazy text="Again" fallback="…" />);
  expect(screen.getByText('Again')).toBeTruthy();
});

it('reports a failed load, and tries again when the network is back', async () => {
  const reports = vi.fn<(error: unknown) => void>();
  vi.stubGlobal('reportError', reports);
  const lost = new TypeError('Failed to fetch');
  const importPart = vi
    .fn<() => Promise<typeof Words>>()
    .mockRejectedValueOnce(lost)
    .mockResolvedValue(Words);
  const Lazy = createLazyPart(importPart);
  render(<Lazy text="Hello" fallback="…" />);
  await vi.waitFor(() =>
    expect(reports.mock.calls).toMatchObject([[{ code: 'module-failed', cause: lost }]]),
  );
  expect(screen.getByText('…')).toBeTruthy();
  act(() => void dispatchEvent(new Event('online')));
  await act(() => Lazy.load());
  expect(screen.getByText('Hello')).toBeTruthy();
  expect(importPart).toHaveBeenCalledTimes(2);
});
