import { describe, expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createBackoff } from '../transport/reconnect-policy.ts';
import type { ReconnectPolicy } from '../transport/reconnect-policy.ts';
import { ReconnectAttempts } from './reconnect-attempts.ts';

const lost = { kind: 'close-1006', error: new RealtimeError('connection-lost', 'It broke.') };

function create(reconnect: ReconnectPolicy | false = createBackoff({ random: () => 0.5 })) {
  const clock = createManualClock();
  const reported: unknown[] = [];
  const report = (error: unknown) => {
    reported.push(error);
    return new RealtimeError('internal-error', String(error));
  };
  return { clock, reported, attempts: new ReconnectAttempts({ session: { reconnect }, clock, report }) };
}

describe('the attempts to reconnect', () => {
  it('wait for the network of a device that has none, and no longer than a wrong report deserves', () => {
    const { attempts } = create();
    attempts.isOffline = true;
    expect(attempts.next(lost)).toEqual({ attempt: 1, delayMs: 30_000 });
    expect(attempts.offlineWaitMs).toBe(30_000);
    attempts.isOffline = false;
    expect(attempts.next(lost)).toEqual({ attempt: 2, delayMs: 500 });
  });

  it('keep the time that a server asked for, and tell how much of it is left', () => {
    const { attempts, clock } = create();
    const error = new RealtimeError('rate-limited', 'Too many.', { retryAfterMs: 9_000 });
    expect(attempts.next({ kind: 'refusal', error })).toEqual({ attempt: 1, delayMs: 9_000 });
    clock.advance(4_000);
    expect(attempts.serverWaitMs).toBe(5_000);
    clock.advance(6_000);
    expect(attempts.serverWaitMs).toBe(0);
  });

  it('give the policy the time since the first loss, over connections that did not prove themselves', () => {
    const seen: number[] = [];
    const { attempts, clock } = create(({ elapsedMs }) => {
      seen.push(elapsedMs);
      return 0;
    });
    attempts.next(lost);
    clock.advance(2_000);
    attempts.recordLive();
    clock.advance(9_999);
    attempts.next(lost);
    attempts.recordLive();
    clock.advance(10_000);
    attempts.next(lost);
    expect(seen).toEqual([0, 11_999, 0]);
  });

  it('end with an error that says how many there were', () => {
    const { attempts } = create(createBackoff({ maxAttempts: 2 }));
    expect(attempts.giveUp(lost.error)).toBe(lost.error);
    attempts.next(lost);
    expect(attempts.giveUp(lost.error).message).toContain('One attempt to reconnect');
    attempts.next(lost);
    expect(attempts.next(lost)).toBeNull();
    expect(attempts.giveUp(lost.error)).toMatchObject({ code: 'connection-lost', attempts: 2 });
  });

  it('allow a renewal whenever the connection has proved itself since the last one', () => {
    const { attempts, clock } = create();
    attempts.recordLive();
    const renewed = Array.from({ length: 8 }, () => {
      clock.advance(120_000);
      return attempts.mayRenew();
    });
    expect(renewed).toEqual(renewed.map(() => true));
  });

  it('refuse the sixth renewal in a row, until a response is finished', () => {
    const { attempts, clock } = create();
    attempts.recordLive();
    const renew = () => {
      clock.advance(9_999);
      return attempts.mayRenew();
    };
    expect([renew(), renew(), renew(), renew(), renew(), renew()]).toEqual([
      ...Array<boolean>(5).fill(true),
      false,
    ]);
    attempts.recordResponse();
    expect(renew()).toBe(true);
  });

  it('end when the policy throws, and report it', () => {
    const { attempts, reported } = create(() => {
      throw new Error('a fault of the app');
    });
    expect(attempts.next(lost)).toBeNull();
    expect(reported).toHaveLength(1);
  });

  it('do not count a response that was finished before the connection was live', () => {
    const { attempts } = create();
    attempts.next(lost);
    attempts.recordResponse();
    expect(attempts.count).toBe(1);
    attempts.recordLive();
    attempts.recordResponse();
    expect(attempts.count).toBe(0);
  });
});
