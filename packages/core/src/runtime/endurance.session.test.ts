import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { exchangeContracts, pieceOf, readyFrameOf } from '../../test/exchange-contracts.ts';
import type { ExchangeContract } from '../../test/exchange-contracts.ts';
import { HeapWatch } from '../../test/watch-heap.ts';
import type { Grown } from '../../test/watch-heap.ts';
import type { PriceTable } from '../protocol/price-table.ts';
import type { Transcript } from '../session/transcript/transcript.ts';
import { traceSession } from '../telemetry/trace.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { settle } from '../testing/settle.ts';
import { createBudget } from './budget/create-budget.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

const TURNS = 1_000;

/** More entries than a session may keep of one kind. */
const MOST = 300;

const PRICES = import.meta.glob<PriceTable>('../adapters/*/prices.ts', { import: 'prices' });

/** A session with a budget and telemetry, in the open. */
function createWorld(vendor: string, contract: ExchangeContract) {
  const clock = createManualClock();
  const transport = createScriptedTransport();
  const speaker = createFakeSpeaker({ clock });
  const prices = PRICES[`../adapters/${vendor}/prices.ts`];
  const session = createRealtimeSession({
    adapter: contract.createAdapter(),
    budget: createBudget({ ...(prices && { prices }) }),
    credential: () => Promise.resolve(contract.credential),
    ports: {
      clock,
      transport,
      microphone: createFakeMicrophone(),
      speaker,
      scheduleFrame: (callback) => (queueMicrotask(callback), () => {}),
    },
  });
  traceSession(session, { tracer: new BasicTracerProvider().getTracer('test') });
  const connect = async () => {
    const connecting = session.connect();
    while (transport.connections.length === 0) await settle();
    transport.emit(readyFrameOf(contract));
    await connecting;
  };
  const exchange = async (index: number) => {
    const audio = [pieceOf(contract, 100)];
    const isInterrupted = index % 3 === 0;
    for (const frame of contract.writeExchange({ index, audio, isInterrupted })) transport.emit(frame);
    await clock.advanceAsync(200);
  };
  /** Whether it belongs to the fakes: what was played and sent, the sound itself, the calls of the transport. */
  const isOwn = ({ collection }: Grown): boolean =>
    collection === speaker.rendered ||
    collection === transport.connection.sent ||
    (Array.isArray(collection) && collection.every((one) => one instanceof Float32Array || isCall(one)));
  return { session, connect, exchange, isOwn };
}

const isCall = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'connection' in value &&
  ('frame' in value || 'plan' in value);

/** Whether it is the list of rows, their ids or their places. */
function isOfTranscript({ collection }: Grown, { order, archive }: Transcript): boolean {
  const rows = [...archive.values()];
  if (collection === order) return true;
  if (Array.isArray(collection)) return collection.every((row, index) => row === rows[index]);
  return collection instanceof Map && [...collection].every(([id, at]) => rows[at as number]?.id === id);
}

describe.each(exchangeContracts)('a session over %s, %s', (name, _key, contract) => {
  it(`keeps nothing of ${TURNS} turns but the transcript`, { timeout: 240_000 }, async () => {
    const { session, connect, exchange, isOwn } = createWorld(name, contract);
    await connect();
    const heap = new HeapWatch();
    for (let index = 0; index < TURNS; index += 1) await exchange(index);
    const { transcript } = session.store.getState();
    const grown = heap.grown(MOST).filter((one) => !isOwn(one));
    expect(grown.filter((one) => isOfTranscript(one, transcript)).length).toBeGreaterThanOrEqual(3);
    const others = grown.filter((one) => !isOfTranscript(one, transcript));
    expect(others.map(({ kind, size, entry }) => `${kind} of ${size}: ${entry}`)).toEqual([]);
    await session.close();
  });
});
