import { describe, expect, it } from 'vitest';
import { exchangeContracts, pieceOf, readyFrameOf } from '../../test/exchange-contracts.ts';
import type { ExchangeContract } from '../../test/exchange-contracts.ts';
import { watchGrowth } from '../../test/watch-growth.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { settle } from '../testing/settle.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

const TURNS = 600;

/** More entries than a session may keep of one kind. */
const MOST = 300;

/** The places of the transcript's rows, the last 1,024 items that a speaker has cut, and the log of the test's own world. */
const KEPT = /^(session\/transcript\/entry-log|audio\/playback-queue|testing\/)/;

function createWorld(contract: ExchangeContract) {
  const clock = createManualClock();
  const transport = createScriptedTransport();
  const session = createRealtimeSession({
    adapter: contract.createAdapter(),
    credential: () => Promise.resolve(contract.credential),
    ports: {
      clock,
      transport,
      microphone: createFakeMicrophone(),
      speaker: createFakeSpeaker({ clock }),
      scheduleFrame: (callback) => (queueMicrotask(callback), () => {}),
    },
  });
  const connect = async () => {
    const connecting = session.connect();
    while (transport.connections.length === 0) await settle();
    transport.emit(readyFrameOf(contract));
    await connecting;
  };
  return { clock, transport, session, connect };
}

describe.each(exchangeContracts)('a session over %s, %s', (_name, _key, contract) => {
  it(`keeps nothing of ${TURNS} turns but the transcript`, { timeout: 240_000 }, async () => {
    const { clock, transport, session, connect } = createWorld(contract);
    await connect();
    const growth = watchGrowth(MOST);
    try {
      for (let index = 0; index < TURNS; index += 1) {
        const audio = [pieceOf(contract, 100)];
        const isInterrupted = index % 3 === 0;
        for (const frame of contract.writeExchange({ index, audio, isInterrupted })) transport.emit(frame);
        await clock.advanceAsync(200);
      }
    } finally {
      growth.stop();
    }
    expect(session.store.getState().transcript.order.length).toBeGreaterThanOrEqual(TURNS);
    expect(growth.files()).toContain('session/transcript/entry-log.ts');
    expect(growth.files().filter((file) => !KEPT.test(file))).toEqual([]);
    await session.close();
  });
});
