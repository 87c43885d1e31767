import { createRealtimeSession, defineTool, heardText, listEntries } from '@repartee/core';
import type { RealtimeSession, ServerEvent, SessionConfig, SessionState } from '@repartee/core';
import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import type { ElevenLabsOptions } from '@repartee/core/adapters/elevenlabs';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker } from '@repartee/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';

interface Wanted extends EmulatorOptions {
  readonly adapter?: ElevenLabsOptions;
  readonly config?: SessionConfig;
  /** The settings of the agent; without them it is an agent of the emulator's own. */
  readonly agent_?: object;
}

/** A whole session of the kit in Node: everything is real but the microphone, the speaker and the voices. */
async function startSession({ adapter, config, agent_, ...options }: Wanted = {}) {
  const emulator = await startEmulator({ pace: 8, ...options });
  const apiKey = 'sk_eleven_1';
  let agentId = 'agent_1';
  if (agent_) {
    const made = await fetch(`${emulator.origin}/v1/convai/agents/create`, {
      method: 'POST',
      headers: { 'xi-api-key': apiKey },
      body: JSON.stringify(agent_),
    });
    ({ agent_id: agentId } = (await made.json()) as { agent_id: string });
  }
  const microphone = createFakeMicrophone();
  const minter = elevenLabsMinter({ apiKey, agentId, baseUrl: emulator.origin });
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
    adapter: elevenlabs(adapter),
    credential: () => minter.mint(),
    tools: [getWeather],
    ...(config && { config }),
    ...(config?.outputModality === 'text' && { microphone: false }),
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone,
      speaker: createFakeSpeaker(),
    },
  });
  onTestFinished(() => session.close());
  const events: ServerEvent[] = [];
  session.on('server-event', (event) => void events.push(event));
  const say = (voiceChunks = 30, silentChunks = 40) => {
    for (let chunk = 0; chunk < voiceChunks; chunk += 1) microphone.pushVoice();
    for (let chunk = 0; chunk < silentChunks; chunk += 1) microphone.pushSilence();
  };
  return { emulator, session, places, say, events, record: () => emulator.sessions[0] };
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

const listening = (session: RealtimeSession) => until(session, ({ phase }) => phase === 'listening');
const speaking = (session: RealtimeSession) => until(session, ({ phase }) => phase === 'speaking');

describe('the kit’s own adapter', () => {
  it('greets, hears, answers and lets the agent hang up', async () => {
    const recognizer = createScriptedRecognizer(['how are you', 'bye']);
    const { session, say } = await startSession({ recognizer });
    await session.connect();
    await speaking(session);
    await listening(session);
    say();
    await speaking(session);
    const state = await listening(session);
    expect(rows(state)).toEqual([
      'agent: Hello! I am listening.',
      'user: How are you',
      'agent: I am fine, thank you. How can I help you?',
    ]);
    expect(state.latencies).toHaveLength(1);
    say();
    const end = await until(session, ({ status }) => status === 'closed');
    expect(end).toMatchObject({ endReason: 'remote', error: null });
    expect(rows(end).at(-1)).toBe('agent: Goodbye. It was nice talking to you.');
  });

  it('runs the client’s tool, and the answer is about its result', async () => {
    const recognizer = createScriptedRecognizer(['what is the weather in Paris']);
    const { session, say, places } = await startSession({ recognizer });
    await session.connect();
    say();
    const state = await until(session, (now) => rows(now).includes('agent: It is sunny there.'));
    expect(places).toEqual(['Paris']);
    expect(rows(state)).toContain('tool: call');
  });

  it.each([1, 2, 3, 4])('lets the user cut in, and shows what was heard (seed %i)', async (seed) => {
    const recognizer = createScriptedRecognizer(['tell me a story', 'thanks']);
    const { session, say } = await startSession({ recognizer, seed });
    const cuts: unknown[] = [];
    session.on('interruption', (cut) => cuts.push(cut));
    await session.connect();
    await speaking(session);
    await listening(session);
    say();
    const isTold = (state: SessionState) => rows(state).some((row) => row.includes('Once upon'));
    await until(session, (state) => state.phase === 'speaking' && isTold(state));
    say();
    const state = await until(session, (now) => {
      const isCut = listEntries(now.transcript).some(
        (entry) => entry.kind === 'message' && entry.cut?.by === 'user',
      );
      return isCut && rows(now).some((row) => row.includes('welcome'));
    });
    expect(cuts).toHaveLength(1);
    const story = listEntries(state.transcript).find(
      (entry) => entry.kind === 'message' && entry.text.includes('Once'),
    );
    expect(story).toMatchObject({
      state: 'interrupted',
      cut: { by: 'user', heardText: expect.stringMatching(/^Once/) },
    });
    if (story?.kind !== 'message') throw new Error('The story is not a message.');
    expect(story.text.startsWith(heardText(story))).toBe(true);
    expect(heardText(story)).not.toContain('lamp');
    expect(rows(state).filter((row) => row.startsWith('agent: '))).toHaveLength(3);
  });

  it('answers in writing, without a sound', async () => {
    const { session, record } = await startSession({ config: { outputModality: 'text' } });
    await session.connect();
    await until(session, (state) => rows(state).length === 1);
    session.sendText('thank you');
    const state = await until(
      session,
      (now) => now.phase === 'listening' && rows(now).some((row) => row.includes('welcome')),
    );
    expect(rows(state)).toEqual([
      'agent: Hello! I am listening.',
      'user: thank you',
      'agent: You are welcome. What else can I do for you?',
    ]);
    expect(record()?.receivedMs).toBe(0);
    expect(record()?.frames.some(({ frame }) => frame['type'] === 'audio')).toBe(false);
  });

  it.each([1, 2, 3])(
    'takes a written message in a spoken conversation as one turn, echoed or not (seed %i)',
    async (seed) => {
      const { session } = await startSession({ seed });
      await session.connect();
      await speaking(session);
      session.sendText('thank you');
      const state = await until(session, (now) => rows(now).some((row) => row.endsWith('for you?')));
      expect(rows(state)).toEqual([
        'agent: Hello! I am listening.',
        'user: thank you',
        'agent: You are welcome. What else can I do for you?',
      ]);
    },
  );

  it('receives the times of the words, which follow each other', async () => {
    const { session, events } = await startSession();
    await session.connect();
    await speaking(session);
    await listening(session);
    const words = events.flatMap((event) => (event.type === 'word-times-received' ? event.words : []));
    expect(words.map(({ text }) => text)).toEqual(['Hello!', 'I', 'am', 'listening.']);
    for (const [index, { startMs, endMs }] of words.entries()) {
      expect(endMs).toBeGreaterThan(startMs);
      expect(startMs).toBeGreaterThanOrEqual(words[index - 1]?.endMs ?? 0);
    }
  });

  it('asks for approval of a remote tool, and shows its result', async () => {
    const find = { type: 'mcp', name: 'find_order', description: 'Finds an order.' };
    const { session } = await startSession({
      recognizer: createScriptedRecognizer(['find my order']),
      agent_: {
        conversation_config: {
          agent: { prompt: { tools: [{ ...find, approval_policy: 'require_approval_all' }] } },
          conversation: { client_events: ['audio', 'agent_response', 'user_transcript', 'mcp_tool_call'] },
        },
      },
    });
    await session.connect();
    session.sendText('find my order');
    const asked = await until(session, (state) => rows(state).includes('approval: appr'));
    const request = listEntries(asked.transcript).find((entry) => entry.kind === 'approval');
    session.tools.answerApproval(request?.id ?? '', { approved: true });
    const state = await until(session, (now) =>
      rows(now).some((row) => row.includes('remote tool has done it')),
    );
    expect(listEntries(state.transcript)).toContainEqual(
      expect.objectContaining({ kind: 'remote-tool', state: 'succeeded', name: 'find_order' }),
    );
  });

  it.each([
    ['pcm_8000', 'pcm16', 8_000],
    ['pcm_22050', 'pcm16', 22_050],
    ['pcm_48000', 'pcm16', 48_000],
    ['ulaw_8000', 'g711-ulaw', 8_000],
  ] as const)('hears and speaks %s', async (name, encoding, sampleRateHz) => {
    const format = { encoding, sampleRateHz };
    const { session } = await startSession({
      adapter: { inputFormat: format, outputFormat: format },
      agent_: {
        conversation_config: {
          agent: { first_message: 'Hello.' },
          asr: { user_input_audio_format: name },
          tts: { agent_output_audio_format: name },
        },
      },
    });
    await session.connect();
    await speaking(session);
    const state = await listening(session);
    const [entry] = listEntries(state.transcript);
    // The tone voice takes 200 ms for a word.
    expect(entry).toMatchObject({ receivedMs: 200, heardMs: 200 });
  });

  it.each<[string, Wanted, string]>([
    [
      'a format that is not the agent’s',
      { adapter: { outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 } } },
      'invalid-config',
    ],
    [
      'an override that is not allowed',
      { config: { instructions: 'Be rude.' }, agent_: { conversation_config: {} } },
      'invalid-config',
    ],
    [
      'a variable that is missing',
      { agent_: { conversation_config: { agent: { first_message: 'Hello {{name}}.' } } } },
      'invalid-config',
    ],
  ])('says why a conversation cannot begin: %s', async (_, wanted, code) => {
    const { session } = await startSession(wanted);
    await expect(session.connect()).rejects.toMatchObject({ code });
  });

  it('goes on with an agent that must say its first message again', async () => {
    const { session, emulator } = await startSession({
      agent_: {
        conversation_config: { agent: { first_message: 'Hello.' } },
        platform_settings: {
          overrides: { conversation_config_override: { agent: { first_message: false } } },
        },
      },
    });
    const errors: string[] = [];
    session.on('error', ({ code }) => void errors.push(code));
    await session.connect();
    await speaking(session);
    await listening(session);
    emulator.sessions[0]?.drop();
    const state = await until(
      session,
      (now) => rows(now).filter((row) => row === 'agent: Hello.').length === 2,
    );
    expect([state.status, emulator.sessions.length, errors]).toEqual(['live', 3, []]);
  });

  it('brings variables along, and what the app wants the agent to know', async () => {
    const known: string[] = [];
    const { session } = await startSession({
      adapter: { dynamicVariables: { name: 'Ada' } },
      agent_: { conversation_config: { agent: { first_message: 'Hello {{name}}.' } } },
      agent: {
        respond({ history }) {
          known.push(...history.map(({ role, text }) => `${role}: ${text}`));
          return [{ type: 'speech', text: 'So it is.' }];
        },
      },
    });
    await session.connect();
    await until(session, (state) => rows(state).includes('agent: Hello Ada.'));
    session.sendMessage([{ type: 'text', text: 'The cart is empty.' }], { role: 'system' });
    session.sendText('What is in my cart?');
    await until(session, (state) => rows(state).includes('agent: So it is.'));
    expect(known).toContain('system: The cart is empty.');
    expect(known.at(-1)).toBe('user: What is in my cart?');
  });

  it('sends silence while the user is muted, and answers every ping', async () => {
    const { session, record } = await startSession();
    await session.connect();
    session.microphone.setMuted(true);
    const before = record()?.receivedMs ?? 0;
    await speaking(session);
    await listening(session);
    expect(record()?.receivedMs).toBeGreaterThan(before);
    expect(record()?.loudest).toBe(0);
    const types = record()?.frames.map(({ frame }) => frame['type']) ?? [];
    expect(types.filter((type) => type === 'ping').length).toBeGreaterThan(0);
    expect(types.filter((type) => type === 'pong').length).toBe(
      types.filter((type) => type === 'ping').length,
    );
  });

  it('rates the last answer', async () => {
    const { session, record } = await startSession();
    await session.connect();
    await speaking(session);
    session.sendVendorEvent({ type: 'feedback', score: 'like' });
    session.sendVendorEvent({ type: 'user_activity' });
    await listening(session);
    expect(record()?.frames.map(({ frame }) => frame)).toContainEqual({
      type: 'feedback',
      event_id: expect.any(Number),
      score: 'like',
    });
    expect(session.store.getState().status).toBe('live');
  });

  it('refuses what the vendor cannot do', async () => {
    const { session } = await startSession();
    await session.connect();
    const refused = expect.objectContaining({ code: 'unsupported-capability' });
    expect(() => session.setInputMode('push-to-talk')).toThrow(refused);
    expect(() => session.respond()).toThrow(refused);
  });
});
