import { expect, it } from 'vitest';
import { readGoAway, readRelayClose } from './relay-messages.ts';

it('reads the announcement of a relay, and leaves the frames of vendors alone', () => {
  expect(readGoAway('{"repartee":"go-away","timeLeftMs":9000}')).toEqual({
    type: 'session-expiring',
    remainingMs: 9_000,
  });
  expect(readGoAway('{"type":"session.created"}')).toBeNull();
  expect(readGoAway(new ArrayBuffer(4))).toBeNull();
});

it('reads the code and the wait of a close by a relay, and leaves those of vendors alone', () => {
  expect(readRelayClose({ reason: 'repartee:rate-limited 12s' })).toMatchObject({
    code: 'rate-limited',
    isRetryable: true,
    retryAfterMs: 12_000,
  });
  expect(readRelayClose({ reason: 'repartee:budget-exceeded (time)' })).toMatchObject({
    code: 'budget-exceeded',
    isRetryable: false,
  });
  expect(readRelayClose({ reason: 'Your session hit the maximum duration of 60 minutes.' })).toBeNull();
});
