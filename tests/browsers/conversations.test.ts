import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../../apps/demo/src/vendors.ts';
import { Conversation } from './support/conversation.ts';
import type { Way } from './support/conversation.ts';
import { keepRow } from './support/figures.ts';
import { ENGINES, MachineFault, openRoom } from './support/room.ts';
import type { Engine, Room } from './support/room.ts';
import { findSoundFault } from './support/sound-check.ts';

const WAYS: readonly Way[] = VENDORS.flatMap((vendor) =>
  (vendor.transports ?? ['websocket']).map((transport) => ({ vendor, transport })),
);

/** The way on which every scenario is tried; the others are tried with speech, barge-in and the end. */
const isFull = ({ vendor, transport }: Way) => vendor === VENDORS[0] && transport === 'websocket';

/**
 * `--sample` holds one conversation an engine: the way on which every scenario is tried, with speech, barge-in and the end only.
 * Its figures are not kept for the table.
 */
const IS_SAMPLE = process.env['REPARTEE_BROWSER_ROWS'] === 'sample';
const LEFT_OUT = 'Not in the sample; npm run test:browsers without --sample holds it.';

/** The reason for skipping a row whose sound no browser could have carried. */
const TORN = 'The machine cannot carry sound without gaps.';

/** Figures are told and never asserted: they depend on what else the machine does. */
function tellFigures(engine: Engine, { vendor, transport }: Way, { figures }: Conversation): void {
  process.stderr.write(`${engine}, ${vendor.name} over ${transport}: ${JSON.stringify(figures)}\n`);
}

describe.each(Object.keys(ENGINES) as Engine[])('with real sound in %s', (engine) => {
  // Where it could not be installed, `npm run test:browsers` says so.
  describe.skipIf(ENGINES[engine] === '')('a conversation', () => {
    let room: Room;
    let machineFault: MachineFault | null = null;

    beforeAll(async () => {
      try {
        room = await openRoom(engine);
      } catch (error) {
        if (!(error instanceof MachineFault)) throw error;
        machineFault = error;
      }
    });

    afterAll(() => room?.close());

    const keep = ({ vendor, transport }: Way, steps: readonly string[], held: Conversation) =>
      !IS_SAMPLE &&
      keepRow({
        engine,
        version: room.driver.version,
        vendor: vendor.name,
        transport,
        steps: steps.join(', '),
        figures: held.figures,
      });

    const canCall = () => room.driver.evaluate(() => 'RTCPeerConnection' in globalThis);

    /** Holds the conversation of a row, and keeps its figures. */
    const hold = async (way: Way) => {
      const conversation = new Conversation(room, way);
      await conversation.open();
      if (way.transport === 'webrtc' && !(await canCall())) {
        await refuse(room, conversation);
        return void keep(way, ['`unsupported-capability`'], conversation);
      }
      const steps: [string, () => Promise<void>][] = [
        ['connect', () => conversation.begin()],
        ['speak and hear', () => conversation.ask('joke')],
        ['barge-in', () => conversation.interrupt()],
      ];
      const isWhole = isFull(way) && !IS_SAMPLE;
      if (isWhole)
        steps.push(
          ['mute', () => conversation.mute()],
          ['push-to-talk', () => conversation.pushToTalk()],
          ['change of the microphone', () => conversation.changeMicrophone()],
          ['reconnect', () => conversation.reconnect()],
        );
      steps.push(['release of all devices', () => conversation.end()]);
      if (isWhole) steps.push(['text only', () => conversation.write()]);
      for (const [name, act] of steps)
        await act().catch((cause: unknown) => {
          keep(way, [`failed: ${name}`], conversation);
          throw new Error(`${name}: ${String(cause)}\n${room.driver.log.slice(-20).join('\n')}`, { cause });
        });
      keep(
        way,
        steps.map(([name]) => name),
        conversation,
      );
      tellFigures(engine, way, conversation);
    };

    it.for(WAYS.map((way) => [way.vendor.name, way.transport, way] as const))(
      'with %s over %s',
      async ([_name, _transport, way], { skip }) => {
        if (IS_SAMPLE && !isFull(way)) skip(LEFT_OUT);
        if (machineFault) skip(machineFault.message);
        const fault = await findSoundFault(room);
        if (fault !== null) skip(`${TORN} Before the conversation, ${fault}.`);
        await hold(way).catch(async (failure: unknown) => {
          // Without the page, whose own work must not pass for a fault of the machine.
          await room.driver.open('about:blank').catch(() => {});
          const faultNow = await findSoundFault(room);
          if (faultNow === null) throw failure;
          skip(`${TORN} Right after a failure (${String(failure)}), ${faultNow}.`);
        });
      },
    );
  });
});

/**
 * Expects that an engine reports a missing feature before anything is asked for: no microphone, no credential, no
 * connection.
 */
async function refuse(room: Room, conversation: Conversation): Promise<void> {
  const before = room.emulator.sessions.length;
  await room.driver.click('#connect');
  const { refusal } = await conversation.until((report) => report.refusal);
  expect(refusal).toBe('unsupported-capability');
  expect(await room.pulse.countStreams()).toEqual({ microphones: 0, speakers: 0 });
  expect(room.emulator.sessions).toHaveLength(before);
}
