/* oxlint-disable vitest/expect-expect -- a conversation asserts by verbs of its own */
import { describe, expect, it } from 'vitest';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

function phasesOf({ session }: ScriptedSession): readonly string[] {
  const phases: string[] = [];
  session.on('phase-changed', ({ phase }) => phases.push(phase));
  return phases;
}

/** A vendor that leaves it to the client to cut its answers. */
const POLITE = { config: { turnDetection: { mode: 'server', autoInterrupt: false } } } as const;

describe('listening → user-speaking', () => {
  it('when the vendor hears speech', async () => {
    await conversation().connect().expectPhase('listening').user.beginsToSpeak().expectPhase('user-speaking');
  });

  it('when a turn is opened by hand', async () => {
    await conversation({ inputMode: 'push-to-talk' })
      .connect()
      .do(({ session }) => session.turn.begin())
      .expectPhase('user-speaking')
      .expectCommands('configure', 'begin-turn');
  });

  it('and back when that turn is thrown away', async () => {
    await conversation({ inputMode: 'push-to-talk' })
      .connect()
      .do(({ session }) => session.turn.begin())
      .do(({ session }) => session.turn.cancel())
      .expectPhase('listening')
      .expectCommands('configure', 'begin-turn', 'clear-input');
  });
});

describe('user-speaking → thinking', () => {
  it('when the vendor hears the end of speech', async () => {
    await conversation()
      .connect()
      .user.beginsToSpeak()
      .do(({ server }) => server.emit({ type: 'speech-stopped', itemId: null, audioEndMs: null }))
      .expectPhase('thinking');
  });

  it('when the vendor commits without a word about the end of speech', async () => {
    await conversation()
      .connect()
      .user.beginsToSpeak()
      .do(({ server }) => server.emit({ type: 'turn-committed', itemId: 'u1' }))
      .expectPhase('thinking');
  });

  it('when a turn by hand is handed over: commit, then ask for an answer', async () => {
    await conversation({ inputMode: 'push-to-talk' })
      .connect()
      .user.says('Good evening')
      .expectPhase('thinking')
      .expectCommands('configure', 'begin-turn', 'commit-turn', 'create-response');
  });

  it('but not for a turn by hand that is too short to hold a word: it is thrown away', async () => {
    await conversation({ inputMode: 'push-to-talk' })
      .connect()
      .do(({ session }) => session.turn.begin())
      .do(({ microphone, advance }) => (microphone.pushVoice(), advance(20)))
      .do(({ session }) => session.turn.end())
      .expectPhase('listening')
      .expectCommands('configure', 'begin-turn', 'clear-input');
  });
});

describe('thinking → speaking', () => {
  it('when the first sample is heard, not when it arrives', async () => {
    const world = await conversation().connect().user.says('Hello');
    await sendSpeech(world, 'Good evening', {});
    expect(world.session.store.getState().phase).toBe('thinking');
    await world.advance(20);
    expect(world.session.store.getState()).toMatchObject({
      phase: 'speaking',
      speakingItemId: expect.any(String),
    });
  });

  it('not at all while the browser does not play', async () => {
    const world = await conversation({ playbackBlocked: true }).connect().user.says('Hello');
    await sendSpeech(world, 'Good evening', {});
    await world.advance(5_000);
    expect(world.session.store.getState()).toMatchObject({ phase: 'thinking', isPlaybackBlocked: true });
    await world.session.speaker.resume();
    await world.advance(20);
    expect(world.session.store.getState()).toMatchObject({ phase: 'speaking', isPlaybackBlocked: false });
  });
});

describe('speaking → listening', () => {
  it('when all has been heard, not when all has arrived', async () => {
    const world = await conversation().connect().user.says('Hello');
    const { durationMs } = await sendSpeech(world, 'Good evening to you', {});
    await world.advance(durationMs - 20);
    expect(world.session.store.getState().phase).toBe('speaking');
    await world.advance(40);
    expect(world.session.store.getState()).toMatchObject({ phase: 'listening', speakingItemId: null });
  });

  it('not while the answer is still being made, although nothing is audible', async () => {
    const world = await conversation().connect().user.says('Hello');
    await sendSpeech(world, 'Good evening', { unfinished: true });
    await world.advance(2_000);
    expect(world.session.store.getState().phase).toBe('speaking');
  });

  it('after an answer in writing at once', async () => {
    await conversation({ config: { outputModality: 'text' } })
      .connect()
      .user.writes('Hello')
      .expectPhase('thinking')
      .agent.writes('Hello.')
      .expectPhase('listening');
  });

  it('not between a tool call and the answer that follows it', async () => {
    const world = createScriptedSession({ tools: [{ name: 'look_up', execute: () => 'found' }] });
    const phases = phasesOf(world);
    await conversation(world)
      .connect()
      .user.says('Look it up')
      .agent.calls('look_up')
      .agent.says('I found it')
      .expectPhase('listening');
    expect(phases).toEqual(['listening', 'user-speaking', 'thinking', 'speaking', 'listening']);
  });
});

describe('speaking or thinking → user-speaking or listening', () => {
  it('by the user’s voice: flushed and truncated at what was heard; the vendor cancels by itself', async () => {
    const { server, speaker, session } = await conversation()
      .connect()
      .user.says('Tell me a story')
      .agent.says('Once upon a time there was', { interruptAfterWord: 3, unfinished: true })
      .expectPhase('user-speaking')
      .expectCommands('configure', 'truncate-item');
    const [truncation] = server.commandsOf('truncate-item');
    expect(truncation?.audioEndMs).toBe(Math.floor(speaker.heardMs(truncation?.itemId ?? '')));
    expect(truncation?.audioEndMs).toBeGreaterThanOrEqual(600);
    expect(session.speaker.getStats()).toMatchObject({ queuedMs: 0 });
  });

  it('by the app: cancelled too, because the vendor does not do it', async () => {
    const { server } = await conversation()
      .connect()
      .user.says('Tell me a story')
      .agent.says('Once upon a time there was', {
        interruptAfterWord: 3,
        interruptBy: 'app',
        unfinished: true,
      })
      .expectPhase('listening')
      .expectCommands('configure', 'cancel-response', 'truncate-item');
    expect(server.vendor.activeResponseId).toBeNull();
  });

  it('by a turn that is opened by hand', async () => {
    await conversation({ inputMode: 'push-to-talk' })
      .connect()
      .user.writes('Tell me a story')
      .agent.says('Once upon a time', { interruptAfterWord: 1, interruptBy: 'app' })
      .user.writes('Go on')
      .expectCommands(
        'configure',
        'create-item',
        'create-response',
        'truncate-item',
        'create-item',
        'create-response',
      )
      .do((world) => sendSpeech(world, 'there was a king', {}).then(() => world.advance(400)))
      .do(({ session }) => session.turn.begin())
      .expectPhase('user-speaking')
      .expectCommands('begin-turn', 'truncate-item');
  });

  it('not by a voice that does not interrupt: the listener still hears the agent', async () => {
    const world = await conversation(POLITE).connect().user.says('Tell me a story');
    await sendSpeech(world, 'Once upon a time', {});
    await world.advance(200);
    await conversation(world).user.beginsToSpeak().expectPhase('speaking').expectCommands('configure');
  });

  it('by the vendor itself: what it voided is not heard', async () => {
    const world = await conversation().connect().user.says('Tell me a story');
    await sendSpeech(world, 'Once upon a time', {});
    await world.advance(200);
    world.server.emit({ type: 'output-interrupted', responseId: null });
    await world.settle();
    await conversation(world)
      .expectPhase('listening')
      .expectTranscript([{ user: 'Tell me a story' }, { agent: 'Once', isInterrupted: true }]);
  });

  it('while it is thinking, so that nothing of the answer is ever heard', async () => {
    const world = await conversation()
      .connect()
      .user.writes('Hello')
      .do(({ session }) => session.interrupt());
    await conversation(world)
      .expectPhase('listening')
      .expectCommands('configure', 'create-item', 'create-response', 'cancel-response');
    expect(world.speaker.rendered).toEqual([]);
  });
});

describe('any phase → idle', () => {
  it('when the session ends', async () => {
    await conversation().connect().user.beginsToSpeak().close().expectPhase('idle');
  });

  it('when the connection is lost', async () => {
    await conversation({ reconnect: () => 1_000 })
      .connect()
      .user.beginsToSpeak()
      .drop()
      .expectPhase('idle');
  });
});
