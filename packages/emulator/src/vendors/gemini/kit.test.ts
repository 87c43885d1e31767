import { RED, png, urlOf } from '../../../test/pictures.ts';
import { createBackoff, createRealtimeSession } from '@repartee/core';
import { createWebSocketTransport } from '@repartee/core/ports';
import type { ClientTool, RealtimeSession, RealtimeSessionOptions } from '@repartee/core';
import { gemini } from '@repartee/core/adapters/gemini';
import type { GeminiOptions } from '@repartee/core/adapters/gemini';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { createFakeMicrophone, createFakeSpeaker, transcriptRows } from '@repartee/core/testing';
import type { FakeMicrophone } from '@repartee/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { createDefaultAgent } from '../../agent/default-agent.ts';
import type { Emulator } from '../../create-emulator.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';

interface Talk {
  readonly session: RealtimeSession;
  readonly emulator: Emulator;
  readonly microphone: FakeMicrophone;
}

interface Wishes extends Partial<RealtimeSessionOptions> {
  readonly says?: readonly string[];
  readonly vendor?: GeminiOptions;
  readonly emulated?: EmulatorOptions;
}

const WEATHER: ClientTool = {
  name: 'get_weather',
  description: 'Look up the weather for a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  execute: () => ({ summary: 'Mild.' }),
};

/** A session of the kit on real sockets, against the emulator, with tokens that it has minted. */
async function begin({ says = [], vendor = {}, emulated = {}, ...options }: Wishes = {}): Promise<Talk> {
  const emulator = await startEmulator({
    recognizer: createScriptedRecognizer(says),
    pace: 20,
    agent: saying('Yes.'),
    ...emulated,
  });
  const minter = geminiMinter({ apiKey: 'AIza-test', baseUrl: emulator.origin });
  const microphone = createFakeMicrophone();
  const session = createRealtimeSession({
    adapter: gemini({ baseUrl: emulator.origin, ...vendor }),
    credential: () => minter.mint(),
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone,
      speaker: createFakeSpeaker(),
    },
    ...options,
  });
  onTestFinished(() => session.close());
  await session.connect();
  return { session, emulator, microphone };
}

/** Waits until the session's state is as wanted. */
function until(session: RealtimeSession, isDue: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isDue()) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = session.store.subscribe(look);
    look();
  });
}

/** The words of the transcript, without the marks of new connections. */
const rows = (session: RealtimeSession) =>
  transcriptRows(session.store.getState()).filter((row) => !('continuity' in row));

function speak(microphone: FakeMicrophone, voiceMs = 600): void {
  const chunks = (ms: number) => Array.from({ length: Math.ceil(ms / microphone.chunkMs) });
  for (const _ of chunks(200)) microphone.pushSilence();
  for (const _ of chunks(voiceMs)) microphone.pushVoice();
  for (const _ of chunks(1_000)) microphone.pushSilence();
}

/** The bodies of a message that the kit has sent, over all connections. */
const sent = (emulator: Emulator, name: string) =>
  emulator.sessions.flatMap(({ frames }) =>
    frames.flatMap(({ direction, frame }) => (direction === 'in' && name in frame ? [frame[name]] : [])),
  );

const phase = (session: RealtimeSession, name: string) =>
  until(session, () => session.store.getState().phase === name);

const answered = async (session: RealtimeSession) => {
  await phase(session, 'speaking');
  await phase(session, 'listening');
};

/** Waits until the emulator has seen enough of what it keeps. */
function untilSeen(emulator: Emulator, isDue: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isDue()) return;
      stop();
      resolve();
    };
    const stop = emulator.on('frame', look);
    look();
  });
}

const STORY = 'Once upon a time there was a keeper who had never seen the sea by day.';

describe('the kit and the emulated vendor', () => {
  it('hear, write down and answer, and count what it cost', async () => {
    const { session, microphone } = await begin({ says: ['hello'] });
    speak(microphone);
    await answered(session);
    expect(rows(session)).toEqual([{ user: 'Hello' }, { agent: 'Yes.' }]);
    const { usage, latencies } = session.store.getState();
    expect(usage).toMatchObject([{ source: 'response', record: { unit: 'tokens', input: { audio: 15 } } }]);
    expect(latencies).toHaveLength(1);
  });

  it.each([
    ['gemini-3.8-live', undefined],
    ['gemini-3.8-live', 'blocking'],
    ['gemini-3.8-live-extended-thinking', undefined],
    ['gemini-3.1-flash-live-preview', undefined],
    ['gemini-2.5-flash-native-audio-preview-12-2025', undefined],
    ['gemini-2.5-flash-native-audio-preview-12-2025', 'non-blocking'],
  ] as const)('run a tool on %s (%s) and tell of it in order', async (model, behavior) => {
    const tools: GeminiOptions['tools'] = behavior ? { get_weather: { behavior } } : {};
    const { session, microphone } = await begin({
      says: ['what is the weather in paris'],
      vendor: { model, tools },
      tools: [WEATHER],
      emulated: { agent: createDefaultAgent() },
    });
    speak(microphone);
    await until(session, () => rows(session).some((row) => 'agent' in row && row.agent.includes('Mild')));
    await phase(session, 'listening');
    const said = rows(session).map((row) => Object.keys(row)[0]);
    const isComment = model.endsWith('thinking');
    expect(said).toEqual(['user', ...(isComment ? ['agent'] : []), 'tool', 'agent']);
    expect(rows(session)[0]).toEqual({ user: 'What is the weather in paris' });
  });

  it('stop where the user breaks in, and say so of what was heard', async () => {
    const { session, microphone } = await begin({
      says: ['tell me a story', 'stop'],
      emulated: { agent: saying(STORY), pace: 4 },
    });
    speak(microphone);
    await phase(session, 'speaking');
    speak(microphone, 100);
    await until(session, () => rows(session).some((row) => 'isInterrupted' in row));
    const [, story] = rows(session) as [unknown, { readonly agent: string }];
    expect(STORY.startsWith(story.agent) && story.agent.length < STORY.length).toBe(true);
  });

  it('take turns by hand, and drop a turn, which then has no answer', async () => {
    const { session, microphone, emulator } = await begin({
      says: ['never mind', 'hello'],
      inputMode: 'push-to-talk',
    });
    session.turn.begin();
    speak(microphone);
    const isPast = new Promise<void>((resolve) => {
      session.on('response-done', () => resolve());
    });
    session.turn.cancel();
    await isPast;
    session.turn.begin();
    speak(microphone);
    session.turn.end();
    await answered(session);
    expect(rows(session)).toMatchObject([{ user: 'Hello' }, { agent: 'Yes.' }]);
    expect(
      sent(emulator, 'realtimeInput').filter((input) => 'activityStart' in (input as object)),
    ).toHaveLength(2);
  });

  it('go over to turns by hand on another connection, which remembers', async () => {
    const { session, microphone, emulator } = await begin({ says: ['hello'] });
    session.sendText('I am Ann.');
    await answered(session);
    session.setInputMode('push-to-talk');
    await until(session, () => session.store.getState().connection === 2);
    await until(session, () => session.store.getState().status === 'live');
    session.turn.begin();
    speak(microphone);
    session.turn.end();
    await answered(session);
    expect(rows(session).map((row) => Object.values(row)[0])).toEqual(['I am Ann.', 'Yes.', 'Hello', 'Yes.']);
    expect(sent(emulator, 'setup')[1]).toMatchObject({
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
      sessionResumption: { handle: expect.any(String) as string },
    });
  });

  it('end the speech of a user who is muted', async () => {
    const { session, microphone, emulator } = await begin({ says: ['hello'] });
    for (let at = 0; at < 40; at += 1) microphone.pushVoice();
    session.microphone.setMuted(true);
    await answered(session);
    expect(rows(session)[0]).toEqual({ user: 'Hello' });
    expect(sent(emulator, 'realtimeInput')).toContainEqual({ audioStreamEnd: true });
  });

  it('answer messages, and remember context', async () => {
    const { session, emulator } = await begin();
    session.sendMessage([{ type: 'text', text: 'The user is called Ann.' }], { role: 'system' });
    session.sendMessage([{ type: 'image', url: urlOf(png(RED)) }], { respond: false });
    session.sendText('Hello!');
    await answered(session);
    expect(sent(emulator, 'clientContent')).toMatchObject([{ turnComplete: false }, { turnComplete: true }]);
    expect(session.store.getState().usage[0]?.record).toMatchObject({ input: { image: 256 } });
  });

  it('go on where they were when the connection breaks', async () => {
    const { session, emulator } = await begin({ reconnect: createBackoff({ baseMs: 1 }) });
    session.sendText('Hello!');
    await answered(session);
    emulator.sessions.at(-1)?.drop();
    await until(session, () => session.store.getState().connection === 2);
    await until(session, () => session.store.getState().status === 'live');
    session.sendText('Who are you?');
    await answered(session);
    expect(rows(session)).toHaveLength(4);
    expect(sent(emulator, 'setup')[1]).toMatchObject({
      sessionResumption: { handle: expect.any(String) as string },
    });
    // The session knows the history. The kit does not send it again.
    expect(sent(emulator, 'clientContent')).toHaveLength(2);
    const [before, after] = session.store.getState().usage.map(({ record }) => record);
    expect(after).toMatchObject({ unit: 'tokens' });
    expect(
      after?.unit === 'tokens' && before?.unit === 'tokens' && after.input.audio > before.input.audio,
    ).toBe(true);
  });

  it('receive a notice before a connection ends, and leave it in a silence', async () => {
    const { session, emulator } = await begin({ emulated: { sessionCapMs: 2_000 } });
    session.sendText('Hello!');
    await answered(session);
    const told = new Promise((resolve) => {
      session.on('server-event', (event) => {
        if (event.type === 'session-expiring') resolve(event.remainingMs);
      });
    });
    expect(await told).toBe(1_000);
    await until(session, () => session.store.getState().connection === 2);
    await until(session, () => session.store.getState().status === 'live');
    expect(sent(emulator, 'setup')[1]).toMatchObject({
      sessionResumption: { handle: expect.any(String) as string },
    });
    expect(rows(session)).toHaveLength(2);
  });

  it('go on behind the end of a connection that was not left', async () => {
    const { session, emulator } = await begin({
      reconnect: createBackoff({ baseMs: 1 }),
      emulated: { sessionCapMs: 600, agent: saying(STORY), pace: 1 },
    });
    session.sendText('A story!');
    await until(session, () => session.store.getState().connection === 2);
    await until(session, () => session.store.getState().status === 'live');
    expect(emulator.sessions).toHaveLength(2);
    // Received audio is heard to its end, and is marked then.
    await until(session, () => 'isInterrupted' in (rows(session).at(-1) ?? {}));
  });

  it('start again if a session cannot be resumed, and send the history', async () => {
    const { session, emulator } = await begin({ reconnect: createBackoff({ baseMs: 1 }) });
    session.sendText('Hello!');
    await answered(session);
    emulator.sessions.at(-1)?.send({ sessionResumptionUpdate: { newHandle: 'stale', resumable: true } });
    await new Promise<void>((resolve) => {
      session.on('server-event', (event) => {
        if (event.type === 'resume-handle-received') resolve();
      });
    });
    emulator.sessions.at(-1)?.drop();
    await until(session, () => session.store.getState().connection === 3);
    await until(session, () => session.store.getState().status === 'live');
    await untilSeen(emulator, () => sent(emulator, 'clientContent').length === 2);
    expect(sent(emulator, 'clientContent')[1]).toMatchObject({
      turns: [
        { role: 'user' },
        { role: 'user', parts: [{ text: 'Hello!' }] },
        { role: 'model', parts: [{ text: 'Yes.' }] },
      ],
      turnComplete: true,
    });
  });

  it.each([
    ['a model that there is not', { vendor: { model: 'gemini-9' } }, 'invalid-config'],
    ['a key that is refused', { emulated: { apiKeys: ['AIza-other'] } }, 'credential-rejected'],
    ['what the vendor has nothing for', { config: { speed: 2 } }, 'unsupported-capability'],
  ] as const)('refuse %s with a code', async (_, wishes, code) => {
    await expect(begin(wishes)).rejects.toMatchObject({ code });
  });
});
