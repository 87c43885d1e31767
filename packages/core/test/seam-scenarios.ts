import { expect, inject, onTestFinished } from 'vitest';
import { createMicrophone, mint } from './emulated-call.ts';
import { addFault } from './emulated-faults.ts';
import { createSkippingClock } from './skipping-clock.ts';
import { openai } from '../src/adapters/openai/index.ts';
import type { SessionConfig } from '../src/protocol/session-config.ts';
import { CONVERSATION_MODULES } from '../src/runtime/conversation-modules.ts';
import type { Continuity } from '../src/session/transcript/continuity.ts';
import { listEntries } from '../src/session/transcript/transcript.ts';
import { createRealtimeSession } from '../src/runtime/create-realtime-session.ts';
import type { RealtimeSession } from '../src/runtime/realtime-session.ts';
import type { RealtimeSessionOptions } from '../src/runtime/session-options.ts';

/* The renewal of a connection in a real browser, while the user speaks: real sockets, real calls, real speech. */

export const origin = inject('emulatorOrigin');
export const { all: ONE_TO_NINE, first: ONE_TO_FOUR, rest: FIVE_TO_NINE } = inject('spokenNumbers');
export const FIVE_TO_NINE_WORDS = ['five', 'six', 'seven', 'eight', 'nine'];
export const timeout = 60_000;

export const peers: RTCPeerConnection[] = [];
export const sockets: WatchedSocket[] = [];

class WatchedPeer extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peers.push(this);
  }
}

class WatchedSocket extends WebSocket {
  /** The user's audio that went out over this socket. */
  readonly audio: string[] = [];
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    sockets.push(this);
  }
  override send(data: Parameters<WebSocket['send']>[0]): void {
    super.send(data);
    const [, audio] = /"input_audio_buffer.append","audio":"([^"]*)"|$/.exec(String(data)) ?? [];
    if (audio) this.audio.push(atob(audio));
  }
}

globalThis.RTCPeerConnection = WatchedPeer;
globalThis.WebSocket = WatchedSocket;

const sentTracks = () =>
  peers.flatMap((peer) => peer.getSenders().flatMap(({ track }) => (track ? [track] : [])));

/** The tracks that carry the microphone's sound now. */
export const openInputs = () =>
  sentTracks().filter(({ enabled, readyState }) => enabled && readyState === 'live').length;

export async function begin(
  adapter: RealtimeSessionOptions['adapter'],
  options: Partial<RealtimeSessionOptions> = {},
) {
  peers.length = 0;
  sockets.length = 0;
  const microphone = createMicrophone();
  const session = createRealtimeSession({
    adapter,
    credential: () => mint(),
    microphone: { track: microphone.track },
    ...options,
  });
  const statuses: string[] = [];
  const continuity: Continuity[] = [];
  onTestFinished(() => session.close());
  await session.connect();
  // A seam lies where a conversation has gone on for a while: what it fetches once it is live has come.
  await CONVERSATION_MODULES.continuity.load();
  session.on('status-changed', ({ status }) => statuses.push(status));
  session.on('continuity', (event) => continuity.push(event));
  return { session, microphone, statuses, continuity };
}

/** Everything that the vendor has understood, on all connections. */
export const understood = (session: RealtimeSession) =>
  listEntries(session.store.getState().transcript)
    .flatMap((entry) => (entry.kind === 'message' && entry.role === 'user' ? [entry.text] : []))
    .join(' ')
    .toLowerCase()
    .trim()
    .split(/\s+/);

/** The number of words to take away, put in or change to make one list of the other. */
export function countDifferences(heard: readonly string[], spoken: readonly string[]): number {
  let row = spoken.map((_, at) => at + 1);
  for (const [index, word] of heard.entries()) {
    let left = index + 1;
    row = row.map((above, at) => {
      const diagonal = at === 0 ? index : (row[at - 1] ?? 0);
      left = Math.min(left + 1, above + 1, diagonal + (word === spoken[at] ? 0 : 1));
      return left;
    });
  }
  return row.at(-1) ?? heard.length;
}

/**
 * The vendor has understood these words. On a busy machine the sound of the test's own microphone has gaps, so that one word in
 * four may be heard as another one: what went out is compared exactly by `expectCarriedOver`.
 */
export async function expectUnderstood(session: RealtimeSession, spoken: string): Promise<void> {
  const words = spoken.split(' ');
  await expect
    .poll(() => countDifferences(understood(session), words) <= words.length / 4, { timeout })
    .toBe(true);
}

/** Expects that the second socket begins within what the first one carried, and goes on from there without a hole. */
export function expectCarriedOver(): void {
  const [before = '', after = ''] = sockets.map(({ audio }) => audio.join(''));
  const isCarried = (start: number) => after.startsWith(before.slice(start));
  let start = before.indexOf(after.slice(0, 960));
  while (start >= 0 && !isCarried(start)) start = before.indexOf(after.slice(0, 960), start + 1);
  expect(start).toBeGreaterThanOrEqual(0);
  expect(after.length).toBeGreaterThan(before.length - start);
}

export const untilPhase = (session: RealtimeSession, phase: string) =>
  expect.poll(() => session.store.getState().phase, { timeout }).toBe(phase);

/** The agent is heard to answer what the user said last. */
export async function expectAnswer(session: RealtimeSession): Promise<void> {
  await untilPhase(session, 'speaking');
  await expect.poll(() => session.speaker.level(), { timeout }).toBeGreaterThan(0.01);
}

/** Nothing of the session is open, and the app's own track is the app's own. */
export async function expectNothingOpen(session: RealtimeSession, track: MediaStreamTrack): Promise<void> {
  await session.close();
  expect(peers.map(({ connectionState }) => connectionState)).toEqual(peers.map(() => 'closed'));
  expect(sentTracks().filter(({ readyState }) => readyState === 'live')).toEqual([]);
  await expect.poll(() => sockets.map(({ readyState }) => readyState)).toEqual(sockets.map(() => 3));
  expect(track.readyState).toBe('live');
}

/**
 * The user counts to four without a pause, over and over. Settles at the end of the words that are being said when it is so.
 * @returns how often the user has counted
 */
export async function speakUntil(
  { hear }: ReturnType<typeof createMicrophone>,
  isDone: () => boolean,
): Promise<number> {
  let rounds = 0;
  for (; !isDone(); rounds += 1) await hear(ONE_TO_FOUR);
  return rounds;
}

export const lostAudioMs = (event: Continuity | undefined) =>
  (event?.lost ?? []).reduce((sum, lost) => sum + (lost.what === 'user-audio' ? lost.durationMs : 0), 0);

/** The life of a connection, and how long before its end another one is opened beside it. */
const LIFE_MS = 120_000;
const MARGIN_MS = 30_000;

/** A session whose vendor ends the first connection after two minutes, which a test can make pass. */
export async function beginCapped(
  transport: 'websocket' | 'webrtc',
  turnDetection: SessionConfig['turnDetection'] = { mode: 'server' },
) {
  await addFault({
    kind: 'session-cap',
    seconds: LIFE_MS / 1000,
    vendor: 'openai',
    trigger: { at: 'upgrade' },
  });
  const clock = createSkippingClock();
  const conversation = await begin(openai({ baseUrl: `${origin}/v1`, transport }), {
    config: { turnDetection },
    ports: { clock },
  });
  let told = 0;
  conversation.session.on('wire', ({ direction, frame }) => {
    if (direction === 'in' && String(frame).includes('"session.updated"')) told += 1;
  });
  return {
    ...conversation,
    /** The end of the connection is near. */
    nearEnd: () => clock.skip(LIFE_MS - MARGIN_MS),
    /** The other connection has opened beside it, and the old one is at its end. */
    async reachEnd() {
      await expect.poll(() => told, { timeout, interval: 20 }).toBe(1);
      clock.skip(MARGIN_MS);
    },
  };
}
