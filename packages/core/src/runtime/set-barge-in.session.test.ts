import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { FINISHED, startConversation, vendorHears, vendorTakes } from '../../test/talk-over.ts';
import type { OpenReflex } from '../media/reflex-port.ts';
import type { Speaker } from '../media/speaker-port.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { BargeInOptions } from './barge-in-options.ts';

const VENDOR = { detect: 'vendor' } as const;

/** Options of which each takes another reflex, or none. */
const OTHERS: [string, BargeInOptions | null][] = [
  ['the vendor’s detection', VENDOR],
  ['another level', { duckLevel: 0.9 }],
  ['no barge-in', null],
];

describe('setBargeIn() in mid-conversation', () => {
  it.each<[string, BargeInOptions | null, BargeInOptions | null, number]>([
    ['from the vendor’s detection to both', VENDOR, { detect: 'both' }, 1],
    ['from the vendor’s detection to the local one', VENDOR, { detect: 'local' }, 1],
    ['from the default to the vendor’s detection', {}, VENDOR, 0],
    ['from the local detection to the vendor’s', { detect: 'local' }, VENDOR, 0],
    ['from the local detection to both', { detect: 'local' }, { detect: 'both' }, 1],
    ['from nothing to both', null, {}, 1],
    ['from nothing to the vendor’s detection', null, VENDOR, 0],
    ['from the vendor’s detection to nothing', VENDOR, null, 0],
  ])('goes %s', async (_, before, after, openCount) => {
    const { world } = await startConversation(before ?? undefined);
    if (!before) world.session.setBargeIn(null);
    world.session.setBargeIn(after);
    await world.settle();
    expect([world.reflex.openCount, world.reflex.isOpen]).toEqual([openCount, openCount === 1]);
    world.reflex.begin();
    const { bargeIn } = world.session.store.getState();
    expect(bargeIn?.isDucked ?? false).toBe(openCount === 1);
  });

  it('protects an item that is being said already', async () => {
    const { world } = await startConversation(VENDOR);
    await world.advance(10_000);
    world.session.setBargeIn(null);
    world.server.emit(...world.server.vendor.startResponse(false, { kind: 'notice' }));
    await sendSpeech(world, 'Calls are recorded', { unfinished: true });
    await world.advance(100);
    world.session.setBargeIn({ interruptible: ({ metadata }) => metadata?.['kind'] !== 'notice' });
    await world.settle();
    expect(world.reflex).toMatchObject({ openCount: 1, isArmed: false });
  });

  it('opens the reflex with the new level, armed at once', async () => {
    const { world } = await startConversation({ duckLevel: 0.2 });
    world.session.setBargeIn({ duckLevel: 0.9 });
    await world.settle();
    expect(world.reflex).toMatchObject({ openCount: 1, isArmed: true });
    expect(world.reflex.lastOptions?.reflex).toEqual({ duckLevel: 0.9 });
  });

  it.each(OTHERS)('leaves nothing ducked while a sound is decided about: %s', async (_, options) => {
    const { world, told, itemId, durationMs } = await startConversation({}, ...FINISHED);
    world.reflex.begin();
    expect(world.session.store.getState().bargeIn?.isDucked).toBe(true);
    world.session.setBargeIn(options);
    await world.advance(durationMs);
    expect(world.session.store.getState().bargeIn).toMatchObject({ isDucked: false, isPaused: false });
    expect(told.map(({ verdict }) => verdict)).toEqual(['resume']);
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
  });

  it.each(OTHERS)('lets a paused agent go on: %s', async (_, options) => {
    const { world, itemId, durationMs } = await startConversation({}, ...FINISHED);
    world.reflex.begin();
    world.reflex.goOn(300);
    await world.advance(400);
    expect(world.session.store.getState().bargeIn?.isPaused).toBe(true);
    world.session.setBargeIn(options);
    await world.advance(durationMs);
    expect(world.session.store.getState().bargeIn).toMatchObject({ isDucked: false, isPaused: false });
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it.each(OTHERS)('answers a turn that waited for the decision: %s', async (_, options) => {
    const { world } = await startConversation({}, ...FINISHED);
    world.reflex.begin();
    vendorHears(world, 'u2');
    vendorTakes(world, 'u2');
    await world.settle();
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
    world.session.setBargeIn(options);
    await world.settle();
    expect(world.server.commandsOf('create-response')).toHaveLength(2);
  });

  it.each(OTHERS)('leaves nothing ducked in a call: %s', async (_, options) => {
    const fake = createFakeSpeaker();
    const callSpeaker = {
      unlock: () => fake.unlock(),
      async open(request: Parameters<typeof fake.open>[0]): Promise<Speaker> {
        const speaker = await fake.open(request);
        // A call cannot be held.
        return Object.defineProperty(speaker, 'hold', { value: undefined });
      },
    };
    const world = createScriptedSession({
      bargeIn: {},
      vendor: { transport: 'webrtc' },
      ports: { callSpeaker },
    });
    await world.session.connect();
    vendorHears(world, 'u1');
    vendorTakes(world, 'u1');
    await sendSpeech(world, 'There are three trains', { unfinished: true });
    expect(world.reflex.openCount).toBe(1);
    world.reflex.begin();
    world.session.setBargeIn(options);
    await world.settle();
    expect(world.session.store.getState().bargeIn).toMatchObject({ isDucked: false, isPaused: false });
    expect(world.reflex.openCount).toBe(options && options.detect !== 'vendor' ? 1 : 0);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });
});

describe('a reflex that is taken away as it opens', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('is not counted on, %i microtasks later', async (microtasks) => {
    const log: string[] = [];
    let admit: (reflex: OpenReflex) => void = () => {};
    const open = () => new Promise<OpenReflex>((resolve) => void (admit = resolve));
    const world = createScriptedSession({ bargeIn: {}, ports: { reflex: { open } } });
    await world.session.connect();
    await world.settle();
    const told = collect(world, 'barge-in');
    admit({ tell: ({ type }) => void log.push(type), close: () => void log.push('closed') });
    for (let past = 0; past < microtasks; past += 1) await Promise.resolve();
    world.session.setBargeIn(VENDOR);
    await world.settle();
    expect(log.at(-1)).toBe('closed');
    await sendSpeech(world, 'There are three trains', { unfinished: true });
    await world.advance(100);
    vendorHears(world, 'u1');
    await world.settle();
    // With a reflex the decision would wait for the silence that it measures.
    expect(told.map(({ reason }) => reason)).toEqual(['vendor']);
  });
});
