import { RelayLoad } from './relay-load.ts';
import { RelayProcess } from './relay-process.ts';
import type { Sample } from './report.ts';
import { MAX_ADDED_MS } from './targets.ts';

/** The numbers of sessions that are tried, until the latency is within the target. */
const LADDER = [500, 400, 300, 200, 100, 50] as const;

/** Connections are opened so many at a time. */
const AT_ONCE = 20;

const FLOODED = 20;

const p95 = (sorted: readonly number[]) => sorted[Math.floor(sorted.length * 0.95)] ?? NaN;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Size {
  readonly ladder: readonly number[];
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly drainMs: number;
}

const FULL: Size = { ladder: LADDER, warmUpMs: 2_000, measureMs: 10_000, drainMs: 30_000 };
const TRIAL: Size = { ladder: [10], warmUpMs: 0, measureMs: 500, drainMs: 10_000 };

/**
 * Measures a relay in a process of its own. The vendor and the clients are in this process, so that both ends of a frame read
 * the same clock. The floor is the same load without the relay.
 */
export async function measureRelay(
  isTrial: boolean,
  onProgress: (what: string) => void,
): Promise<readonly Sample[]> {
  const size = isTrial ? TRIAL : FULL;
  const load = await RelayLoad.start();
  const relays: RelayProcess[] = [];
  const start = async () => {
    const relay = await RelayProcess.start(load.origin);
    relays.push(relay);
    return relay;
  };
  try {
    const { count, figures } = await climbDown({ load, start, size, onProgress });
    onProgress('relay: slow readers');
    const slow = await measureSlowReaders(load, await start(), size);
    onProgress('relay: drain');
    const drained = await measureDrain({ load, relay: await start(), other: await start(), count, size });
    return [...figures, slow, drained].map((sample) => ({ contender: 'repartee', ...sample }));
  } finally {
    load.stop();
    for (const relay of relays) relay.stop();
  }
}

type Figure = Omit<Sample, 'contender'>;

interface Climb {
  readonly load: RelayLoad;
  readonly start: () => Promise<RelayProcess>;
  readonly size: Size;
  readonly onProgress: (what: string) => void;
}

/** Tries fewer and fewer sessions, until the latency is within the target. */
async function climbDown({
  load,
  start,
  size,
  onProgress,
}: Climb): Promise<{ readonly count: number; readonly figures: readonly Figure[] }> {
  let count = 0;
  let figures: readonly Figure[] = [];
  for (count of size.ladder) {
    onProgress(`relay: ${count} sessions`);
    // A process that has had more sessions before keeps their memory.
    const { latency, more } = await measureSteady(load, await start(), count, size);
    figures = [latency, ...more, { name: 'relay.sessions', value: count }];
    onProgress(`relay: p95 ${latency.value.toFixed(1)} ms, without it ${(latency.floor ?? 0).toFixed(1)} ms`);
    if (latency.value - (latency.floor ?? 0) <= MAX_ADDED_MS) break;
  }
  return { count, figures };
}

async function openAll(load: RelayLoad, relay: RelayProcess | null, count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - opened) }, () => load.open(relay)));
}

async function measureSteady(
  load: RelayLoad,
  relay: RelayProcess,
  count: number,
  { warmUpMs, measureMs }: Size,
): Promise<{ readonly latency: Figure; readonly more: readonly Figure[] }> {
  await openAll(load, null, count);
  await sleep(warmUpMs);
  const floor = p95(await load.measure(measureMs));
  await load.clear();
  // Code that the first sessions load and compile is no memory of a session.
  await openAll(load, relay, AT_ONCE);
  await sleep(warmUpMs);
  const few = await relay.usage();
  await openAll(load, relay, count);
  await sleep(warmUpMs);
  const before = await relay.usage();
  const value = p95(await load.measure(measureMs));
  const after = await relay.usage();
  await load.clear();
  return {
    latency: { name: 'relay.latency', value, floor },
    more: [
      { name: 'relay.memory', value: Math.max(0, after.rssBytes - few.rssBytes) / 1024 / count },
      { name: 'relay.cpu', value: (100 * (after.cpuMs - before.cpuMs)) / measureMs / (count + AT_ONCE) },
    ],
  };
}

/** Clients that read nothing, of a vendor that sends as fast as it can. */
async function measureSlowReaders(load: RelayLoad, relay: RelayProcess, { warmUpMs }: Size): Promise<Figure> {
  await openAll(load, relay, AT_ONCE);
  const before = await relay.usage();
  load.isFlooding = true;
  for (let count = 0; count < FLOODED; count += 1) (await load.open(relay)).socket.pause();
  await sleep(warmUpMs);
  const after = await relay.usage();
  load.isFlooding = false;
  await load.clear();
  return {
    name: 'relay.slow-reader',
    value: Math.max(0, after.rssBytes - before.rssBytes) / 1024 / FLOODED,
  };
}

interface Drain {
  readonly load: RelayLoad;
  readonly relay: RelayProcess;
  readonly other: RelayProcess;
  readonly count: number;
  readonly size: Size;
}

/** One instance drains while its sessions go on, and they move to another one. */
async function measureDrain({ load, relay, other, count, size }: Drain): Promise<Figure> {
  await openAll(load, relay, count);
  const moved = load.moveTo(other);
  await Promise.all([relay.drain(size.drainMs), ...moved]);
  const value = load.sessions.filter(({ isLost }) => isLost).length;
  await load.clear();
  return { name: 'relay.drain-lost', value };
}
