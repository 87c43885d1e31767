import { describe, expect, test } from 'vitest';
import { exchangeContracts, pieceOf, readyFrameOf } from '../../test/exchange-contracts.ts';
import type { ExchangeContract } from '../../test/exchange-contracts.ts';
import { faultsOfState } from '../../test/session-invariants.ts';
import { createRealtimeSession } from '../runtime/create-realtime-session.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { settle } from '../testing/settle.ts';

/*
 * Whole sessions over each vendor's adapter. One frame of an exchange is lost, repeated or cut off; the exchanges after it must be
 * heard, and what the user writes must be sent.
 */

type Frame = string | ArrayBuffer;

const CHUNK_MS = 100;
const FAULTS: readonly (readonly [name: string, (frame: Frame) => readonly Frame[]])[] = [
  ['lost', () => []],
  ['repeated', (frame) => [frame, frame]],
  ['cut off', (frame) => [frame.slice(0, 20)]],
];

class Conversation {
  readonly clock = createManualClock();
  readonly transport = createScriptedTransport();
  readonly microphone = createFakeMicrophone();
  readonly speaker = createFakeSpeaker({ clock: this.clock });
  readonly session: RealtimeSession;
  readonly #contract: ExchangeContract;
  readonly #chunk: Uint8Array;

  constructor(contract: ExchangeContract) {
    this.#contract = contract;
    this.#chunk = pieceOf(contract, CHUNK_MS);
    this.session = createRealtimeSession({
      adapter: contract.createAdapter(),
      credential: () => Promise.resolve(contract.credential),
      ports: { ...this, scheduleFrame: (callback) => (queueMicrotask(callback), () => {}) },
    });
  }

  async connect(): Promise<void> {
    const connecting = this.session.connect();
    // The first connection loads the modules of a conversation.
    while (this.transport.connections.length === 0) await settle();
    this.transport.emit(readyFrameOf(this.#contract));
    await connecting;
  }

  write(index: number, isInterrupted: boolean): readonly Frame[] {
    return this.#contract.writeExchange({ index, isInterrupted, audio: [this.#chunk, this.#chunk] });
  }

  /** Feeds frames, lets everything be played, and returns how much of the agent was heard, in milliseconds. */
  async hear(frames: readonly Frame[]): Promise<number> {
    const before = this.#heardMs();
    for (const frame of frames) {
      this.transport.emit(frame);
      expect(faultsOfState(this.session.store.getState())).toEqual([]);
    }
    await this.clock.advanceAsync(2_000);
    return this.#heardMs() - before;
  }

  /** Writes to the agent, and returns how many frames went out for it. */
  async countSentFor(text: string): Promise<number> {
    if (!this.session.capabilities.canSendText) return 0;
    const before = this.transport.connection.sent.length;
    this.session.sendText(text);
    await settle();
    return this.transport.connection.sent.length - before;
  }

  #heardMs(): number {
    return this.speaker.rendered.reduce((sum, { heardMs }) => sum + heardMs, 0);
  }
}

describe.each(exchangeContracts)('%s, %s', (_name, _key, contract) => {
  test.each([true, false])('any single fault in an exchange (interrupted: %s) is survived', async (isCut) => {
    const count = new Conversation(contract).write(1, isCut).length;
    for (let at = 0; at < count; at += 1) {
      const conversation = new Conversation(contract);
      let index = 0;
      const next = (isInterrupted: boolean) => conversation.write(index++, isInterrupted);
      await conversation.connect();
      await conversation.hear(next(false));
      for (const [fault, apply] of FAULTS) {
        const name = `frame ${at} ${fault}`;
        await conversation.hear(
          next(isCut).flatMap((frame, place) => (place === at ? apply(frame) : [frame])),
        );
        expect(await conversation.hear(next(false)), name).toBeGreaterThan(1.9 * CHUNK_MS);
        expect(await conversation.hear(next(false)), name).toBeGreaterThan(1.9 * CHUNK_MS);
        const { session } = conversation;
        const { canSendText, isResponseOnDemand } = session.capabilities;
        const expected = canSendText ? (isResponseOnDemand ? 2 : 1) : 0;
        expect(await conversation.countSentFor('Are you there?'), name).toBe(expected);
        expect(session.store.getState().status, name).toBe('live');
      }
      await conversation.session.close();
    }
  });
});
