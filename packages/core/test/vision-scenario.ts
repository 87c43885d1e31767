import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { mint } from './emulated-call.ts';
import { createFakeCamera } from './fake-camera.ts';
import { elevenlabs } from '../src/adapters/elevenlabs/index.ts';
import { gemini } from '../src/adapters/gemini/index.ts';
import { geminiMinter } from '../src/adapters/gemini/server.ts';
import { openai } from '../src/adapters/openai/index.ts';
import { listEntries } from '../src/session/transcript/transcript.ts';
import { createRealtimeSession } from '../src/runtime/create-realtime-session.ts';
import type { RealtimeSession } from '../src/runtime/realtime-session.ts';
import type { RealtimeSessionOptions } from '../src/runtime/session-options.ts';
import { createVision } from '../src/runtime/vision/create-vision.ts';

/* The camera's picture reaches the agent: real frames, a real worker, real connections. The emulated agent looks. */

const origin = inject('emulatorOrigin');
const timeout = 30_000;
const minter = geminiMinter({ apiKey: 'AIza-test', baseUrl: origin });

const OPENAI_SOCKET = {
  adapter: openai({ baseUrl: `${origin}/v1`, transport: 'websocket' }),
  credential: () => mint(),
};
const OPENAI_CALL = {
  adapter: openai({ baseUrl: `${origin}/v1`, transport: 'webrtc' }),
  credential: () => mint(),
};
const GEMINI = {
  adapter: gemini({ baseUrl: origin, vision: 'low' }),
  credential: () => minter.mint(),
};
const ELEVENLABS = {
  adapter: elevenlabs({ baseUrl: origin, agentId: 'agent_1' }),
  credential: () => Promise.resolve('public'),
};

type Vendor = Pick<RealtimeSessionOptions, 'adapter' | 'credential'>;

async function begin(vendor: Vendor, colour: string) {
  const session: RealtimeSession = createRealtimeSession({ ...vendor, microphone: false });
  onTestFinished(() => session.close());
  const camera = createFakeCamera(colour);
  const vision = createVision(session, { video: camera.port, view: { quietIntervalMs: 1_000 } });
  const state = () => vision.store.getState();
  /** Returns a function that reads the agent's words from now on. */
  const listen = () => {
    const from = agentWords(session).length;
    return () => agentWords(session).slice(from);
  };
  await session.connect();
  return { session, camera, vision, state, listen };
}

const agentWords = (session: RealtimeSession) =>
  listEntries(session.store.getState().transcript)
    .flatMap((entry) => (entry.kind === 'message' && entry.role === 'agent' ? [entry.text] : []))
    .join(' ');

/** The ways of a live view to the agent. `npm test` tries the first, `npm run test:long` the others. */
const LIVE = [
  ['over a WebSocket', OPENAI_SOCKET],
  ['in a call', OPENAI_CALL],
  ['as a stream', GEMINI],
] as const;

/** @param tier - which of the transports */
export function describeLiveViews(tier: 'short' | 'long'): void {
  const ways = tier === 'short' ? LIVE.slice(0, 1) : LIVE.slice(1);
  describe('the agent names the colour in front of the camera', { timeout: 120_000 }, () => {
    it.each(ways)('in a live view, %s, and a still picture costs one image', (_name, vendor) =>
      expectLiveView(vendor),
    );
  });
}

/** Firefox and Safari hand out no frames in the page: there, images are taken of a video element. */
export function describeVideoElement(): void {
  it(
    'the agent names the colour in a live view also where the browser hands out no frames',
    { timeout: 120_000 },
    async () => {
      vi.stubGlobal('MediaStreamTrackProcessor', undefined);
      onTestFinished(() => void vi.unstubAllGlobals());
      const bitmaps = vi.spyOn(globalThis, 'createImageBitmap');
      onTestFinished(() => bitmaps.mockRestore());
      await expectLiveView(OPENAI_SOCKET);
      expect(bitmaps.mock.calls.length).toBeGreaterThan(0);
      expect(bitmaps.mock.calls.every(([source]) => source instanceof HTMLVideoElement)).toBe(true);
    },
  );
}

/** The agent is asked for the colour of what is in front of the camera, before and after it changes. */
async function expectLiveView(vendor: Vendor): Promise<void> {
  const { session, camera, vision, state, listen } = await begin(vendor, '#00f');
  await vision.start('camera');
  await expect.poll(() => state().usage.images, { timeout }).toBe(1);
  await expect.poll(camera.stillTakes, { timeout }).toBeGreaterThan(0);
  expect(state().usage.images).toBe(1);
  const first = listen();
  session.sendText('What do you see?');
  await expect.poll(first, { timeout }).toContain('mostly blue');
  camera.paint('#f00');
  await expect.poll(() => state().usage.images, { timeout }).toBe(2);
  const second = listen();
  session.sendText('What do you see?');
  await expect.poll(second, { timeout }).toContain('mostly red');
  // The images are no entries of the conversation, and each is within its budget.
  const entries = listEntries(session.store.getState().transcript);
  expect(entries.flatMap((entry) => (entry.kind === 'message' ? entry.images : []))).toEqual([]);
  expect(state().usage.bytes).toBeLessThanOrEqual(2 * 60_000);
  await session.close();
  expect(state()).toMatchObject({ view: null, camera: { state: 'off' } });
}

/** One image is shown, and the agent names its colour. */
export function describeLooks(): void {
  describe('the agent names the colour in front of the camera', { timeout: 120_000 }, () => {
    it.each([
      ['over a WebSocket', OPENAI_SOCKET],
      ['in a call', OPENAI_CALL],
      ['as a stream', GEMINI],
      ['by an upload', ELEVENLABS],
    ])('in a look, %s', async (_name, vendor) => {
      const { vision, state, listen } = await begin(vendor, '#0a0');
      const said = listen();
      await vision.look('camera', { text: 'What do you see?', respond: true });
      await expect.poll(said, { timeout }).toContain('640 by 480 pixels. It is mostly green');
      expect(state()).toMatchObject({
        camera: { state: 'off' },
        usage: { images: 1 },
        lastImage: { source: 'camera' },
      });
    });
  });
}
