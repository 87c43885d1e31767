import { describe, expect, it } from 'vitest';
import { heldBy, NOTHING } from '../../test/session-probes.ts';
import { FINISHED, startConversation, tellWords, vendorHears, vendorTakes } from '../../test/talk-over.ts';
import { conversation } from '../testing/conversation.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';

const VOICE = { voicedMs: 500, speechMs: 550 };

describe('a voice over the agent', () => {
  it('ducks at once, and cuts when it lasts: flushed, truncated at what was heard, cancelled', async () => {
    const { world, told, itemId } = await startConversation();
    world.reflex.begin();
    expect(world.session.store.getState().bargeIn?.isDucked).toBe(true);
    await world.settle();
    world.server.expectCommands();
    world.reflex.goOn(500, VOICE);
    await world.advance(20);
    world.server.expectCommands('cancel-response', 'truncate-item');
    const [truncation] = world.server.commandsOf('truncate-item');
    expect(truncation).toMatchObject({ itemId, audioEndMs: world.speaker.heardMs(itemId) | 0 });
    expect(world.session.store.getState()).toMatchObject({
      phase: 'user-speaking',
      bargeIn: { isDucked: false },
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ itemId, verdict: 'yield', reason: 'duration', onsetToDuckMs: 32 });
    expect(told[0]?.onsetToSilenceMs).toBeGreaterThan(500);
    expect(told[0]?.evidence).toMatchObject({ speechMs: 550, levelDb: 15, isInterruptible: true });
  });

  it('that was a cough is forgotten: nothing is sent, and the agent is heard to its end', async () => {
    const { world, told, itemId, durationMs } = await startConversation({}, ...FINISHED);
    world.reflex.begin({ voicedMs: 0 });
    world.reflex.goOn(200, { voicedMs: 20, speechMs: 200 });
    vendorHears(world, 'u2');
    world.reflex.end();
    vendorTakes(world, 'u2');
    await world.advance(durationMs);
    world.server.expectCommands();
    expect(world.reflex.commands.at(-1)).toEqual({ type: 'resume', isEcho: false });
    expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['resume', 'unvoiced']]);
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
    expect(world.session.store.getState().phase).toBe('listening');
  });

  it('pauses the agent when it might be a turn, and lets it go on there when it was none', async () => {
    const { world, told, itemId, durationMs } = await startConversation({}, ...FINISHED);
    world.reflex.begin();
    world.reflex.goOn(300);
    await world.advance(400);
    expect(world.session.store.getState().bargeIn).toMatchObject({ isDucked: true, isPaused: true });
    const heldMs = world.speaker.heardMs(itemId);
    await world.advance(400);
    expect(world.speaker.heardMs(itemId)).toBe(heldMs);
    world.reflex.end();
    world.server.expectCommands();
    expect(told).toMatchObject([{ verdict: 'resume', reason: 'too-short', onsetToPauseMs: 392 }]);
    await world.advance(durationMs);
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
    expect(world.session.speaker.getStats()).toMatchObject({ underruns: 0, droppedMs: 0 });
  });

  it('truncates where the agent paused', async () => {
    const { world, itemId } = await startConversation();
    world.reflex.begin();
    world.reflex.goOn(300);
    await world.advance(400);
    const heldMs = world.speaker.heardMs(itemId);
    world.reflex.goOn(300, VOICE);
    await world.advance(20);
    expect(world.server.commandsOf('truncate-item')).toMatchObject([{ audioEndMs: heldMs | 0 }]);
  });

  it('that meant it is answered when its turn has been taken', async () => {
    const { world } = await startConversation();
    world.reflex.begin();
    vendorHears(world, 'u2');
    world.reflex.goOn(500, VOICE);
    await world.advance(20);
    vendorTakes(world, 'u2');
    await world.settle();
    world.server.expectCommands('cancel-response', 'truncate-item', 'create-response');
    expect(world.session.store.getState().phase).toBe('thinking');
  });

  it('is told apart by its words, as soon as they come', async () => {
    const { world, told } = await startConversation();
    world.reflex.begin();
    vendorHears(world, 'u2');
    tellWords(world, 'u2', 'but the');
    await world.advance(20);
    expect(told.map(({ reason }) => reason)).toEqual(['words']);
    expect(told[0]?.evidence.words).toBe('but the');
  });

  it('that says "mhm" for long is a listener all the same', async () => {
    const { world, told } = await startConversation({ minSpeechMs: 600 });
    world.reflex.begin();
    vendorHears(world, 'u2');
    tellWords(world, 'u2', 'mhm, okay');
    world.reflex.goOn(900, { speechMs: 900, voicedMs: 800 });
    world.reflex.end();
    vendorTakes(world, 'u2');
    await world.settle();
    expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['resume', 'backchannel']]);
    world.server.expectCommands();
  });

  it('whose words come after the agent went on still gets its answer', async () => {
    const { world, told } = await startConversation({}, ...FINISHED);
    world.reflex.begin();
    vendorHears(world, 'u2');
    world.reflex.goOn(300);
    world.reflex.end();
    vendorTakes(world, 'u2');
    await world.settle();
    world.server.expectCommands();
    tellWords(world, 'u2', 'Which platform?');
    await world.advance(20);
    expect(told.map(({ reason }) => reason)).toEqual(['too-short', 'words']);
    world.server.expectCommands('create-response', 'truncate-item');
  });

  it('is not judged by what was said before the answer, however late it is written down', async () => {
    const { world, told } = await startConversation();
    world.reflex.begin();
    tellWords(world, 'u1', 'What trains are there tomorrow morning?');
    world.reflex.goOn(100);
    world.reflex.end();
    expect(told.map(({ reason }) => reason)).toEqual(['too-short']);
  });

  it('that goes on when the agent has ended is a turn like any other', async () => {
    const { world, told, durationMs } = await startConversation({}, ...FINISHED);
    await world.advance(durationMs - 800);
    world.reflex.begin();
    vendorHears(world, 'u2');
    await world.advance(300);
    expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['resume', 'agent-finished']]);
    vendorTakes(world, 'u2');
    await world.settle();
    world.server.expectCommands('create-response');
  });
});

describe('the agent’s own voice', () => {
  it('that only the vendor detects is neither a barge-in nor a turn', async () => {
    const { world, told } = await startConversation({}, ...FINISHED);
    vendorHears(world, 'u2');
    vendorTakes(world, 'u2');
    await world.settle();
    world.server.expectCommands();
    expect(told.map(({ verdict }) => verdict)).toEqual(['resume']);
  });

  it('is known by its words, and teaches the reflex', async () => {
    const { world, told } = await startConversation();
    world.reflex.begin({ couplingDb: -20 });
    vendorHears(world, 'u2');
    tellWords(world, 'u2', 'There are three trains');
    world.reflex.goOn(900, { speechMs: 900, voicedMs: 900 });
    expect(told).toEqual([]);
    world.reflex.end();
    expect(told.map(({ reason }) => reason)).toEqual(['echo-words']);
    expect(world.reflex.commands.at(-1)).toEqual({ type: 'resume', isEcho: true });
  });

  it('that keeps coming back suggests headphones, and in the end closes the microphone while it speaks', async () => {
    const { world } = await startConversation({}, ...FINISHED);
    for (let report = 0; report < 6; report += 1) world.reflex.measure(-18);
    expect(world.session.store.getState().bargeIn).toMatchObject({
      suggestsHeadphones: true,
      isHalfDuplex: false,
    });
    for (let echo = 0; echo < 3; echo += 1) {
      world.reflex.begin({ couplingDb: -18, echoMatch: 0.95 });
      world.reflex.goOn(600, { echoMatch: 0.95, couplingDb: -18 });
      world.reflex.end();
    }
    expect(world.session.store.getState().bargeIn?.isHalfDuplex).toBe(true);
    expect(world.reflex.isArmed).toBe(false);
    const before = world.server.receivedBytes;
    world.microphone.pushVoice();
    await world.settle();
    expect(world.server.receivedBytes).toBe(before);
    await world.advance(10_000);
    world.microphone.pushVoice();
    await world.settle();
    expect(world.server.receivedBytes).toBeGreaterThan(before);
  });
});

describe('an item that the app protects', () => {
  it('is neither ducked nor cut, and a turn that was meant is answered', async () => {
    const { world, told, itemId, durationMs } = await startConversation(
      { interruptible: false },
      ...FINISHED,
    );
    expect(world.reflex.isArmed).toBe(false);
    world.reflex.begin();
    vendorHears(world, 'u2');
    world.reflex.goOn(600, VOICE);
    world.reflex.end();
    vendorTakes(world, 'u2');
    await world.settle();
    expect(told.map(({ verdict, reason, onsetToDuckMs }) => [verdict, reason, onsetToDuckMs])).toEqual([
      ['resume', 'protected', null],
    ]);
    world.server.expectCommands('create-response');
    await world.advance(durationMs);
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
  });

  it('is said item by item, with what the response was asked for with', async () => {
    const { world } = await startConversation(
      { interruptible: ({ metadata }) => metadata?.['kind'] !== 'notice' },
      ...FINISHED,
    );
    expect(world.session.store.getState().bargeIn?.isInterruptible).toBe(true);
    await world.advance(10_000);
    world.server.emit(...world.server.vendor.startResponse(false, { kind: 'notice' }));
    await sendSpeech(world, 'Calls are recorded', {});
    await world.advance(100);
    expect(world.session.store.getState().bargeIn?.isInterruptible).toBe(false);
    world.reflex.begin();
    expect(world.reflex.isDucked).toBe(false);
  });

  it('can change while it is said', async () => {
    const { world } = await startConversation({ interruptible: false });
    world.session.setBargeIn({ preset: 'eager' });
    expect(world.reflex.isArmed).toBe(true);
  });
});

describe('the side that decides', () => {
  it('the vendor is told to wait where it can, neither cutting nor answering by itself', async () => {
    const { world } = await startConversation();
    expect(world.server.commandsOf('configure')[0]?.config.turnDetection).toEqual({
      mode: 'server',
      autoInterrupt: false,
      autoRespond: false,
    });
  });

  it('with its own detection the vendor decides, and nothing is ducked', async () => {
    const { world, told } = await startConversation({ detect: 'vendor' });
    expect(world.reflex.isOpen).toBe(false);
    expect(world.server.commandsOf('configure')[0]?.config.turnDetection).toBeUndefined();
    vendorHears(world, 'u2');
    await world.advance(20);
    expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['yield', 'vendor']]);
    world.server.expectCommands('truncate-item');
  });

  it('a vendor that cannot wait cuts, and the duck is explained by it', async () => {
    const { world, told } = await startConversation({}, { canHoldInterruption: false });
    world.reflex.begin();
    vendorHears(world, 'u2');
    await world.advance(20);
    expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['yield', 'vendor']]);
    expect(() => world.session.setBargeIn({ detect: 'local' })).toThrow(
      expect.objectContaining({ code: 'unsupported-capability' }),
    );
  });

  it('local detection takes no hint from the vendor', async () => {
    const { world, told } = await startConversation({ detect: 'local' });
    world.reflex.begin();
    vendorHears(world, 'u2');
    world.reflex.goOn(400, { speechMs: 420, voicedMs: 400 });
    expect(told).toEqual([]);
    const both = await startConversation();
    both.world.reflex.begin();
    vendorHears(both.world, 'u2');
    both.world.reflex.goOn(400, { speechMs: 420, voicedMs: 400 });
    await both.world.advance(20);
    expect(both.told.map(({ reason }) => reason)).toEqual(['duration']);
  });

  it('without a reflex the vendor’s word cuts, so that the user can always interrupt', async () => {
    const { world, told } = await startConversation();
    world.reflex.lose();
    vendorHears(world, 'u2');
    await world.advance(20);
    expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['yield', 'vendor']]);
    world.server.expectCommands('cancel-response', 'truncate-item');
  });

  it('can be taken back in mid-conversation', async () => {
    const { world } = await startConversation();
    world.session.setBargeIn(null);
    await world.settle();
    expect(world.server.commandsOf('configure').at(-1)?.config.turnDetection).toEqual({
      mode: 'server',
      autoInterrupt: true,
      autoRespond: true,
    });
    expect(world.reflex.isOpen).toBe(false);
  });

  it('in push-to-talk a voice is no interruption: pressing is', async () => {
    const { world } = await startConversation();
    world.session.setInputMode('push-to-talk');
    expect(world.reflex.isArmed).toBe(false);
    world.session.setInputMode('hands-free');
    expect(world.reflex.isArmed).toBe(true);
  });
});

describe('a muted microphone', () => {
  it('neither ducks nor cuts, and says when somebody speaks into it', async () => {
    const { world, told } = await startConversation();
    world.session.microphone.setMuted(true);
    expect(world.reflex.isArmed).toBe(false);
    world.reflex.begin();
    world.reflex.goOn(800, VOICE);
    expect(world.session.store.getState().bargeIn?.isSpeakingWhileMuted).toBe(true);
    world.session.microphone.setMuted(false);
    expect(world.session.store.getState().bargeIn?.isSpeakingWhileMuted).toBe(false);
    expect(told).toEqual([]);
  });
});

describe('a cut', () => {
  it('is recorded with the item: by whom, why, when, and how much had been heard', async () => {
    const { world, itemId } = await startConversation();
    world.reflex.begin();
    world.reflex.goOn(500, VOICE);
    await world.advance(20);
    const { transcript } = world.session.store.getState();
    const entry = transcript.archive.get(itemId) ?? transcript.live.get(itemId);
    expect(entry).toMatchObject({
      state: 'interrupted',
      cut: { by: 'user', reason: 'duration', heardMs: Math.floor(world.speaker.heardMs(itemId)) },
    });
    expect(entry?.kind === 'message' && entry.cut?.atMs).toBeGreaterThan(0);
  });

  it('by the app while a candidate is pending is the app’s', async () => {
    const { world, told } = await startConversation();
    world.reflex.begin();
    world.session.interrupt();
    await world.advance(20);
    expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([['yield', 'app']]);
    expect(world.server.commandsOf('cancel-response')).toHaveLength(1);
  });
});

it('hears another microphone as soon as it is chosen', async () => {
  const { world } = await startConversation();
  const first = world.reflex.lastOptions?.microphone;
  await world.session.microphone.select({ deviceId: 'headset' });
  await world.settle();
  expect(world.reflex.lastOptions?.microphone).not.toBe(first);
  expect([world.reflex.isOpen, world.reflex.isArmed]).toEqual([true, true]);
  world.reflex.begin();
  expect(world.session.store.getState().bargeIn?.isDucked).toBe(true);
});

it('keeps the last fifty decisions', async () => {
  const { world } = await startConversation();
  for (let cough = 0; cough < 60; cough += 1) {
    world.reflex.begin({ voicedMs: 0 });
    world.reflex.end();
  }
  expect(world.session.store.getState().bargeIn?.history).toHaveLength(50);
});

it('listens to another microphone when there is one, and to that alone', async () => {
  const { world } = await startConversation();
  await world.session.microphone.select({ deviceId: 'headset' });
  await world.settle();
  expect(world.reflex.openCount).toBe(1);
  expect(world.reflex.lastOptions?.microphone.deviceId).toBe('headset');
  expect(world.reflex.isArmed).toBe(true);
});

it('leaves nothing behind, also when the session ends with a pending candidate', async () => {
  const { world } = await startConversation();
  world.reflex.begin();
  world.reflex.goOn(500, VOICE);
  await conversation(world).close();
  expect({ ...heldBy(world), reflex: world.reflex.isOpen }).toEqual({ ...NOTHING, reflex: false });
});
