import { describe, expect, it } from 'vitest';
import { exchangeContracts, readyFrameOf } from '../../test/exchange-contracts.ts';
import type { ExchangeContract } from '../../test/exchange-contracts.ts';
import { createRealtimeSession } from '../runtime/create-realtime-session.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { settle } from '../testing/settle.ts';

/*
 * A user who speaks for minutes, over the codecs of vendors that have nothing to say meanwhile and answer probes. Each
 * credential costs the app a request, and at some vendors money.
 */

const MINUTES = 3;

const probeOf = ({ createAdapter }: ExchangeContract) => createAdapter().createCodec().encodeProbe?.()[0];

const contracts = exchangeContracts.filter(([, , contract]) => probeOf(contract) !== undefined);

async function connect(contract: ExchangeContract) {
  const clock = createManualClock();
  const transport = createScriptedTransport();
  const microphone = createFakeMicrophone();
  const world = { credentials: 0, probes: 0, answerMs: 100 };
  const session = createRealtimeSession({
    adapter: contract.createAdapter(),
    credential: () => {
      world.credentials += 1;
      return Promise.resolve(contract.credential);
    },
    ports: {
      clock,
      transport,
      microphone,
      speaker: createFakeSpeaker({ clock }),
      scheduleFrame: (callback) => (queueMicrotask(callback), () => {}),
    },
  });
  transport.onSend((frame, connection) => {
    if (frame !== probeOf(contract)) return;
    world.probes += 1;
    clock.setTimeout(() => connection.emit(contract.unknownFrame), world.answerMs);
  });
  const connecting = session.connect();
  while (transport.connections.length === 0) await settle();
  transport.emit(readyFrameOf(contract));
  await connecting;
  // The watch over the path is in a module that is fetched when the session goes live.
  await import('../runtime/continuity-module.ts');
  await settle();
  // The noise floor of the room is learnt from silence.
  for (let chunk = 0; chunk < 10; chunk += 1) microphone.pushSilence();
  const speak = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += microphone.chunkMs) {
      // A speaker takes breath, and what never pauses is taken for noise.
      if (passed % 3_000 < 2_500) microphone.pushVoice();
      else microphone.pushSilence();
      await clock.advanceAsync(microphone.chunkMs);
    }
  };
  return { world, session, transport, speak };
}

it('a vendor can be asked for a sign of life', () => {
  expect(contracts).not.toEqual([]);
});

describe.each(contracts)('a monologue over %s, %s', (_name, _key, contract) => {
  it('costs one credential, however long it is', { timeout: 240_000 }, async () => {
    const { world, session, transport, speak } = await connect(contract);
    const start = contract.reads.find(({ events }) => events.some(({ type }) => type === 'speech-started'));
    transport.emit(start?.frame ?? '');
    await speak(MINUTES * 60_000);
    expect(world.probes).toBeGreaterThanOrEqual(MINUTES * 10);
    expect([world.credentials, transport.connections.length]).toEqual([1, 1]);
    expect(session.store.getState()).toMatchObject({ status: 'live', connection: 1 });
    await session.close();
  });

  it('costs another one where the vendor takes longer than a second to answer', async () => {
    const { world, session, speak } = await connect(contract);
    world.answerMs = 3_000;
    await speak(6_000);
    expect(world.credentials).toBe(2);
    await session.close();
  });
});
