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
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';
import type { Continuity } from '../session/transcript/continuity.ts';
import { RealtimeError } from '../errors/realtime-error.ts';

const announce = ({ server }: ScriptedSession, remainingMs: number | null = 50_000) =>
  server.emit({ type: 'session-expiring', remainingMs });

/** Makes the vendor name the end of each connection. */
function limitLife({ server, clock }: ScriptedSession, lifeMs: number): void {
  server.answer('configure', (command, vendor) =>
    vendor
      .answer(command)
      .map((event) =>
        event.type === 'session-configured'
          ? { ...event, expiresAtMs: (clock.wallNow?.() ?? 0) + lifeMs }
          : event,
      ),
  );
}

describe('a renewal with two connections', () => {
  it('opens and seeds the new one first, and switches in a pause: the status stays live', async () => {
    const world = await live();
    await conversation(world).user.says('Hello').agent.says('Good evening');
    announce(world);
    await world.settle();
    expect(world.transport.openCount).toBe(2);
    expect(toldOver(world, 2)).toEqual(['Hello', 'Good evening']);
    await world.advance(500);
    expect(state(world)).toMatchObject({ status: 'live', connection: 2, error: null, phase: 'listening' });
    expect(world.statuses).toEqual([]);
    expect(world.transport.openCount).toBe(1);
    await conversation(world).user.says('What now?').agent.says('Sleep');
    expect(messageRows(world).map((row) => Object.values(row)[0])).toEqual([
      'Hello',
      'Good evening',
      'What now?',
      'Sleep',
    ]);
  });

  it('counts a turn that the app has yet to answer, or never answers, as a pause', async () => {
    const world = await live({ config: { turnDetection: { mode: 'server', autoRespond: false } } });
    await conversation(world).user.says('Hello');
    expect(state(world).phase).toBe('listening');
    announce(world);
    await world.advance(500);
    expect(state(world)).toMatchObject({ status: 'live', connection: 2, phase: 'listening' });
    world.session.respond();
    await conversation(world).agent.says('Good evening');
    expect(toldOver(world, 2)[0]).toBe('Hello');
    expect(sentOver(world, 2).filter((type) => type === 'create-response')).toHaveLength(1);
  });

  it('begins before the end that the vendor named from the start, a minute or a quarter of its life', async () => {
    for (const [lifeMs, dueMs] of [
      [3_600_000, 3_540_000],
      [8_000, 6_000],
    ] as const) {
      const world = createScriptedSession();
      limitLife(world, lifeMs);
      await world.session.connect();
      await world.advance(dueMs - 1);
      expect(world.transport.connections).toHaveLength(1);
      await world.advance(1_001);
      expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
      await world.session.close();
      expect(world.pendingTimers()).toBe(0);
    }
  });

  it('goes on forever, one connection after the other', async () => {
    const world = createScriptedSession();
    limitLife(world, 60_000);
    await world.session.connect();
    await world.advance(10 * 60_000);
    expect(state(world).status).toBe('live');
    expect(world.transport.connections.length).toBeGreaterThanOrEqual(12);
    expect(world.transport.connections.length).toBeLessThanOrEqual(15);
    expect(world.transport.openCount).toBe(1);
  });

  it('waits for the end of an answer, and tells what was said between seeding and switch, once', async () => {
    const world = await live();
    await conversation(world).user.says('Hello').agent.says('Good evening');
    announce(world);
    await conversation(world).user.says('Tell me more').agent.says('There is more');
    expect(state(world).connection).toBe(1);
    await world.advance(1_000);
    expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
    expect(toldOver(world, 2)).toEqual(['Hello', 'Good evening', 'Tell me more', 'There is more']);
  });

  it.each(['user', 'turn', 'answer', 'tool', 'transcript'] as const)(
    'does not switch while there is something open: %s',
    async (what) => {
      let finish = (_value: string) => {};
      const tool = { name: 'slow', execute: () => new Promise<string>((resolve) => (finish = resolve)) };
      const world = await live({
        tools: [tool],
        ...(what === 'turn' && { inputMode: 'push-to-talk' }),
      });
      if (what === 'user') await conversation(world).user.beginsToSpeak();
      if (what === 'turn') world.session.turn.begin();
      if (what === 'answer') {
        world.session.sendText('Hello');
        await world.settle();
      }
      if (what === 'tool') await conversation(world).user.writes('Go').agent.calls('slow');
      if (what === 'transcript')
        world.server.emit(
          { type: 'speech-started', itemId: 'u', audioStartMs: null },
          { type: 'speech-stopped', itemId: 'u', audioEndMs: null },
          { type: 'turn-committed', itemId: 'u' },
        );
      announce(world, 100_000);
      await world.advance(5_000);
      expect(state(world).connection).toBe(1);
      expect(world.transport.openCount).toBe(2);
      finish('done');
    },
  );

  it('does not switch while the user’s voice is heard that the vendor has not reported yet', async () => {
    const world = await live();
    await pushVoice(world, 40);
    announce(world);
    await pushVoice(world, 1_200);
    expect(state(world).connection).toBe(1);
    await world.advance(1_100);
    expect(state(world).connection).toBe(2);
  });

  it('is forced a little before the end, in the middle of an answer that is heard on', async () => {
    const world = await live();
    await conversation(world).user.says('Tell me a story');
    const { itemId } = await sendSpeech(world, 'one two three four five six seven eight', {
      unfinished: true,
    });
    announce(world, 2_000);
    await world.advance(1_000);
    expect(state(world).connection).toBe(1);
    await world.advance(510);
    expect(state(world)).toMatchObject({
      status: 'live',
      connection: 2,
      phase: 'speaking',
      speakingItemId: itemId,
    });
    expect(toldOver(world, 2)).toEqual(['Tell me a story']);
    await world.advance(1_000);
    expect(state(world).phase).toBe('listening');
    expect(world.statuses).toEqual([]);
    const [, answer] = messagesOf(world);
    expect(answer).toMatchObject({
      state: 'interrupted',
      cut: { by: 'disconnect', heardMs: 1_600 },
      heardMs: 1_600,
    });
    // The heard part is told as soon as it has been heard.
    expect(toldOver(world, 2)).toEqual(['Tell me a story', 'one two three four five six seven eight']);
    expect(world.server.commandsOf('create-response')).toEqual([]);
  });

  it('says a turn again that is open when the switch is forced: no word is lost and none doubled', async () => {
    const world = await live();
    const itemId = await beginToSpeak(world);
    announce(world, 4_000);
    await pushVoice(world, 3_400);
    expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
    expect(audioOver(world, 2)).toBeCloseTo(audioOver(world, 1) + 400, -2);
    expect(messagesOf(world)).toMatchObject([{ role: 'user', state: 'speaking', text: '' }]);
    world.server.emit(
      { type: 'speech-started', itemId: 'again', audioStartMs: null },
      { type: 'speech-stopped', itemId: 'again', audioEndMs: null },
      { type: 'turn-committed', itemId: 'again' },
      { type: 'input-transcript-done', itemId: 'again', transcript: 'One two three', usage: null },
    );
    await world.settle();
    expect(messageRows(world)).toEqual([{ user: 'One two three' }]);
    expect(itemId).not.toBe('again');
  });

  it('keeps a turn by hand open over a forced switch', async () => {
    const world = await live({ inputMode: 'push-to-talk' });
    world.session.turn.begin();
    await world.settle();
    announce(world, 2_000);
    await pushVoice(world, 2_000);
    expect(state(world)).toMatchObject({ connection: 2, isTurnOpen: true, phase: 'user-speaking' });
    world.session.turn.end();
    await world.settle();
    expect(sentOver(world, 2)).toEqual(['configure', 'begin-turn', 'commit-turn', 'create-response']);
    expect(audioOver(world, 2)).toBeCloseTo(2_000, -2);
  });

  it('ignores what the older connection still says and how it ends', async () => {
    const world = await live();
    announce(world);
    await world.advance(500);
    const [old] = world.transport.connections;
    expect(old?.endedBy).toBe('client');
    expect(state(world).connection).toBe(2);
    expect(old?.emit('{"type":"speech-started","itemId":"ghost","audioStartMs":0}')).toBe(false);
    old?.drop();
    await world.settle();
    expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
  });

  it('ignores what a vendor says on a connection that stands by', async () => {
    const world = await live();
    await conversation(world).user.beginsToSpeak();
    announce(world);
    await world.settle();
    world.transport.connection.emit(
      '{"type":"response-started","responseId":"r","isOutOfBand":false,"metadata":null}',
    );
    await world.settle();
    expect(state(world).phase).toBe('user-speaking');
  });

  it('keeps the working connection when the other one fails, and tries again, for a time', async () => {
    const world = await live();
    world.transport.next(
      ...Array.from({ length: 9 }, () => ({ refuseWith: new RealtimeError('connect-refused', 'No.') })),
    );
    await conversation(world).user.beginsToSpeak();
    announce(world, 100_000);
    await world.advance(60_000);
    expect(world.transport.connections).toHaveLength(6);
    expect(state(world)).toMatchObject({ status: 'live', connection: 1, error: null });
    expect(world.statuses).toEqual([]);
  });

  it.each([
    [
      'refuses the configuration',
      ({ server }: ScriptedSession) => server.answer('configure', () => [REFUSAL]),
    ],
    ['never acknowledges it', ({ server }: ScriptedSession) => server.answer('configure', () => [])],
    ['hangs', ({ transport }: ScriptedSession) => transport.next('hang')],
  ])('keeps the working connection when the vendor of the other one %s', async (_, spoil) => {
    const world = await live({ connectTimeoutMs: 1_000 });
    spoil(world);
    announce(world, 100_000);
    await world.advance(1_500);
    expect(state(world)).toMatchObject({ status: 'live', connection: 1, error: null });
    world.server.answer('configure', (command, vendor) => vendor.answer(command));
    await world.advance(2_500);
    expect(state(world).status).toBe('live');
    expect(state(world).connection).toBeGreaterThan(2);
    expect(world.statuses).toEqual([]);
    expect(world.transport.openCount).toBe(1);
  });

  it('uses the standby connection at once when the old one breaks', async () => {
    const world = await live();
    world.session.sendText('Hello');
    announce(world);
    await world.settle();
    expect(state(world).connection).toBe(1);
    world.server.drop();
    await world.settle();
    expect(state(world)).toMatchObject({ status: 'live', connection: 2, phase: 'thinking' });
    expect(world.statuses).toEqual([]);
    // The question is asked again.
    expect(sentOver(world, 2)).toEqual(['configure', 'seed-history', 'create-response']);
  });

  it('takes the user’s audio to the standby connection when the old one breaks in a pause', async () => {
    const world = await live();
    await pushVoice(world, 100);
    announce(world);
    await world.settle();
    await pushVoice(world, 200);
    expect(state(world).connection).toBe(1);
    world.server.drop();
    await world.settle();
    await pushVoice(world, 300);
    expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
    expect(audioOver(world, 2)).toBe(600);
  });

  it.each([
    ['a call', { vendor: { transport: 'webrtc' }, ports: { callSpeaker: createFakeSpeaker() } }],
    ['a session that discards', { offlineAudio: 'discard' }],
  ] satisfies readonly [string, ScriptedSessionOptions][])(
    'reports the turn that a forced switch takes with it: %s',
    async (_, options) => {
      const world = await live(options);
      const told: Continuity[] = [];
      world.session.on('continuity', (event) => told.push(event));
      await beginToSpeak(world);
      announce(world, 4_000);
      await pushVoice(world, 3_400);
      expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({ cause: 'session-expiring', connection: 2 });
      expect(told[0]?.lost).toContainEqual({ what: 'user-audio', durationMs: 3_200 });
      expect(state(world).transcript.order.filter((id) => id.startsWith('continuity_'))).toHaveLength(1);
    },
  );

  it('goes on with the connection that is being opened when the old one breaks', async () => {
    const world = await live();
    world.server.holdAnswers('configure');
    announce(world);
    await world.settle();
    world.server.drop();
    await world.settle();
    expect(state(world)).toMatchObject({ status: 'reconnecting', connection: 2 });
    world.server.releaseAnswers();
    await world.settle();
    expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
    expect(world.transport.connections).toHaveLength(2);
  });

  it('leaves nothing open when the session is closed meanwhile', async () => {
    const world = await live();
    world.transport.next('hang');
    announce(world);
    await world.settle();
    await world.session.close();
    expect(world.transport.openCount).toBe(0);
    expect(world.pendingTimers()).toBe(0);
  });

  it('tells the new connection a setting that changed while it was made', async () => {
    const world = await live();
    await conversation(world).user.beginsToSpeak();
    announce(world);
    await world.settle();
    world.session.updateConfig({ instructions: 'Be brief.' });
    world.server.drop();
    await world.settle();
    expect(world.server.vendor.config.instructions).toBe('Be brief.');
    expect(state(world).status).toBe('live');
  });
});

const REFUSAL: ServerEvent = {
  type: 'error-received',
  error: {
    code: 'invalid-config',
    message: 'No.',
    commandId: null,
    vendorCode: null,
    effect: 'reported',
    wire: null,
  },
};

describe('a renewal of a vendor that remembers by a handle', () => {
  const vendor = {
    capabilities: { isResponseOnDemand: false, canResume: true, canOverlapConnections: false },
  };

  it('closes the old connection first, at the pause, without an error', async () => {
    const world = await live({ vendor });
    const errors: unknown[] = [];
    world.session.store.subscribe(({ error }) => error && errors.push(error));
    world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
    world.server.emit(...world.server.vendor.startResponse());
    await world.settle();
    announce(world);
    await world.advance(5_000);
    expect(world.transport.connections).toHaveLength(1);
    world.server.emit(...world.server.vendor.endResponse());
    await world.advance(600);
    expect(world.transport.connections.map(({ state: each }) => each)).toEqual(['closed', 'open']);
    expect(world.statuses).toEqual(['reconnecting', 'live']);
    expect(errors).toEqual([]);
  });

  it('is left before the deadline when no pause comes', async () => {
    const world = await live({ vendor });
    world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
    world.server.emit(...world.server.vendor.startResponse());
    announce(world, 10_000);
    await world.advance(7_900);
    expect(world.transport.connections).toHaveLength(1);
    await world.advance(200);
    expect(world.transport.connections).toHaveLength(2);
    expect(state(world).status).toBe('live');
  });

  it.each([
    ['over a gap', { vendor }],
    ['with two connections', {}],
  ] satisfies readonly [string, ScriptedSessionOptions][])(
    'says speech again that the vendor has not reported, when it is forced: %s',
    async (_, options) => {
      const world = await live(options);
      world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
      await pushVoice(world, 1_000);
      announce(world, 2_000);
      await pushVoice(world, 2_000);
      expect(state(world)).toMatchObject({ status: 'live', connection: 2 });
      expect(audioOver(world, 2)).toBe(3_000);
    },
  );
});
