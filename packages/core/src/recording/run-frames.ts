import type { Capabilities } from '../protocol/capabilities.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { createRealtimeSession, preloadRealtimeSession } from '../runtime/create-realtime-session.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import type { AnyAdapter } from '../runtime/session-options.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import type { ManualClock } from '../testing/manual-clock.ts';
import type { TransportOpenOptions, TransportPort } from '../transport/transport-port.ts';
import { compactFrame, lengthOf } from './compact-frame.ts';
import { createRecorder } from './recorder.ts';
import { RECORDING_VERSION } from './recording.ts';
import type { RecordedStep, Recording, RecordingManifest } from './recording.ts';
import { readVendorFrames } from './vendor-frames.ts';
import type { VendorFrame } from './vendor-frames.ts';

/** Playback is followed to its end in steps of so long, and for so long at most, in milliseconds. */
const STEP_MS = 100;
const MAX_PLAYBACK_MS = 600_000;

/** The capabilities of a vendor that no adapter knows. */
const UNKNOWN_CAPABILITIES: Capabilities = {
  transports: [],
  canSendText: false,
  canSendImages: false,
  truncation: 'none',
  canCancelResponse: false,
  canCommitTurns: false,
  turnDetection: [],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: false,
  canUseRemoteTools: false,
  canSeedHistory: false,
  canResume: false,
  canOverlapConnections: false,
  hasInterimTranscript: false,
  hasWordTimes: false,
  outputModalities: [],
  updatable: [],
  sessionCapMs: null,
  usageUnit: 'none',
};

type Listener = TransportOpenOptions['listener'];

/**
 * Lets a session of the adapter that fits live through the frames, on a clock of its own, and records it. Without such an adapter the
 * recording has the frames alone; `null` for a text without frames.
 *
 * @param readFile - reads the file of a recorder.
 */
export async function runFrames(
  text: string,
  adapters: readonly AnyAdapter[],
  readFile: (file: Blob) => Promise<Recording>,
): Promise<Recording | null> {
  const frames = readVendorFrames(text);
  if (frames.length === 0) return null;
  const adapter = await findAdapter(adapters, textsFrom(frames));
  const file = adapter && (await recordSession(frames, adapter));
  if (!file) return { manifest: manifestOf(frames), steps: frames.map(stepOf), audio: [], problem: null };
  const recording = await readFile(file);
  // The commands of the file take the place of those that the session would have sent.
  const lived = recording.steps.filter(
    (step) =>
      !(step.kind === 'frame' && step.direction === 'out') &&
      !(step.kind === 'event' && step.type === 'command-sent'),
  );
  const sent = frames.filter(({ direction }) => direction === 'out').map(stepOf);
  return { ...recording, steps: [...lived, ...sent].toSorted((one, other) => one.atMs - other.atMs) };
}

const manifestOf = (frames: readonly VendorFrame[]): RecordingManifest => ({
  format: 'repartee-recording',
  version: RECORDING_VERSION,
  startedAt: 0,
  startedAtMs: 0,
  durationMs: frames.at(-1)?.atMs ?? 0,
  words: 'keep',
  audio: 'none',
  capabilities: UNKNOWN_CAPABILITIES,
});

const textsFrom = (frames: readonly VendorFrame[]) =>
  frames.flatMap(({ direction, text }) => (direction === 'in' ? [text] : []));

const stepOf = ({ direction, atMs, text }: VendorFrame): RecordedStep => ({
  kind: 'frame',
  atMs,
  direction,
  connection: 1,
  text: compactFrame(text, 'keep'),
  length: lengthOf(text),
});

/** Loads the adapter that reads most of what came from the vendor; `null` where none reads more than half of it. */
async function findAdapter(
  adapters: readonly AnyAdapter[],
  received: readonly string[],
): Promise<ProviderAdapter | null> {
  const loaded = await Promise.all(adapters.map((one) => ('load' in one ? one.load() : one)));
  const counts = loaded.map((adapter) => ({ adapter, count: countRead(adapter, received) }));
  const [best] = counts.toSorted((one, other) => other.count - one.count);
  return best && best.count * 2 > received.length ? best.adapter : null;
}

function decodeAll(
  adapter: ProviderAdapter,
  received: readonly string[],
): readonly (readonly ServerEvent[])[] {
  const codec = adapter.createCodec({ connection: 1, resumeHandle: null });
  return received.map((text) => codec.decode(text));
}

const isRead = ({ type }: ServerEvent) => type !== 'unknown' && type !== 'malformed';

const countRead = (adapter: ProviderAdapter, received: readonly string[]) =>
  decodeAll(adapter, received).filter((events) => events.length > 0 && events.every(isRead)).length;

/** `null` where the session cannot begin, as with an adapter that lacks an option. */
async function recordSession(frames: readonly VendorFrame[], adapter: ProviderAdapter): Promise<Blob | null> {
  // The lazy modules of a session are there from the start, so that nothing waits for them.
  await Promise.all([
    preloadRealtimeSession(),
    import('../runtime/tool-runner.ts'),
    import('../runtime/continuity-module.ts'),
  ]);
  const clock = createManualClock();
  const { session, opened } = createSession(adapter, findTools(frames, adapter), clock);
  const recorder = createRecorder(session, { maxDurationMs: Infinity, maxCharacters: Infinity });
  const connected = session.connect().then(
    () => null,
    () => null,
  );
  const listener = await Promise.race([opened, connected]);
  if (listener) await play(frames, session, listener, clock);
  recorder.stop();
  const file = listener && (await recorder.save());
  await session.close();
  return file;
}

/** The names of the tools that were called: the session shows their calls, and runs none. */
function findTools(frames: readonly VendorFrame[], adapter: ProviderAdapter): readonly string[] {
  const events = decodeAll(adapter, textsFrom(frames)).flat();
  return [...new Set(events.flatMap((event) => (event.type === 'tool-call-requested' ? [event.name] : [])))];
}

function createSession(adapter: ProviderAdapter, serverTools: readonly string[], clock: ManualClock) {
  const { promise: opened, resolve } = withResolvers<Listener>();
  const transport: TransportPort = {
    open({ listener }) {
      resolve(listener);
      return Promise.resolve({ send: () => true, bufferedBytes: () => 0, close() {} });
    },
  };
  const scheduleFrame = (callback: () => void) => queueMicrotask(callback);
  const session: RealtimeSession = createRealtimeSession({
    adapter,
    credential: () => Promise.resolve('recorded'),
    microphone: false,
    idleTimeoutMs: false,
    serverTools,
    ports: { transport, clock, speaker: createFakeSpeaker({ clock }), scheduleFrame },
  });
  return { session, opened };
}

/** `Promise.withResolvers` of newer engines. */
function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolveIt) => {
    resolve = resolveIt;
  });
  return { promise, resolve };
}

async function play(
  frames: readonly VendorFrame[],
  session: RealtimeSession,
  listener: Listener,
  clock: ManualClock,
): Promise<void> {
  // A task between two frames, without the pause that browsers make between timers.
  const { port1, port2 } = new MessageChannel();
  const settle = () =>
    new Promise<void>((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  await settle();
  for (const { direction, atMs, text } of frames) {
    clock.advance(Math.max(0, atMs - clock.now()));
    if (direction === 'in') listener.onFrame(text);
    await settle();
  }
  const isPlaying = () => session.store.getState().phase === 'speaking';
  for (let ms = 0; isPlaying() && ms < MAX_PLAYBACK_MS; ms += STEP_MS) {
    clock.advance(STEP_MS);
    await settle();
  }
  port1.close();
}
