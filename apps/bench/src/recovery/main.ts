import { createRealtimeSession } from '@repartee/core';
import type { RealtimeSession } from '@repartee/core';
import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { webrtc } from '@repartee/core/adapters/elevenlabs/webrtc';
import { openai } from '@repartee/core/adapters/openai';
import { managedKit, lineKit } from '../../../../packages/emulator/test/continuity/kits/cartesia.ts';
import { kits as elevenlabsKits } from '../../../../packages/emulator/test/continuity/kits/elevenlabs.ts';
import { kits as geminiKits } from '../../../../packages/emulator/test/continuity/kits/gemini.ts';
import { kits as openaiKits } from '../../../../packages/emulator/test/continuity/kits/openai.ts';
import type { PlannedFault } from '@repartee/emulator';
import type { Kit } from '../../../../packages/emulator/test/continuity/kit.ts';

type WireKit = Pick<Kit, 'name' | 'vendor' | 'adapter' | 'minter'>;

const CALLS: readonly WireKit[] = [
  ...openaiKits.map((kit) => ({
    ...kit,
    name: `${kit.name}, WebRTC`,
    adapter: (origin: string) => openai({ baseUrl: `${origin}/v1`, transport: 'webrtc' }),
  })),
  ...elevenlabsKits.map((kit) => ({
    ...kit,
    name: `${kit.name}, WebRTC`,
    adapter: (origin: string) => elevenlabs({ agentId: 'agent_1', baseUrl: origin, transport: webrtc() }),
    minter: () => ({
      adapterId: 'elevenlabs',
      mint: () => Promise.resolve({ value: 'public', expiresAtMs: null }),
    }),
  })),
];

/** Every vendor and transport. */
const KITS: readonly WireKit[] = [
  ...openaiKits,
  ...geminiKits,
  ...elevenlabsKits,
  managedKit,
  lineKit,
  ...CALLS,
];

/** A connection has proved itself after so long without an answer, in milliseconds. */
const HEALTHY_MS = 10_500;

/** A cut that is not mended by then counts as none, in milliseconds. */
const LIMIT_MS = 60_000;

/** Waits until the session makes attempts anew: an answer was finished on the connection, or it has been live for long. */
async function prove(session: RealtimeSession): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = session.on('server-event', (event) => {
      if (event.type === 'response-done' && event.outcome === 'completed') finish();
    });
    const timer = setTimeout(finish, HEALTHY_MS);
    function finish() {
      clearTimeout(timer);
      stop();
      resolve();
    }
    if (session.capabilities.canSendText) session.sendText('Say yes.');
  });
}

/** From the cut until the session is live on another connection, in milliseconds; `null` where it did not come back. */
async function timeCut(session: RealtimeSession, cut: () => Promise<void>): Promise<number | null> {
  let stop = () => {};
  const isBack = new Promise<true>((resolve) => {
    stop = session.on('continuity', () => resolve(true));
  });
  const isLate = new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), LIMIT_MS);
  });
  const cutAtMs = performance.now();
  await cut();
  const isMended = await Promise.race([isBack, isLate]);
  stop();
  return isMended ? performance.now() - cutAtMs : null;
}

/** A request to the page. */
export interface RecoveryRequest {
  readonly name: string;
  readonly origin: string;
  readonly drops: number;
}

async function converse<Result>(
  { name, origin }: Pick<RecoveryRequest, 'name' | 'origin'>,
  run: (session: RealtimeSession, kit: WireKit) => Promise<Result>,
): Promise<Result> {
  const kit = KITS.find((one) => one.name === name);
  if (!kit) throw new Error(`There is no vendor and transport ${name}.`);
  const audio = new AudioContext();
  const [track] = audio.createMediaStreamDestination().stream.getAudioTracks();
  const minter = kit.minter(origin);
  const session = createRealtimeSession({
    adapter: kit.adapter(origin),
    credential: () => minter.mint(),
    ...(track && { microphone: { track } }),
  });
  try {
    await session.connect();
    return await run(session, kit);
  } finally {
    await session.close();
    await audio.close();
  }
}

const measure = (request: RecoveryRequest) =>
  converse(request, async (session, { vendor }) => {
    const times: (number | null)[] = [];
    for (let drop = 0; drop < request.drops && times.at(-1) !== null; drop += 1) {
      await prove(session);
      session.interrupt();
      times.push(await timeCut(session, () => breakNewest(vendor, { kind: 'drop' })));
    }
    return times;
  });

/** A request to the page about one fault. */
export interface FaultRequest {
  readonly name: string;
  readonly origin: string;
  readonly fault: PlannedFault;
}

/** Makes something go wrong with a call, and asks until the agent answers. Returns what became of the call. */
const suffer = (request: FaultRequest) =>
  converse(request, async (session, { vendor }) => {
    await prove(session);
    session.interrupt();
    const causes: string[] = [];
    session.on('continuity', ({ cause }) => causes.push(cause));
    await breakNewest(vendor, request.fault);
    const answer = new Promise<true>((resolve) => {
      session.on('server-event', (event) => {
        if (event.type === 'response-done' && event.outcome === 'completed') resolve(true);
      });
    });
    const isLate = new Promise<false>((resolve) => {
      setTimeout(() => resolve(false), LIMIT_MS);
    });
    session.sendText('Say yes.');
    const isAnswered = await Promise.race([answer, isLate]);
    const { status } = session.store.getState();
    return { status, isAnswered, causes: [...new Set(causes)] };
  });

declare global {
  // oxlint-disable-next-line vars-on-top, no-var
  var recovery: {
    readonly names: readonly string[];
    readonly measure: typeof measure;
    readonly suffer: typeof suffer;
  };
  /** Breaks the newest connection of a vendor; the program that drives the page gives it. */
  function breakNewest(vendor: string, fault: PlannedFault): Promise<void>;
}

globalThis.recovery = { names: KITS.map(({ name }) => name), measure, suffer };
