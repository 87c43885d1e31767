import { vi } from 'vitest';

/**
 * The limit of every wait for a state, in milliseconds; by default it is one second. It is there for what never comes: on a
 * busy machine a second is often exceeded.
 */
export const WAIT_MS = 30_000;

const { waitFor, waitUntil } = vi;

const patient = (options: number | object | undefined) =>
  typeof options === 'number' ? options : { timeout: WAIT_MS, ...options };

vi.waitFor = (callback, options) => waitFor(callback, patient(options));
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));
