import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeContracts, pieceOf, readyFrameOf } from '../../test/exchange-contracts.ts';
import type { ExchangeContract } from '../../test/exchange-contracts.ts';
import { readRecording } from '../recording/read-recording.ts';
import { createRecorder } from '../recording/recorder.ts';
import { createReplay } from '../recording/replay.ts';
import { createRealtimeSession } from '../runtime/create-realtime-session.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import type { SessionState } from '../session/session-state.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { settle } from '../testing/settle.ts';

/*
 * Any conversation over each vendor's adapter, recorded and replayed: the state at the end is the same.
 */

/** One thing of a conversation. Frames are the vendor's own, in any order and any number. */
type Happening =
  | { readonly kind: 'exchange'; readonly pieces: number; readonly isInterrupted: boolean }
  | { readonly kind: 'frame'; readonly at: number }
  | { readonly kind: 'tool' | 'stranger' | 'interrupt' | 'loss' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'time'; readonly ms: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('exchange' as const),
      pieces: fc.nat({ max: 4 }),
      isInterrupted: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('frame' as const), at: fc.nat({ max: 999 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('tool', 'stranger', 'interrupt', 'loss') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('text' as const), text: fc.string() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat({ max: 3_000 }) }) },
);

class Conversation {
  readonly clock = createManualClock();
  readonly transport = createScriptedTransport();
  readonly session: RealtimeSession;
  readonly #contract: ExchangeContract;
  #exchanges = 0;

  constructor(contract: ExchangeContract) {
    this.#contract = contract;
    const { clock, transport } = this;
    this.session = createRealtimeSession({
      adapter: contract.createAdapter(),
      credential: () => Promise.resolve(contract.credential),
      reconnect: () => 100,
      ports: {
        clock,
        transport,
        microphone: createFakeMicrophone(),
        speaker: createFakeSpeaker({ clock }),
        scheduleFrame: (callback) => (queueMicrotask(callback), () => {}),
      },
    });
  }

  async connect(): Promise<void> {
    // Frames that are no beginning end the connection: the conversation goes on without it.
    const connecting = this.session.connect().catch(() => {});
    while (this.transport.connections.length === 0) await settle();
    this.#receive([readyFrameOf(this.#contract)]);
    await connecting;
  }

  async run(one: Happening): Promise<void> {
    const { reads, toolCall, unknownFrame, writeExchange } = this.#contract;
    if (one.kind === 'exchange') {
      const audio = Array.from({ length: one.pieces }, () => pieceOf(this.#contract, 100));
      const { isInterrupted } = one;
      this.#receive(writeExchange({ index: this.#exchanges++, audio, isInterrupted }));
    } else if (one.kind === 'frame') this.#receive([reads[one.at % reads.length]?.frame ?? '']);
    else if (one.kind === 'tool') this.#receive(toolCall?.frames ?? []);
    else if (one.kind === 'stranger') this.#receive([unknownFrame]);
    else if (one.kind === 'interrupt') this.#try(() => this.session.interrupt());
    else if (one.kind === 'text') this.#try(() => this.session.sendText(one.text));
    else if (one.kind === 'loss') this.#lose();
    else if (one.kind === 'time') await this.clock.advanceAsync(one.ms);
    await settle();
  }

  /** Runs a command, and ignores its refusal: the vendor cannot do it, or the session is closed. */
  #try(command: () => void): void {
    try {
      command();
    } catch (error) {
      expect(error).toMatchObject({ name: 'RealtimeError' });
    }
  }

  #receive(frames: readonly (string | ArrayBuffer)[]): void {
    for (const frame of frames) if (this.#isOpen) this.transport.emit(frame);
  }

  #lose(): void {
    if (this.#isOpen) this.transport.connection.drop();
  }

  get #isOpen(): boolean {
    return this.transport.connection.state === 'open';
  }
}

/** A state as a file can hold it: the rows in order, errors by what they say. */
function shown({ transcript, ...fields }: SessionState) {
  return JSON.parse(
    JSON.stringify({ ...fields, rows: listEntries(transcript) }, (_key, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message, wire: null, cause: null } : value,
    ),
  ) as unknown;
}

describe.each(exchangeContracts)('a conversation over %s, %s', (_name, _key, contract) => {
  it('recorded and replayed ends in the same state, whatever happens', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
        const conversation = new Conversation(contract);
        const recorder = createRecorder(conversation.session);
        await conversation.connect();
        for (const one of happenings) await conversation.run(one);
        const expected = shown(conversation.session.store.getState());
        const recording = await readRecording(await recorder.save());
        const replay = createReplay(recording);
        replay.seek(replay.durationMs);
        expect(recording.problem).toBeNull();
        expect(shown(replay.session.store.getState())).toEqual(expected);
        recorder.stop();
        await conversation.session.close();
      }),
      { numRuns: 25 },
    );
  });
});
