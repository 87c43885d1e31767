import { expect, it } from 'vitest';
import type { PageChange } from './recording.ts';
import { watchPage } from './watch-page.ts';

it('tells what the page and its network do, until it is ended', () => {
  const changes: PageChange[] = [];
  const end = watchPage((change) => changes.push(change));
  document.dispatchEvent(new Event('visibilitychange'));
  document.dispatchEvent(new Event('freeze'));
  document.dispatchEvent(new Event('resume'));
  window.dispatchEvent(new Event('offline'));
  window.dispatchEvent(new Event('online'));
  expect(changes).toEqual(['visible', 'frozen', 'resumed', 'offline', 'online']);
  end();
  window.dispatchEvent(new Event('offline'));
  expect(changes).toHaveLength(5);
});
