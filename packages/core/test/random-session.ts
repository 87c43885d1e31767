import fc from 'fast-check';
import { isRealtimeError, RealtimeError } from '../src/errors/realtime-error.ts';
import type { ConversationItem } from '../src/protocol/conversation-item.ts';
import type { ReportedError, ServerEvent } from '../src/protocol/server-event.ts';
import { entryOf } from '../src/session/transcript/transcript.ts';
import type { ScriptedSession } from '../src/testing/scripted-session.ts';
import { writeScriptedFrame } from '../src/testing/scripted-wire.ts';

/** One event of a random session, and its description in the report of a failed run. */
export interface Happening {
  readonly run: (world: ScriptedSession) => void | Promise<void>;
  /** The text that fast-check prints for it. */
  readonly [fc.toStringMethod]: () => string;
}

/** A named happening. */
export function happening(name: string, run: Happening['run']): Happening {
  return { run, [fc.toStringMethod]: () => name };
}

// Few ids, so that events meet, repeat and contradict each other; some are named like what every object has.
const itemId = fc.constantFrom('i1', 'i2', 'i3', '__proto__', 'constructor');
const responseId = fc.constantFrom('r1', 'r2', 'r3', 'toString');
const callId = fc.constantFrom('c1', 'c2', '__proto__');
const text = fc.constantFrom('', 'Hello', ' there', '__proto__', 'word word word');
const previousItemId = fc.option(itemId);
const contentIndex = fc.constantFrom(0, 0, 0, 1);
const audio = fc.constantFrom(0, 480, 4_800, 9_600).map((length) => new Uint8Array(length).fill(1));
const metadata = fc.constant(null);
const usage = fc.constant(null);

const message: fc.Arbitrary<ConversationItem> = fc.record({
  type: fc.constant('message' as const),
  id: itemId,
  role: fc.constantFrom('user' as const, 'agent' as const, 'system' as const),
  status: fc.constantFrom('in-progress' as const, 'completed' as const, 'incomplete' as const),
  content: fc.array(
    fc.oneof(
      fc.record({ type: fc.constant('text' as const), text }),
      fc.record({ type: fc.constant('audio' as const), transcript: fc.option(text) }),
    ),
    { maxLength: 2 },
  ),
});

const call: fc.Arbitrary<ConversationItem> = fc.record({
  type: fc.constant('tool-call' as const),
  id: itemId,
  status: fc.constant('completed' as const),
  callId,
  name: fc.constantFrom('known', 'unknown', '__proto__'),
  argumentsText: fc.constantFrom('{}', '{"__proto__":{"a":1}}', 'not json'),
});

const otherItem: fc.Arbitrary<ConversationItem> = fc.oneof(
  fc.record({ type: fc.constant('tool-output' as const), id: itemId, callId, output: text }),
  fc.record({ type: fc.constant('unknown' as const), id: itemId, wireType: text }),
  fc.record({
    type: fc.constant('approval-request' as const),
    id: itemId,
    serverLabel: text,
    name: text,
    argumentsText: text,
  }),
);

const item = fc.oneof({ weight: 4, arbitrary: message }, { weight: 2, arbitrary: call }, otherItem);

const reported: fc.Arbitrary<ReportedError> = fc.record({
  code: fc.constantFrom('vendor-failed' as const, 'rate-limited' as const),
  message: text,
  vendorCode: fc.constant(null),
  commandId: fc.option(fc.constantFrom('cmd_1', 'cmd_2', 'cmd_3', 'cmd_4', 'cmd_5', 'cmd_6')),
  effect: fc.constantFrom('reported', 'benign'),
  wire: fc.constant(null),
});

const position = { responseId, itemId, contentIndex };

function event<Type extends ServerEvent['type']>(
  type: Type,
  fields: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<ServerEvent> {
  return fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<ServerEvent>;
}

/** Any event of the protocol, right in its types and in nothing else. */
export const anyEvent: fc.Arbitrary<ServerEvent> = fc.oneof(
  event('speech-started', { itemId: previousItemId, audioStartMs: fc.constant(null) }),
  event('speech-stopped', { itemId: previousItemId, audioEndMs: fc.constant(null) }),
  event('turn-committed', { itemId, previousItemId }),
  event('input-cleared'),
  event('input-transcript-delta', { itemId, delta: text }),
  event('input-transcript-done', { itemId, transcript: text, usage }),
  event('input-transcript-failed', { itemId, message: text }),
  event('item-added', { item, previousItemId }),
  event('item-done', { item, previousItemId }),
  event('item-removed', { itemId }),
  event('item-truncated', { itemId, contentIndex, audioEndMs: fc.nat(500) }),
  event('response-started', { responseId, isOutOfBand: fc.boolean(), metadata }),
  event('response-started', { responseId, isOutOfBand: fc.constant(false), metadata }),
  event('response-done', {
    responseId,
    outcome: fc.constantFrom('completed', 'cancelled', 'failed', 'incomplete'),
    reason: fc.constant(null),
    error: fc.constant(null),
    usage,
    metadata,
    items: fc.array(item, { maxLength: 2 }),
  }),
  event('output-item-added', { responseId, outputIndex: fc.constant(0), item }),
  event('output-item-done', { responseId, outputIndex: fc.constant(0), item }),
  event('output-transcript-delta', { ...position, delta: text }),
  event('output-transcript-done', { ...position, transcript: text }),
  event('text-delta', { ...position, delta: text }),
  event('text-done', { ...position, text }),
  event('audio-delta', { ...position, audio }),
  event('audio-delta', { ...position, audio }),
  event('audio-done', position),
  event('output-interrupted', { responseId: fc.option(responseId) }),
  event('tool-call-requested', {
    responseId: fc.option(responseId),
    itemId,
    callId,
    name: fc.constantFrom('known', 'unknown', '__proto__'),
    argumentsText: fc.constantFrom('{}', '{"__proto__":{"a":1}}', 'not json'),
  }),
  event('tool-call-cancelled', { callId }),
  event('error-received', { error: reported }),
  event('unknown', { wireType: text }),
  event('malformed', { reason: text }),
  event('session-created', { sessionId: fc.constant('s'), expiresAtMs: fc.constant(null) }),
);

/** Sends events over the connection in use, if there is one. */
function say(name: string, ...events: readonly ServerEvent[]): Happening {
  return happening(`server: ${name}`, ({ server, transport }) => {
    if (transport.connections.length === 0) return;
    for (const event of events) server.connection.emit(writeScriptedFrame(event));
  });
}

/** A command may be refused, with a coded error; anything else that it throws is a fault. */
function command(name: string, run: (world: ScriptedSession) => unknown): Happening {
  return happening(`command: ${name}`, (world) => {
    try {
      run(world);
    } catch (error) {
      if (!isRealtimeError(error)) throw error;
    }
  });
}

/** Connects; errors are part of the run. */
const connect = (world: ScriptedSession) =>
  void world.session.connect().catch((error: unknown) => {
    if (!isRealtimeError(error)) throw error;
  });

const resume = (world: ScriptedSession) =>
  void world.session.resume().catch((error: unknown) => {
    if (!isRealtimeError(error)) throw error;
  });

/** The consents of the user in a session. */
export interface Consents {
  /** The number of calls that were agreed to while they waited. */
  calls: number;
  /** Whether all calls of a tool were. */
  isForSession: boolean;
}

const consents = new WeakMap<ScriptedSession, Consents>();

/** The consents of the random commands. */
export function consentsOf(world: ScriptedSession): Consents {
  const given = consents.get(world) ?? { calls: 0, isForSession: false };
  consents.set(world, given);
  return given;
}

function answerApproval(
  world: ScriptedSession,
  id: string,
  answer: { readonly approved: boolean; readonly scope: 'call' | 'session' },
): void {
  const entry = entryOf(world.session.store.getState().transcript, id);
  const isWaiting = entry?.kind === 'tool' && entry.state === 'awaiting-approval';
  world.session.tools.answerApproval(id, answer);
  if (!isWaiting || !answer.approved) return;
  const given = consentsOf(world);
  given.calls += 1;
  if (answer.scope === 'session') given.isForSession = true;
}

/** A command of the app. */
export const anyCommand: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom(
    command('sendText', ({ session }) => session.sendText('Hello')),
    command('respond', ({ session }) => session.respond()),
    command('respond out of band', ({ session }) => session.respond({ outOfBand: true })),
    command('interrupt', ({ session }) => session.interrupt()),
    command('beginTurn', ({ session }) => session.turn.begin()),
    command('endTurn', ({ session }) => session.turn.end()),
    command('cancelTurn', ({ session }) => session.turn.cancel()),
    command('mute', ({ session }) => session.microphone.setMuted(true)),
    command('unmute', ({ session }) => session.microphone.setMuted(false)),
    command('push-to-talk', ({ session }) => session.setInputMode('push-to-talk')),
    command('hands-free', ({ session }) => session.setInputMode('hands-free')),
    command('updateConfig', ({ session }) => session.updateConfig({ instructions: 'Be brief.' })),
    command('say', ({ session }) => session.say('Hello there.')),
    command('connect', connect),
    command('pause', ({ session }) => session.pause()),
    command('resume', resume),
    command('keepAlive', ({ session }) => session.keepAlive()),
  ),
  itemId.map((id) => command(`removeItem ${id}`, ({ session }) => session.removeItem(id))),
  fc
    .record({
      id: itemId,
      approved: fc.boolean(),
      scope: fc.constantFrom('call' as const, 'session' as const),
    })
    .map(({ id, ...answer }) =>
      command(`answerApproval ${id} ${answer.approved} ${answer.scope}`, (world) =>
        answerApproval(world, id, answer),
      ),
    ),
);

const anyTurn: fc.Arbitrary<Happening> = fc.constantFrom(
  happening('world: the user makes a sound', ({ microphone }) => microphone.pushVoice()),
  happening('world: the browser stops playing', ({ speaker }) => speaker.block()),
  happening('world: the browser plays on', ({ session }) => session.speaker.resume()),
  happening('world: the connection breaks', ({ transport }) => transport.connections.at(-1)?.drop()),
  happening('world: the other side ends it', ({ transport }) =>
    transport.connections.at(-1)?.drop({ code: 1_000 }),
  ),
  happening('world: the connection in use breaks', ({ server, transport }) => {
    if (transport.connections.length > 0) server.drop();
  }),
  say('announces its end', { type: 'session-expiring', remainingMs: 10_000 }),
  say('announces its end at once', { type: 'session-expiring', remainingMs: null }),
  happening('world: the microphone is pulled out', ({ microphone }) => microphone.lose()),
  happening('world: the next attempt hangs', ({ transport }) => transport.next('hang')),
  happening('world: the next attempt is refused', ({ transport }) =>
    transport.next({ refuseWith: new RealtimeError('connect-refused', 'No server there.') }),
  ),
  happening('world: the app closes', ({ session }) => void session.close()),
);

/** A step of the speech source with the text that it was last asked for, where a session listens to it. */
function source(what: string, act: (world: ScriptedSession, textId: string) => void): Happening {
  return happening(`source: ${what}`, (world) => {
    const { speech } = world;
    const isOpen = speech.transport.connections.at(-1)?.state === 'open';
    const last = speech.commands.findLast(({ type }) => type === 'begin');
    if (isOpen && last) act(world, last.textId);
  });
}

const anySource: fc.Arbitrary<Happening> = fc.constantFrom(
  source('sound', ({ speech }, id) => speech.emitAudio(id, new Uint8Array(9_600))),
  source('words', ({ speech }, id) => speech.emitWords(id, [{ text: 'Hello', startMs: 0, endMs: 100 }])),
  source('the end', ({ speech }, id) => speech.emitDone(id)),
  source('a failure', ({ speech }) => speech.emitFailure(new RealtimeError('vendor-failed', 'It broke.'))),
  source('its connection breaks', ({ speech }) => speech.transport.connections.at(-1)?.drop()),
);

function describe(event: ServerEvent): string {
  return JSON.stringify(event, (_key, value: unknown) =>
    value instanceof Uint8Array ? `${value.length} bytes` : value,
  );
}

/** Anything that can happen to a session, the likely more often than the rare. */
export const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 10,
    arbitrary: anyEvent.map((one) => say(describe(one), one)),
  },
  { weight: 2, arbitrary: anyEvent.map((one) => say(`twice ${describe(one)}`, one, one)) },
  { weight: 4, arbitrary: anyCommand },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(0, 5, 40, 200, 1_500, 20_000)
      .map((ms) => happening(`world: ${ms} ms pass`, ({ advance }) => advance(ms))),
  },
  {
    weight: 2,
    arbitrary: fc.constant(happening('world: all settles', ({ settle }) => settle())),
  },
  { weight: 1, arbitrary: anyTurn },
  { weight: 1, arbitrary: anySource },
);
