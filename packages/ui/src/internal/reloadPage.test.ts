import { afterEach, expect, it, vi } from 'vitest';
import { reloadPage } from './reloadPage.ts';

afterEach(() => vi.unstubAllGlobals());

it('reloadPage reloads the page', () => {
  const reload = vi.fn<() => void>();
  vi.stubGlobal('location', { reload });
  reloadPage();
  expect(reload).toHaveBeenCalledTimes(1);
});
