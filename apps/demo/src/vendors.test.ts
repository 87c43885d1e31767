import { describe, expect, it } from 'vitest';
import { VENDORS } from './vendors.ts';

describe('the vendors of the demo', () => {
  it('are told apart by their ids', () => {
    expect(VENDORS.length).toBeGreaterThan(0);
    expect(new Set(VENDORS.map(({ id }) => id)).size).toBe(VENDORS.length);
  });

  it.each(VENDORS)('$name: the adapter is its own, and goes where it is sent', async (vendor) => {
    const adapter = await vendor.loadAdapter(`http://127.0.0.1:1${vendor.emulatedPath}`);
    expect(adapter.id).toBe(vendor.id);
    const credential = { value: 'for-one-call', expiresAtMs: null };
    const complete = 'load' in adapter ? await adapter.load() : adapter;
    const plan = complete.plan({ credential, config: {}, resumeHandle: null });
    expect(JSON.stringify(plan)).toContain(`127.0.0.1:1${vendor.emulatedPath}`);
  });

  it.each(VENDORS)('$name: the server has what mints for it', (vendor) => {
    const minter = vendor.createMinter?.('a-key', `http://127.0.0.1:1${vendor.emulatedPath}`);
    expect(minter?.adapterId).toBe(vendor.id);
  });
});
