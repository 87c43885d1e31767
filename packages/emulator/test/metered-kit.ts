import { createRealtimeSession } from '@repartee/core';
import type { BudgetState, CredentialMinter, PriceTable, RealtimeSessionOptions } from '@repartee/core';
import { createBudget } from '@repartee/core/budget';
import type { BudgetPolicy } from '@repartee/core/budget';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker, createManualClock } from '@repartee/core/testing';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { UsageReports } from '../src/vendor.ts';
import { createScriptedRecognizer } from './fake-speech.ts';
import { saying, startEmulator } from './start-emulator.ts';

/** A vendor as the metered kit takes it. */
export interface MeteredVendor {
  readonly createAdapter: (origin: string) => RealtimeSessionOptions['adapter'];
  readonly createMinter: (origin: string) => CredentialMinter;
  readonly prices: PriceTable;
}

/** Some eight seconds of speech. */
const ANSWER =
  'Once upon a time there was a keeper who had never seen the sea by day, and who knew every ship by its lamp alone.';

/** The kit with a budget on real sockets against the emulator, and a user who speaks turn by turn. */
export async function meter(vendor: MeteredVendor, usageReports: UsageReports, policy: BudgetPolicy = {}) {
  const emulator = await startEmulator({
    recognizer: createScriptedRecognizer(['hello', 'go on', 'and then', 'why', 'thank you']),
    agent: saying(ANSWER),
    usageReports,
  });
  const minter = vendor.createMinter(emulator.origin);
  const microphone = createFakeMicrophone();
  const heard = createManualClock();
  const budget = createBudget({ prices: vendor.prices, ...policy });
  const session = createRealtimeSession({
    adapter: vendor.createAdapter(emulator.origin),
    credential: () => minter.mint(),
    config: { instructions: 'You are the keeper of a lighthouse. Tell of your nights.' },
    budget,
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone,
      speaker: createFakeSpeaker({ clock: heard }),
      scheduleFrame(callback) {
        queueMicrotask(callback);
        return () => {};
      },
    },
  });
  onTestFinished(() => session.close());
  await session.connect();

  /** Waits until the account is as wanted. */
  const until = (isDue: (state: BudgetState) => boolean): Promise<BudgetState> =>
    new Promise((resolve) => {
      const look = () => {
        const state = budget.store.getState();
        if (!isDue(state)) return;
        stop();
        resolve(state);
      };
      const stop = budget.store.subscribe(look);
      look();
    });
  /** Waits until neither side speaks, or the session has ended. */
  const untilSilent = (): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        const { status, phase } = session.store.getState();
        if (status === 'closing' || (status === 'live' && phase !== 'listening')) return;
        stop();
        resolve();
      };
      const stop = session.store.subscribe(look);
      look();
    });
  /** Everything that is made is heard at once, goodbyes too. */
  session.on('response-done', () => void heard.advanceAsync(60_000));

  /** Speaks, and hears the answer to its end. */
  const talk = async (voiceMs = 2_000): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      const stop = session.on('response-done', () => {
        stop();
        resolve();
      });
    });
    const chunks = (ms: number) => Array.from({ length: Math.ceil(ms / microphone.chunkMs) });
    for (const _ of chunks(200)) microphone.pushSilence();
    for (const _ of chunks(voiceMs)) microphone.pushVoice();
    for (const _ of chunks(1_000)) microphone.pushSilence();
    await done;
    await heard.advanceAsync(60_000);
    await untilSilent();
  };
  /** Talks until the session is over. Returns how many answers there were, and after how many the limit was reached. */
  const converseToTheEnd = async () => {
    let answers = 0;
    let answersAtTheLimit = 0;
    session.on('response-started', () => (answers += 1));
    budget.on('action-requested', ({ action }) => {
      if (action === 'end') answersAtTheLimit = answers;
    });
    const ended = new Promise<void>((resolve) => {
      session.on('status-changed', ({ status }) => status === 'closed' && resolve());
    });
    for (let turn = 0; turn < 9 && session.store.getState().status === 'live'; turn += 1) {
      await Promise.race([talk(), ended]);
    }
    await ended;
    return { answers, answersAtTheLimit };
  };
  return { session, budget, talk, converseToTheEnd, until };
}
