import { describe, expect, it } from 'vitest';
import {
  audioOver,
  beginToSpeak,
  live,
  messageRows,
  messagesOf,
  pushVoice,
  sentOver,
  state,
  toldOver,
} from '../../test/renewal-probes.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { conversation } from '../testing/conversation.ts';

const later = () => 1_000;

function answeredTurn(itemId: string, transcript: string | null): ServerEvent[] {
  return [
    { type: 'speech-started', itemId, audioStartMs: null },
    { type: 'speech-stopped', itemId, audioEndMs: null },
    { type: 'turn-committed', itemId },
    ...(transcript === null
      ? []
      : [{ type: 'input-transcript-done', itemId, transcript, usage: null } as const]),
  ];
}

describe('audio that has been received', () => {
  const words = 'one two three four five six seven eight nine ten';

  it('is heard to its end while the connection is renewed behind it', async () => {
    const world = await live({ reconnect: later });
    await conversation(world).user.says('Count');
    const { itemId } = await sendSpeech(world, words, { unfinished: true });
    await world.advance(800);
    world.server.drop();
    await world.settle();
    expect(state(world)).toMatchObject({ status: 'reconnecting', phase: 'speaking', speakingItemId: itemId });
    await world.advance(1_001);
    expect(state(world)).toMatchObject({ status: 'live', phase: 'speaking' });
    // Only what was heard is told, so not yet.
    expect(toldOver(world, 2)).toEqual(['Count']);
    await world.advance(400);
    expect(state(world)).toMatchObject({ status: 'live', phase: 'listening', speakingItemId: null });
    expect(world.speaker.heardMs(itemId)).toBe(2_000);
    expect(messagesOf(world).at(1)).toMatchObject({
      state: 'interrupted',
      heardMs: 2_000,
      cut: { by: 'disconnect', heardMs: 2_000 },
    });
    expect(toldOver(world, 2)).toEqual(['Count', words]);
  });

  it('counts no more of its words as heard than the voice can have spoken', async () => {
    const world = await live({ reconnect: later, vendor: { capabilities: { hasWordTimes: false } } });
    await conversation(world).user.says('Count');
    const { itemId, responseId } = await sendSpeech(world, words, { unfinished: true });
    const delta = ' eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';
    world.server.emit({ type: 'output-transcript-delta', itemId, responseId, contentIndex: 0, delta });
    await world.settle();
    world.server.drop();
    await world.advance(4_000);
    expect(messagesOf(world).at(1)).toMatchObject({ heardMs: 2_000, cut: { speechRate: 0.8 } });
    expect(toldOver(world, 2)[1]).toMatch(/^one .* (five|six)$/);
  });

  it('is an answer like any other where all of it had been received', async () => {
    const world = await live({ reconnect: later });
    await conversation(world).user.says('Count');
    const { itemId } = await sendSpeech(world, words, {});
    await world.advance(500);
    world.server.drop();
    await world.advance(3_000);
    expect(messagesOf(world).at(1)).toMatchObject({
      state: 'done',
      heardMs: 2_000,
      cut: null,
    });
    expect(world.speaker.heardMs(itemId)).toBe(2_000);
    expect(toldOver(world, 2)).toEqual(['Count', words]);
    expect(world.server.commandsOf('create-response')).toEqual([]);
  });

  it('that has been heard when the new connection is live is told with the rest', async () => {
    const world = await live({ reconnect: () => 3_000 });
    await conversation(world).user.says('Count');
    await sendSpeech(world, words, { unfinished: true });
    await world.advance(1_000);
    world.server.drop();
    await world.advance(2_000);
    expect(state(world)).toMatchObject({ status: 'reconnecting', phase: 'idle' });
    await world.advance(1_001);
    expect(toldOver(world, 2)).toEqual(['Count', words]);
  });

  it('stops when the user speaks, and the history ends there', async () => {
    const world = await live({ reconnect: later });
    await conversation(world).user.says('Count');
    await sendSpeech(world, words, { unfinished: true });
    await world.advance(400);
    world.server.drop();
    await pushVoice(world, 500);
    const answer = () => messagesOf(world).at(1);
    expect(answer()).toMatchObject({ state: 'interrupted', cut: { by: 'user' } });
    expect(state(world)).toMatchObject({ status: 'reconnecting', phase: 'idle' });
    await world.advance(1_000);
    expect(toldOver(world, 2)[1]).toMatch(/^one two three/);
    expect(toldOver(world, 2)[1]).not.toContain('six');
    // The user's words are delivered.
    expect(audioOver(world, 2)).toBeGreaterThan(450);
  });

  it('does not stop for a click', async () => {
    const world = await live({ reconnect: later });
    await conversation(world).user.says('Count');
    const { itemId } = await sendSpeech(world, words, { unfinished: true });
    await world.advance(400);
    world.server.drop();
    await pushVoice(world, 60);
    await world.advance(3_000);
    expect(world.speaker.heardMs(itemId)).toBe(2_000);
  });

  it('is cut by the user on the new connection, which is told how much was heard and truncates nothing', async () => {
    const world = await live();
    await conversation(world).user.says('Count');
    await sendSpeech(world, words, { unfinished: true });
    await world.advance(400);
    world.server.drop();
    await world.advance(200);
    expect(state(world)).toMatchObject({ status: 'live', phase: 'speaking' });
    await beginToSpeak(world);
    expect(state(world).phase).toBe('user-speaking');
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    expect(toldOver(world, 2)).toEqual(['Count', 'one two three four']);
  });

  it('stops at once where the app wants that', async () => {
    const world = await live({ reconnect: later, playoutOnLoss: 'stop' });
    await conversation(world).user.says('Count');
    const { itemId } = await sendSpeech(world, words, { unfinished: true });
    await world.advance(400);
    world.server.drop();
    await world.advance(1_500);
    expect(world.speaker.heardMs(itemId)).toBeLessThan(450);
    expect(messagesOf(world).at(1)).toMatchObject({
      cut: { by: 'disconnect', heardMs: 400 },
    });
  });

  it('is cut by interrupt() while there is no connection', async () => {
    const world = await live({ reconnect: later });
    await conversation(world).user.says('Count');
    const { itemId } = await sendSpeech(world, words, { unfinished: true });
    await world.advance(400);
    world.server.drop();
    await world.settle();
    world.session.interrupt();
    await world.advance(1_500);
    expect(world.speaker.heardMs(itemId)).toBeLessThan(450);
    expect(messagesOf(world).at(1)).toMatchObject({ cut: { by: 'app' } });
  });

  it('survives a second loss, and leaves nothing open when the session is closed', async () => {
    const world = await live();
    await conversation(world).user.says('Count');
    const { itemId } = await sendSpeech(world, words, { unfinished: true });
    world.server.drop();
    await world.advance(100);
    world.server.drop();
    await world.advance(100);
    expect(state(world)).toMatchObject({ status: 'live', connection: 3, phase: 'speaking' });
    await world.session.close();
    expect(messagesOf(world).find(({ id }) => id === itemId)).toMatchObject({
      state: 'interrupted',
      cut: { by: 'disconnect' },
    });
    expect(world.pendingTimers()).toBe(0);
  });
});

describe('the question that a loss takes with it', () => {
  it.each(['requested', 'started', 'words'] as const)('is asked again, once: %s', async (stage) => {
    const world = await live();
    if (stage === 'requested') world.server.answer('create-response', () => []);
    world.session.sendText('What is the weather?');
    await world.settle();
    if (stage === 'words')
      world.server.emit({
        type: 'output-transcript-delta',
        responseId: world.server.vendor.activeResponseId ?? '',
        itemId: 'a',
        contentIndex: 0,
        delta: 'It',
      });
    world.server.drop();
    await world.advance(10);
    expect(sentOver(world, 2)).toEqual(['configure', 'seed-history', 'create-response']);
    expect(toldOver(world, 2)).toEqual(['What is the weather?']);
    expect(state(world).phase).toBe('thinking');
  });

  it('is asked again after a turn by voice whose words are known', async () => {
    const world = await live();
    world.server.emit(...answeredTurn('u', 'What is the weather?'));
    world.server.emit(...world.server.vendor.startResponse());
    await world.settle();
    world.server.drop();
    await world.advance(10);
    expect(sentOver(world, 2)).toEqual(['configure', 'seed-history', 'create-response']);
  });

  it('is said again after a turn by voice whose words are unknown', async () => {
    const world = await live();
    const itemId = await beginToSpeak(world);
    await pushVoice(world, 800);
    world.server.emit(...answeredTurn(itemId, null).slice(1));
    await world.settle();
    world.server.drop();
    await world.advance(10);
    // The vendor hears the turn and answers it as it answers every turn.
    expect(sentOver(world, 2)).toEqual(['configure']);
    expect(audioOver(world, 2)).toBe(1_000);
    world.server.emit(...answeredTurn('v', 'What is the weather?'));
    await world.settle();
    expect(messageRows(world)).toEqual([{ user: 'What is the weather?' }]);
  });

  it('is said and asked again after a turn by hand whose words are unknown', async () => {
    const world = await live({ inputMode: 'push-to-talk' });
    world.session.turn.begin();
    await pushVoice(world, 1_000);
    world.session.turn.end();
    await world.settle();
    world.server.drop();
    await world.advance(10);
    expect(sentOver(world, 2)).toEqual(['configure', 'begin-turn', 'commit-turn', 'create-response']);
    expect(audioOver(world, 2)).toBe(1_000);
    expect(messagesOf(world)).toHaveLength(1);
  });

  it.each([
    ['something of the answer has been heard', 400],
    ['the answer was cut', null],
  ])('is not asked again when %s', async (_, heardMs) => {
    const world = await live();
    await conversation(world).user.says('Count');
    await sendSpeech(world, 'one two three four', { unfinished: true });
    if (heardMs === null) world.session.interrupt();
    await world.advance(heardMs ?? 0);
    world.server.drop();
    await world.advance(1_000);
    expect(sentOver(world, 2)).not.toContain('create-response');
  });

  it('is not asked beside what the user asks meanwhile', async () => {
    const world = await live({ reconnect: later });
    world.session.sendText('What is the weather?');
    await world.settle();
    world.server.drop();
    await world.settle();
    world.session.sendText('In Paris, I mean.');
    await world.advance(1_010);
    expect(sentOver(world, 2)).toEqual(['configure', 'seed-history', 'create-item', 'create-response']);
  });

  it('keeps its instructions, and further questions keep theirs', async () => {
    const world = await live();
    world.session.respond({ instructions: 'Greet.' });
    world.session.respond({ instructions: 'Sing.' });
    await world.settle();
    world.server.drop();
    await world.advance(10);
    await sendSpeech(world, 'Hello', {});
    await world.advance(1_000);
    const [, ...again] = world.server
      .commandsOf('create-response')
      .map(({ options }) => options.instructions);
    expect(again).toEqual(['Greet.', 'Sing.']);
  });

  it('is asked again when the output of a tool was owed', async () => {
    const world = await live({ tools: [{ name: 'find', execute: () => 'Found.' }] });
    await conversation(world).user.writes('Find it').agent.calls('find');
    world.server.drop();
    await world.advance(10);
    expect(sentOver(world, 2).at(-1)).toBe('create-response');
    expect(sentOver(world, 2).filter((type) => type === 'create-response')).toHaveLength(1);
  });

  it('is said anew to a vendor that answers by itself', async () => {
    const world = await live({ vendor: { capabilities: { isResponseOnDemand: false } } });
    world.session.sendText('What is the weather?');
    await world.settle();
    world.server.drop();
    await world.advance(10);
    expect(world.server.commandsOf('create-item').map(({ respond }) => respond)).toEqual([
      'answer',
      'answer',
    ]);
    expect(toldOver(world, 2)).toEqual(['What is the weather?']);
  });

  it('is left to a vendor that remembers it, and reported where it stays silent', async () => {
    const world = await live({ vendor: { capabilities: { isResponseOnDemand: false, canResume: true } } });
    const errors: string[] = [];
    world.session.on('error', ({ code }) => errors.push(code));
    for (const isAnswered of [true, false]) {
      world.server.emit({ type: 'resume-handle-received', handle: 'h' });
      world.session.sendText('What is the weather?');
      await world.settle();
      world.server.drop();
      await world.advance(10);
      if (isAnswered) await sendSpeech(world, 'Sunny', {});
      await world.advance(10_000);
      expect(errors).toEqual(isAnswered ? [] : ['response-timeout']);
    }
    expect(world.server.commandsOf('create-item')).toHaveLength(2);
  });
});

describe('the audio of the gap', () => {
  it('is delivered to the next connection behind what it is told, once', async () => {
    const world = await live({ reconnect: later });
    await conversation(world).user.says('Hello').agent.says('Good evening');
    world.server.drop();
    await pushVoice(world, 800);
    await world.advance(210);
    expect(audioOver(world, 2)).toBe(800);
    await pushVoice(world, 200);
    expect(audioOver(world, 2)).toBe(1_000);
  });

  it('is delivered with the turn that was open', async () => {
    const world = await live({ reconnect: later });
    await beginToSpeak(world);
    await pushVoice(world, 300);
    world.server.drop();
    await pushVoice(world, 800);
    await world.advance(210);
    expect(audioOver(world, 2)).toBe(1_300);
  });

  it('is said again in its row where a vendor had written words down before the end of the turn', async () => {
    const world = await live({ vendor: { capabilities: { canResume: true } } });
    world.server.emit({ type: 'resume-handle-received', handle: 'h' });
    await pushVoice(world, 400);
    world.server.emit({ type: 'input-transcript-delta', itemId: 'user_1', delta: 'Hello' });
    await world.settle();
    world.server.drop();
    await world.advance(100);
    expect(audioOver(world, 2)).toBe(400);
    world.server.emit({ type: 'input-transcript-delta', itemId: 'user_2', delta: 'Hello there' });
    world.server.emit({ type: 'turn-committed', itemId: 'user_2' });
    await world.settle();
    expect(messagesOf(world)).toMatchObject([{ id: 'user_2', text: 'Hello there' }]);
  });

  it('is none that was said before a mute', async () => {
    const world = await live();
    await beginToSpeak(world);
    await pushVoice(world, 300);
    world.session.microphone.setMuted(true);
    world.server.drop();
    await world.advance(100);
    expect(state(world)).toMatchObject({ status: 'live', connection: 2, isMuted: true });
    world.session.microphone.setMuted(false);
    await world.advance(100);
    expect(audioOver(world, 2)).toBe(0);
  });

  it.each(['discard', 'deliver'] as const)('is reported where it is lost: %s', async (offlineAudio) => {
    const world = await live({ reconnect: () => 12_000, offlineAudio });
    const lost: number[] = [];
    world.session.on('continuity', (event) => {
      for (const each of event.lost) if (each.what === 'user-audio') lost.push(each.durationMs);
    });
    world.server.drop();
    // The noise floor rises to a tone that goes on for longer.
    await pushVoice(world, offlineAudio === 'deliver' ? 11_000 : 2_000);
    await world.advance(10_100);
    expect(audioOver(world, 2)).toBe(offlineAudio === 'deliver' ? 10_000 : 0);
    expect(lost).toEqual([offlineAudio === 'deliver' ? 1_000 : 2_000]);
  });
});
