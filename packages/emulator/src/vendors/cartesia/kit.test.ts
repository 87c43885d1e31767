import { createRealtimeSession, defineTool, listEntries } from '@repartee/core';
import type { RealtimeSession, SessionState } from '@repartee/core';
import { cartesia, cartesiaLine } from '@repartee/core/adapters/cartesia';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker } from '@repartee/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';

/** A whole session of the kit in Node: everything is real but the microphone, the speaker and the voices. */
async function startSession(options: EmulatorOptions = {}, isLine = false) {
  const emulator = await startEmulator({ pace: 8, ...options });
  const microphone = createFakeMicrophone();
  const minter = cartesiaMinter({
    apiKey: 'sk_car_1',
    agentId: 'agent_1',
    baseUrl: emulator.origin,
    line: isLine,
  });
  const places: string[] = [];
  const getWeather = defineTool<{ readonly place: string }>({
    name: 'get_weather',
    description: 'Tells the weather.',
    execute({ place }) {
      places.push(place);
      return { summary: 'It is sunny there.' };
    },
  });
  const session: RealtimeSession = createRealtimeSession({
    adapter: isLine ? cartesiaLine() : cartesia(),
    credential: () => minter.mint(),
    tools: [getWeather],
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone,
      speaker: createFakeSpeaker(),
    },
  });
  onTestFinished(() => session.close());
  await session.connect();
  const say = (voiceChunks = 30, silentChunks = 40) => {
    for (let chunk = 0; chunk < voiceChunks; chunk += 1) microphone.pushVoice();
    for (let chunk = 0; chunk < silentChunks; chunk += 1) microphone.pushSilence();
  };
  return { emulator, session, places, say, record: () => emulator.sessions[0] };
}

function until(session: RealtimeSession, isSo: (state: SessionState) => boolean): Promise<SessionState> {
  const { store } = session;
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo(store.getState())) return;
      stop();
      resolve(store.getState());
    };
    const stop = store.subscribe(look);
    look();
  });
}

const rows = ({ transcript }: SessionState) =>
  listEntries(transcript).map((entry) =>
    entry.kind === 'message' ? `${entry.role}: ${entry.text}` : `${entry.kind}: ${entry.id.slice(0, 4)}`,
  );

describe('the kit’s own adapter', () => {
  it.each([
    ['Managed Agents', false],
    ['Line’s stream', true],
  ])('greets, hears, answers and hangs up with %s', async (_, isLine) => {
    const recognizer = createScriptedRecognizer(['how are you', 'bye']);
    const { session, say } = await startSession({ recognizer }, isLine);
    await until(session, ({ phase }) => phase === 'speaking');
    await until(session, ({ phase }) => phase === 'listening');
    say();
    await until(session, ({ phase }) => phase === 'speaking');
    const state = await until(session, ({ phase }) => phase === 'listening');
    expect(rows(state)).toEqual([
      'agent: Hello! I am listening.',
      'user: How are you',
      'agent: I am fine, thank you. How can I help you?',
    ]);
    say();
    const end = await until(session, ({ status }) => status === 'closed');
    expect(end).toMatchObject({ endReason: 'remote', error: null });
  });

  it('runs the client’s tool, and the answer is about its result', async () => {
    const recognizer = createScriptedRecognizer(['what is the weather in Paris']);
    const { session, say, places } = await startSession({ recognizer });
    say();
    const state = await until(session, (now) => rows(now).includes('agent: It is sunny there.'));
    expect(places).toEqual(['Paris']);
    expect(rows(state)).toContain('tool: call');
  });

  it('lets the user interrupt: unheard words stay out of the transcript', async () => {
    const recognizer = createScriptedRecognizer(['tell me a story', 'thanks']);
    const { session, say } = await startSession({ recognizer });
    const cuts: unknown[] = [];
    session.on('interruption', (cut) => cuts.push(cut));
    say();
    await until(
      session,
      ({ phase, transcript }) =>
        phase === 'speaking' && JSON.stringify([...transcript.live]).includes('a time'),
    );
    const before = cuts.length;
    say();
    const state = await until(session, (now) => rows(now).some((row) => row.includes('welcome')));
    expect(cuts.length).toBe(before + 1);
    const story = listEntries(state.transcript).find(
      (entry) => entry.kind === 'message' && entry.text.includes('Once'),
    );
    expect(story).toMatchObject({ state: 'interrupted', cut: { by: 'user' } });
    expect(JSON.stringify(story)).not.toContain('burned a little brighter');
  });

  it('sends silence while the user is muted, so that the call goes on', async () => {
    const { session, record } = await startSession();
    session.microphone.setMuted(true);
    const before = record()?.receivedMs ?? 0;
    await until(session, ({ phase }) => phase === 'speaking');
    await until(session, ({ phase }) => phase === 'listening');
    expect(record()?.receivedMs).toBeGreaterThan(before);
    expect(record()?.loudest).toBe(0);
  });

  it('carries custom events of Line’s stream both ways', async () => {
    const { session } = await startSession({}, true);
    const heard = new Promise((resolve) => {
      session.on('server-event', (event) => event.type === 'vendor-event-received' && resolve(event));
    });
    session.sendVendorEvent({ event: 'custom', metadata: { page: 'checkout' } });
    expect(await heard).toEqual({
      type: 'vendor-event-received',
      name: 'custom',
      data: { received: { page: 'checkout' } },
    });
  });

  it('refuses what the vendor cannot do', async () => {
    const { session } = await startSession();
    const refused = expect.objectContaining({ code: 'unsupported-capability' });
    expect(() => session.sendText('Hello')).toThrow(refused);
    expect(() => session.setInputMode('push-to-talk')).toThrow(refused);
    expect(() => session.respond()).toThrow(refused);
  });
});
