import { act, cleanup, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { SessionTimeLeft } from './SessionTimeLeft.tsx';

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const show = (leftMs: number | null, props = {}) => {
  const expiresAtMs = leftMs === null ? null : Date.now() + leftMs;
  renderPart(<SessionTimeLeft {...props} />, createStaticSession({ status: 'live', expiresAtMs }));
};
const text = () => screen.queryByRole('timer')?.textContent?.replace(/^.*: /, '') ?? null;
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('appears in the last five minutes, and counts minutes', async () => {
  show(5 * 60_000 + 500);
  expect(text()).toBeNull();
  await pass(500);
  expect(text()).toBe('5 minutes left');
  expect(screen.getByRole('timer').dataset['lastMinute']).toBeUndefined();
});

it('counts seconds in the last minute, and goes when there are none', async () => {
  show(62_000);
  expect(text()).toBe('2 minutes left');
  await pass(2_000);
  expect(text()).toBe('60 seconds left');
  expect(screen.getByRole('timer').dataset['lastMinute']).toBe('');
  cleanup();
  show(1_500);
  expect(text()).toBe('2 seconds left');
  await pass(500);
  expect(text()).toBe('1 second left');
  await pass(1_000);
  expect(text()).toBeNull();
});

it('appears when the app wants it to, and never where the vendor names no end', async () => {
  show(62_000, { fromMs: 60_000 });
  expect(text()).toBeNull();
  await pass(2_000);
  expect(text()).toBe('60 seconds left');
  cleanup();
  show(null);
  expect(text()).toBeNull();
});
