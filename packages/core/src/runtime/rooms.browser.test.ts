import { setLogLevel } from 'livekit-client';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createMicrophone } from '../../test/emulated-call.ts';
import { elevenlabs } from '../adapters/elevenlabs/index.ts';
import { webrtc } from '../adapters/elevenlabs/webrtc.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { MessageEntry } from '../session/transcript/transcript.ts';
import { createRealtimeSession } from './create-realtime-session.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

/* A call over a vendor's own client, in rooms of an emulated server: real tracks, real Opus, real sound at the output. */

// The messages of the vendor's client to the console are not checked.
setLogLevel('silent');

const origin = inject('emulatorOrigin');
const timeout = 30_000;

function create(options: Partial<RealtimeSessionOptions> = {}, agentId = 'agent_1') {
  const microphone = createMicrophone();
  const transport = webrtc();
  const session = createRealtimeSession({
    adapter: elevenlabs({ baseUrl: origin, agentId, transport }),
    // A public agent needs none.
    credential: () => Promise.resolve('public'),
    microphone: { track: microphone.track },
    ...options,
  });
  const phases: string[] = [];
  session.on('phase-changed', ({ phase }) => phases.push(phase));
  onTestFinished(() => session.close());
  return { session, microphone, phases };
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

describe('a call in a room', { timeout: 90_000 }, () => {
  it('greets, hears, is heard, is cut by voice, and tells what was heard', async () => {
    const { session, microphone, phases } = create();
    await session.connect();
    expect(session.store.getState().sessionId).toMatch(/^conv_/);
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
    expect(session.speaker.level()).toBeGreaterThan(0);
    await expect.poll(() => phase(session), { timeout }).toBe('listening');
    const [greeting] = messages(session, 'agent');
    expect(greeting).toMatchObject({ state: 'done', cut: null });
    expect(greeting?.heardMs).toBeGreaterThan(500);
    const stats = await session.getConnectionStats();
    expect(stats?.receivedBytes ?? stats?.jitterMs).not.toBeNull();
    session.sendText('Tell me a very long story.');
    await expect.poll(() => session.speaker.getPlayhead()?.heardMs ?? 0, { timeout }).toBeGreaterThan(500);
    await microphone.hear();
    await expect.poll(() => messages(session, 'agent')[1]?.state, { timeout }).toBe('interrupted');
    const story = messages(session, 'agent')[1];
    expect(story?.cut).toMatchObject({ by: 'user' });
    expect(story?.heardMs).toBeGreaterThan(500);
    await expect
      .poll(() => story && messages(session, 'agent')[1]?.cut?.heardText, { timeout })
      .toMatch(/^Once/);
    await expect.poll(() => words(session, 'user'), { timeout }).toMatch(/london/i);
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
    session.interrupt();
    await expect.poll(() => session.speaker.level(), { timeout }).toBeLessThan(0.001);
    expect(phases.slice(0, 4)).toEqual(['listening', 'thinking', 'speaking', 'listening']);
  });

  it('is in writing without a microphone, and the agent ends it when it says goodbye', async () => {
    const { session } = create({ microphone: false });
    await session.connect();
    await expect.poll(() => phase(session), { timeout }).toBe('speaking');
    session.sendText('Goodbye.');
    await expect.poll(() => session.store.getState().status, { timeout }).toBe('closed');
    expect(session.store.getState()).toMatchObject({ endReason: 'remote', error: null });
    expect(words(session, 'agent')).toMatch(/goodbye/i);
  });

  it('is refused for an unknown agent, and given up when it is aborted', async () => {
    const refused = create({}, 'unknown');
    await expect(refused.session.connect()).rejects.toMatchObject({ code: 'connect-refused' });
    const { session } = create({ credential: () => Promise.resolve('a.b.c') });
    await expect(session.connect()).rejects.toMatchObject({ code: 'credential-rejected' });
    const { session: dropped } = create();
    const connecting = dropped.connect();
    await dropped.close();
    await expect(connecting).rejects.toMatchObject({ code: 'aborted' });
  });
});
