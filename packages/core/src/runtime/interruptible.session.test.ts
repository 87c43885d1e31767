import { expect, it, vi } from 'vitest';
import { collect } from '../../test/session-probes.ts';
import { startConversation, vendorHears } from '../../test/talk-over.ts';
import type { SpokenItem } from '../session/barge-in/barge-in-policy.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';

const VOICE = { voicedMs: 500, speechMs: 550 };

/** A session whose agent speaks, with a voice over it that would cut it. */
async function talkOver(interruptible: (item: SpokenItem) => boolean) {
  const warn = vi.fn();
  const world = createScriptedSession({
    bargeIn: { interruptible },
    logger: { debug() {}, warn },
  });
  const errors = collect(world, 'error');
  const told = collect(world, 'barge-in');
  await world.session.connect();
  const { itemId } = await sendSpeech(world, 'There are three trains that leave before noon', {
    unfinished: true,
  });
  await world.advance(500);
  world.reflex.begin();
  world.reflex.goOn(500, VOICE);
  await world.advance(20);
  return { world, itemId, warn, errors, told };
}

it('asks the app once for each item, whatever is decided about it', async () => {
  const interruptible = vi.fn<(item: SpokenItem) => boolean>(() => false);
  const { world, itemId, told } = await talkOver(interruptible);
  world.session.microphone.setMuted(true);
  world.session.microphone.setMuted(false);
  vendorHears(world, 'u1');
  await world.settle();
  expect(interruptible.mock.calls.map(([item]) => item)).toEqual([
    { itemId, responseId: expect.any(String), metadata: null },
  ]);
  expect(told.map(({ reason }) => reason)).toContain('protected');
  expect(told.some(({ verdict }) => verdict === 'yield')).toBe(false);
});

it('reports a function that throws once, and lets the user interrupt', async () => {
  const broken = new Error('broken');
  const { world, warn, errors, told } = await talkOver(() => {
    throw broken;
  });
  expect(told.map(({ verdict }) => verdict)).toEqual(['yield']);
  await sendSpeech(world, 'Calls are recorded', {});
  await world.advance(100);
  expect(errors).toMatchObject([{ code: 'internal-error', cause: broken }]);
  expect(warn).toHaveBeenCalledTimes(1);
});

it('takes a function that interrupts the agent itself', async () => {
  const interruptible = vi.fn(() => {
    world.session.interrupt();
    return true;
  });
  const world = createScriptedSession({ bargeIn: { interruptible } });
  const errors = collect(world, 'error');
  await world.session.connect();
  await sendSpeech(world, 'Calls are recorded', { unfinished: true });
  await world.advance(100);
  expect([errors, interruptible.mock.calls.length]).toEqual([[], 1]);
  expect(world.server.commandsOf('cancel-response')).toHaveLength(1);
});

it('asks another function about the item that is being spoken', async () => {
  const { world, itemId } = await startConversation({ interruptible: () => true });
  expect(world.session.store.getState().bargeIn?.isInterruptible).toBe(true);
  const interruptible = vi.fn<(item: SpokenItem) => boolean>(() => false);
  world.session.setBargeIn({ interruptible });
  expect(interruptible).toHaveBeenCalledTimes(1);
  expect(interruptible.mock.calls[0]?.[0].itemId).toBe(itemId);
  expect(world.session.store.getState().bargeIn?.isInterruptible).toBe(false);
  world.session.setBargeIn({ interruptible: true });
  expect([world.reflex.isArmed, interruptible.mock.calls.length]).toEqual([true, 1]);
});

it('asks nothing any more when barge-in is taken away', async () => {
  const interruptible = vi.fn(() => true);
  const { world } = await startConversation({ interruptible });
  interruptible.mockClear();
  world.session.setBargeIn(null);
  await world.advance(10_000);
  await sendSpeech(world, 'Calls are recorded', {});
  await world.advance(100);
  expect(interruptible).not.toHaveBeenCalled();
});
