import { describe, expect, it } from 'vitest';
import { MeteredConversation } from '../../../test/metered-conversation.ts';
import { responseDone } from '../../../test/response-done.ts';
import type { PriceTable } from '../../protocol/price-table.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { Pace, project } from './projection.ts';

/** A dollar for a thousand tokens, cached ones for a tenth. */
const TABLE: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      models: ['m'],
      source: 'this test',
      date: '2026-11-01',
      input: { text: 1_000, audio: 1_000, image: 1_000 },
      cachedInput: { text: 100, audio: 100, image: 100 },
      output: { text: 1_000, audio: 1_000, image: 1_000 },
    },
  ],
  metering: { unit: 'tokens', inputMsPerToken: 100, outputMsPerToken: 100, cache: true },
  defaultModel: 'm',
};

const hear = (talk: MeteredConversation, ...events: readonly ServerEvent[]) =>
  events.forEach((event) => talk.meter.hear(event));

/** A turn of which nothing passes through the page's hands, as over WebRTC: only events tell of it. */
function unseenTurn(talk: MeteredConversation, number: number): void {
  const responseId = `r${number}`;
  hear(
    talk,
    { type: 'speech-started', itemId: `u${number}`, audioStartMs: 1_000 },
    { type: 'speech-stopped', itemId: `u${number}`, audioEndMs: 4_000 },
    { type: 'turn-committed', itemId: `u${number}` },
    { type: 'response-started', responseId, isOutOfBand: false, metadata: null },
    { type: 'output-transcript-delta', responseId, itemId: `a${number}`, contentIndex: 0, delta: 'Yes.' },
  );
  talk.pass('speaking', 8_000);
  hear(talk, responseDone(responseId));
}

describe('a meter', () => {
  it('estimates a call whose audio it never gets from its events, and from how long the agent is heard', () => {
    const talk = new MeteredConversation(TABLE);
    unseenTurn(talk, 1);
    expect(talk.meter.ledger.balance(TABLE).tally).toMatchObject({ inputAudio: 30, outputAudio: 80 });
    unseenTurn(talk, 2);
    // The second answer takes in all of the first turn again.
    expect(talk.meter.ledger.balance(TABLE, 2).tally).toMatchObject({
      inputAudio: 30 + 80 + 30,
      cachedAudio: 64,
      outputAudio: 80,
    });
  });

  it('tells what the next turn will cost, and what forgetting would save', () => {
    const talk = new MeteredConversation(TABLE);
    for (let turn = 1; turn <= 4; turn += 1) unseenTurn(talk, turn);
    const now = { cost: 1, costPerMinute: 0.5, minutesAllowed: 10, costAllowed: 2 };
    const { nextTurnCost, trimSaving, costAtEnd, minutesLeft } = project(talk.meter, TABLE, now);
    // Four turns of 110 are remembered, 384 of them in whole blocks of the cache; 30 are new, and 80 come back.
    expect(nextTurnCost).toBeCloseTo((470 - 384) * 0.001 + 384 * 0.0001 + 80 * 0.001, 9);
    // The last turn alone: 110, none of it cached, and 80 that come back.
    expect(trimSaving).toBeCloseTo((nextTurnCost ?? 0) - 0.19, 9);
    expect(costAtEnd).toBeCloseTo(1 + 0.5 * (10 - 32 / 60), 9);
    expect(minutesLeft).toBe(2);
  });

  it('counts muted time in one stretch, and starts again with every mute', () => {
    const talk = new MeteredConversation(TABLE);
    const { stopwatch } = talk.meter;
    talk.mute(true);
    talk.pass('listening', 60_000);
    talk.pass('speaking', 30_000);
    expect([stopwatch.mutedMs, stopwatch.idleMs]).toEqual([90_000, 0]);
    talk.mute(false);
    expect(stopwatch.mutedMs).toBe(0);
    talk.mute(true);
    talk.pass('listening', 5_000);
    expect([stopwatch.mutedMs, stopwatch.idleMs]).toEqual([5_000, 5_000]);
  });
});

describe('the pace', () => {
  it('is that of the last three minutes, and none before there is something to go by', () => {
    const pace = new Pace();
    expect(pace.take(0, 0)).toBeNull();
    expect(pace.take(2_000, 1)).toBeNull();
    expect(pace.take(60_000, 3)).toBe(3);
    expect(pace.take(60_500, null)).toBeNull();
    for (let second = 61; second <= 400; second += 1) pace.take(second * 1_000, 3 + (second - 60) / 60);
    expect(pace.take(401_000, 3 + 341 / 60)).toBeCloseTo(1, 1);
  });

  it('is never below 0, though a report may be less than what was thought', () => {
    const pace = new Pace();
    pace.take(0, 1);
    expect(pace.take(60_000, 0.5)).toBe(0);
  });
});
