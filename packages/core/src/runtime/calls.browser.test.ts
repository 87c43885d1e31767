import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createMicrophone, mint } from '../../test/emulated-call.ts';
import { openai } from '../adapters/openai/index.ts';
import type { OpenAIOptions } from '../adapters/openai/index.ts';
import { rms } from '../audio/level.ts';
import { decodeAudio } from '../audio/wire-audio.ts';
import { readRecording } from '../recording/read-recording.ts';
import { createRecorder } from '../recording/recorder.ts';
import type { Recorder } from '../recording/recorder.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { MessageEntry } from '../session/transcript/transcript.ts';
import { createRealtimeSession } from './create-realtime-session.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

/* A real session over real WebRTC: real microphone track, real Opus, real sound at the output. */

const origin = inject('emulatorOrigin');
const timeout = 30_000;

/** Every call that is made, so that nothing of it is left unseen. */
const peers: RTCPeerConnection[] = [];

class WatchedPeer extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peers.push(this);
  }
}
globalThis.RTCPeerConnection = WatchedPeer;

function create(options: Partial<RealtimeSessionOptions> = {}, vendor: OpenAIOptions = {}) {
  const microphone = createMicrophone();
  const session = createRealtimeSession({
    adapter: openai({ baseUrl: `${origin}/v1`, transport: 'webrtc', ...vendor }),
    credential: () => mint(),
    microphone: { track: microphone.track },
    ...options,
  });
  const events: string[] = [];
  session.on('server-event', ({ type }) => events.push(type));
  const phases: string[] = [];
  session.on('phase-changed', ({ phase }) => phases.push(phase));
  onTestFinished(() => session.close());
  return { session, microphone, events, phases };
}

const messages = (session: RealtimeSession, role: MessageEntry['role']) =>
  listEntries(session.store.getState().transcript).filter(
    (entry): entry is MessageEntry => entry.kind === 'message' && entry.role === role,
  );

const words = (session: RealtimeSession, role: MessageEntry['role']) =>
  messages(session, role)
    .map(({ text }) => text)
    .join(' ');

const phase = (session: RealtimeSession) => session.store.getState().phase;

/** The sides whose audio a recording holds, without what is silent. */
async function soundingSides(recorder: Recorder): Promise<readonly string[]> {
  const { audio } = await readRecording(await recorder.save());
  const sounding = audio.filter(({ bytes, format }) => rms(decodeAudio(bytes, format)) > 0.01);
  return [...new Set(sounding.map(({ side }) => side))].toSorted();
}

describe('a call', { timeout: 90_000 }, () => {
  it('hears the user and is heard: speaking is what sounds', async () => {
    const { session, microphone, phases } = create();
    const recorder = createRecorder(session, { audio: 'both' });
    await session.connect();
    await microphone.hear();
    await expect.poll(() => words(session, 'user'), { timeout }).toMatch(/london/i);
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
    expect(session.speaker.level()).toBeGreaterThan(0);
    await expect.poll(() => session.speaker.getPlayhead()?.heardMs ?? 0, { timeout }).toBeGreaterThan(500);
    await expect.poll(() => phase(session), { timeout }).toBe('listening');
    expect(phases).toEqual(['listening', 'user-speaking', 'thinking', 'speaking', 'listening']);
    const [answer] = messages(session, 'agent');
    expect(answer).toMatchObject({ state: 'done', cut: null });
    expect(answer?.heardMs).toBeGreaterThan(1_000);
    const [latency] = session.store.getState().latencies;
    expect(latency?.voiceToVoiceMs).toBeGreaterThan(0);
    expect(latency?.firstAudioAtMs).toBeLessThanOrEqual(latency?.audibleAtMs ?? 0);
    // The last chunks are on their way from the audio thread.
    await expect.poll(() => soundingSides(recorder), { timeout }).toEqual(['agent', 'user']);
  });

  it('is cut by voice, and the row says what the vendor sent of it', async () => {
    const { session, microphone, events } = create();
    await session.connect();
    session.sendText('Tell me a long story.');
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
    await expect.poll(() => session.speaker.getPlayhead()?.heardMs ?? 0, { timeout }).toBeGreaterThan(500);
    const speech = microphone.hear();
    await expect.poll(() => phase(session), { timeout }).toBe('user-speaking');
    await expect.poll(() => events, { timeout }).toContain('item-truncated');
    const [story] = messages(session, 'agent');
    expect(story).toMatchObject({ state: 'interrupted', cut: { by: 'user' } });
    // The vendor's sound was on its way for a moment; the listener cannot have heard more.
    expect(story?.heardMs).toBeGreaterThan(500);
    await speech;
    await expect.poll(() => words(session, 'user'), { timeout }).toMatch(/london/i);
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
  });

  it('is cut by the app: cancelled first, then cleared, and silent', async () => {
    const { session, events } = create();
    const sent: string[] = [];
    session.on('wire', ({ direction, frame }) => {
      if (direction === 'out') sent.push((JSON.parse(String(frame)) as { type: string }).type);
    });
    await session.connect();
    session.sendText('Tell me a long story.');
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
    session.interrupt();
    expect(sent.filter((type) => type === 'response.cancel' || type.startsWith('output_'))).toEqual([
      'response.cancel',
      'output_audio_buffer.clear',
    ]);
    expect(phase(session)).toBe('listening');
    await expect.poll(() => events, { timeout }).toContain('playout-cleared');
    await expect.poll(() => messages(session, 'agent')[0]?.cut?.by, { timeout }).toBe('app');
    await expect.poll(() => session.speaker.level(), { timeout }).toBeLessThan(0.001);
    session.sendText('Hello.');
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
  });

  it('sends silence while it is muted, and nothing of the microphone', async () => {
    const { session, microphone, events } = create();
    await session.connect();
    session.microphone.setMuted(true);
    await microphone.hear();
    expect(microphone.track.enabled).toBe(true);
    session.microphone.setMuted(false);
    await microphone.hear();
    await expect.poll(() => words(session, 'user'), { timeout }).toMatch(/london/i);
    expect(events.filter((type) => type === 'speech-started')).toHaveLength(1);
  });

  it('takes another microphone, without another connection', async () => {
    const { session } = create();
    await session.connect();
    const before = peers.length;
    const other = createMicrophone();
    await session.microphone.select({ track: other.track });
    await other.hear();
    await expect.poll(() => words(session, 'user'), { timeout }).toMatch(/london/i);
    expect(peers).toHaveLength(before);
    expect(session.store.getState()).toMatchObject({ connection: 1, microphone: 'on' });
  });

  it('begins without a microphone, and takes one when it is wanted', async () => {
    const { session } = create({ microphone: false });
    await session.connect();
    expect(session.store.getState().microphone).toBe('off');
    const microphone = createMicrophone();
    await session.microphone.select({ track: microphone.track });
    await microphone.hear();
    await expect.poll(() => words(session, 'user'), { timeout }).toMatch(/london/i);
    await session.microphone.select(false);
    expect(session.store.getState().microphone).toBe('off');
    expect(microphone.track.readyState).toBe('live');
  });

  it('calls a tool', async () => {
    const calls: unknown[] = [];
    const { session } = create({
      tools: [
        {
          name: 'get_weather',
          description: 'Look up the weather for a city.',
          parameters: { type: 'object', properties: { city: { type: 'string' } } },
          execute: (input: unknown) => {
            calls.push(input);
            return 'It is sunny.';
          },
        },
      ],
    });
    await session.connect();
    session.sendText('What is the weather like in London?');
    await expect.poll(() => words(session, 'agent'), { timeout }).toMatch(/sunny/);
    expect(calls).toEqual([{ city: 'London' }]);
  });

  it('is held in writing, with no microphone at all', async () => {
    const { session } = create({ microphone: false, config: { outputModality: 'text' } });
    await session.connect();
    session.sendText('Hello.');
    await expect.poll(() => words(session, 'agent'), { timeout }).not.toBe('');
    expect(session.store.getState().microphone).toBe('off');
    await expect.poll(() => phase(session), { timeout }).toBe('listening');
  });

  it('tells how the connection does', async () => {
    const { session } = create();
    expect(await session.getConnectionStats()).toBeNull();
    await session.connect();
    session.sendText('Hello.');
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
    const stats = await session.getConnectionStats();
    expect(stats?.roundTripMs).toBeGreaterThanOrEqual(0);
    expect(stats?.lossRatio).toBeLessThan(0.5);
    expect(stats?.receivedBytes).toBeGreaterThan(0);
  });

  it('ends when the vendor hangs up', async () => {
    const { session } = create();
    await session.connect();
    const id = session.store.getState().sessionId?.replace('sess_', 'rtc_');
    await fetch(`${origin}/v1/realtime/calls/${id}/hangup`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk-test' },
    });
    await expect.poll(() => session.store.getState().status, { timeout }).toBe('closed');
    expect(session.store.getState().endReason).toBe('remote');
  });

  it.each([
    [
      'with what the vendor says',
      { credential: () => Promise.resolve('ek_unknown') },
      {},
      'credential-rejected',
    ],
    ['where no server answers', {}, { baseUrl: 'http://127.0.0.1:9/v1' }, 'connect-refused'],
    ['by an answer that is none', {}, { exchangeSdp: () => Promise.resolve('hello') }, 'connect-refused'],
  ])('is refused %s', async (_, options, vendor, code) => {
    const { session } = create(options, vendor);
    await expect(session.connect()).rejects.toMatchObject({ code });
    expect(peers.every(({ connectionState }) => connectionState === 'closed')).toBe(true);
  });

  it('is opened through the app’s own server', async () => {
    const exchangeSdp: OpenAIOptions['exchangeSdp'] = (offer, { config, signal }) => {
      const body = new FormData();
      body.set('sdp', offer);
      body.set('session', JSON.stringify({ type: 'realtime', instructions: config.instructions }));
      const headers = { Authorization: 'Bearer sk-server' };
      return fetch(`${origin}/v1/realtime/calls`, { method: 'POST', headers, body, signal });
    };
    const { session } = create(
      { credential: () => Promise.resolve('unused'), config: { instructions: 'Be kind.' } },
      { exchangeSdp },
    );
    await session.connect();
    expect(session.store.getState().status).toBe('live');
  });

  it('loads no other transport', async () => {
    await create().session.connect();
    const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    expect(files.some((file) => file.endsWith('/webrtc-transport.ts'))).toBe(true);
    expect(files.filter((file) => file.endsWith('/websocket-transport.ts'))).toEqual([]);
  });

  it('leaves nothing open, one after the other and three at a time', async () => {
    const { session, microphone } = create();
    const before = peers.length;
    for (let round = 0; round < 5; round += 1) {
      await session.connect();
      await session.close();
    }
    const others = [create(), create(), create()];
    await Promise.all(others.map((other) => other.session.connect()));
    await Promise.all(others.map((other) => other.session.close()));
    expect(peers.length - before).toBe(8);
    expect(peers.map(({ connectionState }) => connectionState)).toEqual(peers.map(() => 'closed'));
    expect(peers.flatMap((peer) => peer.getSenders().map(({ track }) => track?.readyState))).not.toContain(
      'live',
    );
    // The app's own track is the app's own.
    expect(microphone.track.readyState).toBe('live');
  });
});
