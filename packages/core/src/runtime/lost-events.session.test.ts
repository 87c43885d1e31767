import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../test/session-probes.ts';
import { responseDone } from '../../test/response-done.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import { VENDOR_SILENCE_MS } from '../session/vendor-silence.ts';

/** The faults of an event on its way from the vendor. */
const FAULTS = ['none', 'lost', 'doubled', 'garbled', 'late'] as const;
type Fault = (typeof FAULTS)[number];

/** The faults of one answer: at its start and at its end. `refused` is an error without the id of the command. */
type Plan = { readonly started: Fault; readonly done: Fault } | 'refused';

const REFUSAL: ServerEvent = {
  type: 'error-received',
  error: {
    code: 'vendor-failed',
    message: 'No.',
    vendorCode: null,
    commandId: null,
    effect: 'reported',
    wire: null,
  },
};

/** A vendor that answers each request with one line, over a wire with faults. */
async function createFaultyWorld() {
  const world = createScriptedSession();
  const plans: Plan[] = [];
  const late: ServerEvent[] = [];
  let count = 0;
  const pass = (fault: Fault, event: ServerEvent): readonly ServerEvent[] => {
    if (fault === 'late') late.push(event);
    if (fault === 'late' || fault === 'lost') return [];
    if (fault === 'garbled') return [{ type: 'malformed', reason: 'cut off' }];
    return fault === 'doubled' ? [event, event] : [event];
  };
  world.server.answer('create-response', () => {
    const plan = plans.shift() ?? { started: 'none', done: 'none' };
    if (plan === 'refused') return [REFUSAL];
    count += 1;
    const responseId = `r${count}`;
    const shared = { responseId, metadata: null };
    return [
      ...pass(plan.started, { type: 'response-started', isOutOfBand: false, ...shared }),
      { type: 'text-delta', responseId, itemId: `a${count}`, contentIndex: 0, delta: `Answer ${count}` },
      ...pass(plan.done, responseDone(responseId, shared)),
    ];
  });
  await world.session.connect();
  const deliver = async () => {
    for (const event of late.splice(0)) world.server.emit(event, event);
    await world.settle();
  };
  return { world, plans, deliver };
}

const requests = ({ server }: ScriptedSession) => server.commandsOf('create-response').length;

/** Expects an answer to a text now, whatever went wrong before, and then that nothing is waited for. */
async function expectAnswer(world: ScriptedSession): Promise<void> {
  const before = requests(world);
  world.session.sendText('And now?');
  await world.settle();
  expect(requests(world)).toBe(before + 1);
  expect(world.session.store.getState().phase).toBe('listening');
  expect([...world.session.store.getState().transcript.live.values()]).toEqual([]);
  expect(world.pendingTimers()).toBe(0);
}

describe('an event that is lost, doubled, garbled or late', () => {
  const plans: [string, Plan][] = FAULTS.slice(1).flatMap((fault): [string, Plan][] => [
    [`the start is ${fault}`, { started: fault, done: 'none' }],
    [`the end is ${fault}`, { started: 'none', done: fault }],
    [`both are ${fault}`, { started: fault, done: fault }],
  ]);

  it.each<[string, Plan]>([...plans, ['the request is refused without an id', 'refused']])(
    '%s: the next text is answered',
    async (_, plan) => {
      const { world, plans: due, deliver } = await createFaultyWorld();
      due.push(plan);
      world.session.sendText('Hello?');
      await world.settle();
      await world.advance(VENDOR_SILENCE_MS);
      await deliver();
      await expectAnswer(world);
    },
  );

  it('gives up a lost answer with a typed error, and sends what waited for it', async () => {
    const { world, plans: due } = await createFaultyWorld();
    const errors = collect(world, 'error');
    due.push({ started: 'none', done: 'lost' });
    world.session.sendText('One');
    world.session.sendText('Two');
    await world.settle();
    expect(requests(world)).toBe(1);
    await world.advance(VENDOR_SILENCE_MS - 1);
    expect([requests(world), errors.length]).toEqual([1, 0]);
    await world.advance(1);
    expect(errors).toMatchObject([{ code: 'response-timeout' }]);
    expect(requests(world)).toBe(2);
  });

  it('counts the time from the last event of the answer', async () => {
    const { world, plans: due } = await createFaultyWorld();
    const errors = collect(world, 'error');
    due.push({ started: 'none', done: 'lost' });
    world.session.sendText('One');
    await world.advance(20_000);
    const delta = { responseId: 'r1', itemId: 'a1', contentIndex: 0, delta: ' goes on' } as const;
    world.server.emit({ type: 'text-delta', ...delta });
    await world.advance(VENDOR_SILENCE_MS - 1);
    expect(errors).toEqual([]);
    await world.advance(1);
    expect(errors).toHaveLength(1);
  });

  it('is over at the end of the session: no timer is left', async () => {
    const { world, plans: due } = await createFaultyWorld();
    due.push({ started: 'none', done: 'lost' });
    world.session.sendText('One');
    await world.settle();
    expect(world.pendingTimers()).toBe(1);
    await world.session.close();
    expect(world.pendingTimers()).toBe(0);
  });

  const anyFault = fc.constantFrom(...FAULTS);
  const anyPlan: fc.Arbitrary<Plan> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ started: anyFault, done: anyFault }) },
    { weight: 1, arbitrary: fc.constant('refused' as const) },
  );

  it('silences no session for good, however many there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyPlan, fc.constantFrom(0, 10, 20_000), fc.boolean()), { maxLength: 8 }),
        async (steps) => {
          const { world, plans: due, deliver } = await createFaultyWorld();
          due.push(...steps.map(([plan]) => plan));
          for (const [, ms, isDelivered] of steps) {
            world.session.sendText('Hello?');
            await world.advance(ms);
            if (isDelivered) await deliver();
          }
          // Each of the texts may have to wait for one silence.
          for (let turns = 0; turns <= steps.length; turns += 1) await world.advance(VENDOR_SILENCE_MS);
          await deliver();
          // A start that came so late, and whose end was lost, is waited for once more.
          await world.advance(VENDOR_SILENCE_MS);
          await expectAnswer(world);
          await world.session.close();
        },
      ),
      { numRuns: 100 },
    );
  });
});
