import { describe, expect, it } from 'vitest';
import { checkFault, checkFaultPlan, momentOf } from './check-fault-plan.ts';
import type { KnownVendors } from './check-fault-plan.ts';
import { FAULT_KINDS } from './fault-kinds.ts';
import type { PlannedFault } from './fault.ts';
import { parseFault } from './parse-fault.ts';

const VENDORS: KnownVendors = {
  ids: ['first', 'second'],
  lacks: (vendor, kind) => vendor === 'second' && kind === 'go-away',
};

/** The fields that each kind needs. */
const NEEDED: Readonly<Record<string, object>> = {
  throttle: { bytesPerSecond: 1_000 },
  jitter: { maxMs: 100 },
  'session-cap': { seconds: 30 },
  'packet-loss': { percent: 20 },
};

describe('a fault plan', () => {
  it.each(Object.keys(FAULT_KINDS))('may have the fault %s at its usual moment', (kind) => {
    const fault = { kind, ...NEEDED[kind] };
    expect(checkFaultPlan([fault], VENDORS)).toEqual([fault]);
  });

  it('keeps triggers and vendors', () => {
    const plan: readonly PlannedFault[] = [
      {
        kind: 'drop',
        how: 'clean',
        code: 1011,
        reason: 'over',
        vendor: 'first',
        trigger: { at: 'speaking', afterMs: 300, onConnection: 2, times: 'always' },
      },
    ];
    expect(checkFaultPlan(plan, VENDORS)).toEqual(plan);
    expect(plan.map(momentOf)).toEqual(['speaking']);
    expect(momentOf({ kind: 'refuse' })).toBe('upgrade');
  });

  it.each([
    [{}, 'A fault plan is a list of faults'],
    [[null], 'Fault 1 has the kind undefined, but it must be one of refuse, hang, drop'],
    [[{ kind: 'drop' }, { kind: 'explode' }], 'Fault 2 has the kind "explode"'],
    [
      [{ kind: 'drop', speed: 1 }],
      'it has no field “speed”. It has kind, trigger, vendor, how, code, reason',
    ],
    [[{ kind: 'drop', trigger: { at: 'noon' } }], 'the field trigger.at is "noon", but it must be ("mint" |'],
    [[{ kind: 'drop', trigger: { when: 1 } }], 'a trigger has no field “when”'],
    [[{ kind: 'drop', trigger: { afterMs: -1 } }], 'the field trigger.afterMs is -1'],
    [[{ kind: 'drop', trigger: { onConnection: 0 } }], 'the field trigger.onConnection is 0'],
    [[{ kind: 'drop', trigger: { times: 'twice' } }], 'the field trigger.times is "twice"'],
    [[{ kind: 'drop', how: 'clean', code: 1006 }], 'the field code is 1006'],
    [[{ kind: 'drop', code: 1011 }], 'has a code or a reason, which only a clean drop has'],
    [[{ kind: 'drop', how: 'half-open', trigger: { at: 'upgrade' } }], 'cannot be half-open at upgrade'],
    [[{ kind: 'refuse', trigger: { at: 'speaking' } }], 'cannot happen at speaking, only at upgrade, mint'],
    [[{ kind: 'throttle' }], 'the field bytesPerSecond is missing'],
    [[{ kind: 'packet-loss', percent: 101 }], 'the field percent is 101'],
    [[{ kind: 'jitter', maxMs: Number.NaN }], 'the field maxMs is NaN'],
    [
      [{ kind: 'quota', vendor: 'third' }],
      'the field vendor is "third", but it must be ("first" | "second")',
    ],
    [[{ kind: 'go-away', vendor: 'second' }], 'the vendor second has no go-away'],
  ])('is refused as %j', (plan, message) => {
    expect(() => checkFaultPlan(plan, VENDORS)).toThrow(RangeError);
    expect(() => checkFaultPlan(plan, VENDORS)).toThrow(message);
  });
});

describe('a fault on the command line', () => {
  it.each([
    ['drop', { kind: 'drop' }],
    ['drop@speaking', { kind: 'drop', trigger: { at: 'speaking' } }],
    ['drop:reset@speaking+300', { kind: 'drop', how: 'reset', trigger: { at: 'speaking', afterMs: 300 } }],
    [
      'drop:clean,code=1011,reason=the end@listening',
      { kind: 'drop', how: 'clean', code: 1011, reason: 'the end', trigger: { at: 'listening' } },
    ],
    [
      'refuse:429,retryAfterS=2,times=always,connection=every,vendor=first',
      {
        kind: 'refuse',
        status: 429,
        retryAfterS: 2,
        vendor: 'first',
        trigger: { times: 'always', onConnection: 'every' },
      },
    ],
    ['session-cap:30,announced=false', { kind: 'session-cap', seconds: 30, announced: false }],
    ['packet-loss:20@user-speaking', { kind: 'packet-loss', percent: 20, trigger: { at: 'user-speaking' } }],
  ])('is read from %j', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
    expect(checkFault(parseFault(text), VENDORS)).toEqual(fault);
  });

  it.each([
    ['drop@', 'cannot be read'],
    ['', 'cannot be read'],
    ['drop@speaking+soon', 'cannot be read'],
    ['quota:much', 'The fault quota has no fields'],
  ])('%j is refused', (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
  });
});
