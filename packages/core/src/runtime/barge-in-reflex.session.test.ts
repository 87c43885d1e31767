import { describe, expect, it } from 'vitest';
import { collect } from '../../test/session-probes.ts';
import { vendorHears } from '../../test/talk-over.ts';
import type { DetectorFactory, OpenReflex, ReflexOpenOptions } from '../media/reflex-port.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { createFakeReflex } from '../testing/fake-reflex.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';

/** A session whose reflexes open when the test says so. */
async function createWorld() {
  const openings: ((reflex: OpenReflex) => void)[] = [];
  const log: string[] = [];
  const reflex = { open: () => new Promise<OpenReflex>((resolve) => void openings.push(resolve)) };
  const world = createScriptedSession({ bargeIn: {}, ports: { reflex } });
  await world.session.connect();
  await world.settle();
  const open = async (name: string) => {
    openings.shift()?.({
      tell: (command) => void log.push(`${name} ${command.type}`),
      close: () => void log.push(`${name} closed`),
    });
    await world.settle();
  };
  return { world, openings, open, log };
}

describe('a reflex that is being opened', () => {
  it('is closed, and never armed, when barge-in is taken away meanwhile', async () => {
    const { world, open, log } = await createWorld();
    world.session.setBargeIn(null);
    await open('first');
    expect(log).toEqual(['first closed']);
  });

  it('is the only one when barge-in is taken away and given back', async () => {
    const { world, openings, open, log } = await createWorld();
    world.session.setBargeIn(null);
    world.session.setBargeIn({});
    await world.settle();
    expect(openings).toHaveLength(2);
    await open('first');
    await open('second');
    expect(log).toEqual(['first closed', 'second arm']);
  });

  it('is closed when the session ends meanwhile', async () => {
    const { world, open, log } = await createWorld();
    await world.session.close();
    await open('first');
    expect(log).toEqual(['first closed']);
  });
});

it('that is lost before it has opened leaves the decision to the vendor', async () => {
  let admit: (reflex: OpenReflex) => void = () => {};
  let lose = () => {};
  const open = ({ onLost }: ReflexOpenOptions) => {
    lose = onLost;
    return new Promise<OpenReflex>((resolve) => void (admit = resolve));
  };
  const world = createScriptedSession({ bargeIn: {}, ports: { reflex: { open } } });
  await world.session.connect();
  await world.settle();
  const told = collect(world, 'barge-in');
  lose();
  admit({ tell() {}, close() {} });
  await sendSpeech(world, 'There are three trains', { unfinished: true });
  await world.advance(100);
  vendorHears(world, 'u1');
  await world.settle();
  expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['yield', 'vendor']]);
});

it('tells once that the detector has failed, and stays with the reflex', async () => {
  const reflex = createFakeReflex();
  const detector: DetectorFactory = () => {};
  const world = createScriptedSession({ bargeIn: { detector }, ports: { reflex } });
  const errors: string[] = [];
  world.session.on('error', ({ code }) => errors.push(code));
  await world.session.connect();
  await world.settle();
  expect(reflex.lastOptions?.detector).toBe(detector);
  reflex.lastOptions?.onDetectorLost?.(new Error('404'));
  expect([errors, reflex.isOpen]).toEqual([['worklet-failed'], true]);
});
