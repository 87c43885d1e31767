import { continuityRules } from './continuity-rules.ts';
import { describe, expect, test } from 'vitest';
import { responseDone } from '../../test/response-done.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { entryOf } from './transcript/transcript.ts';
import { heardText } from './transcript/heard-text.ts';
import { createInternalState } from './initial-state.ts';
import { reduceSession } from './reduce-session.ts';
import type { SessionEffect } from './session-effect.ts';
import type { SessionInput } from './session-input.ts';

/* A vendor that tells neither the ends of answers nor by whom they are cut, but what was heard of them. */

const CAPABILITIES: Capabilities = {
  transports: ['websocket'],
  canSendText: true,
  canSendImages: false,
  truncation: 'vendor',
  canCancelResponse: false,
  canCommitTurns: false,
  turnDetection: ['server'],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: true,
  canUseRemoteTools: false,
  canSeedHistory: false,
  canResume: false,
  canOverlapConnections: false,
  hasInterimTranscript: true,
  hasWordTimes: true,
  outputModalities: ['audio'],
  updatable: [],
  sessionCapMs: null,
  usageUnit: 'none',
};

const position = { responseId: 'r1', itemId: 'a1', contentIndex: 0 };
/** 100 ms of sound. */
const sound = (continuesItem = false): ServerEvent => ({
  type: 'audio-delta',
  ...position,
  audio: new Uint8Array(4_800),
  ...(continuesItem && { continuesItem }),
});
const started: ServerEvent = {
  type: 'response-started',
  responseId: 'r1',
  isOutOfBand: false,
  metadata: null,
};
const words: ServerEvent = { type: 'output-transcript-done', ...position, transcript: 'A long story.' };
const done: ServerEvent = responseDone('r1');

function createConversation() {
  let state = createInternalState({
    capabilities: CAPABILITIES,
    outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
    config: {},
    inputMode: 'hands-free',
    volume: 1,
  });
  const effects: SessionEffect[] = [];
  const input = (next: SessionInput) => {
    const step = reduceSession(state, next, { continuity: continuityRules });
    state = step.state;
    effects.push(...step.effects);
  };
  const hear = (...events: readonly ServerEvent[]) => {
    for (const event of events)
      input({ type: 'server-event-received', connection: 1, event, atMs: 0, lastVoicedAtMs: null });
  };
  input({ type: 'connect-requested' });
  input({ type: 'transport-opened', connection: 1 });
  hear({
    type: 'session-configured',
    sessionId: null,
    expiresAtMs: null,
    turnDetection: null,
    model: null,
    voice: null,
  });
  const entry = () => entryOf(state.public.transcript, 'a1');
  const count = (type: SessionEffect['type']) => effects.filter((effect) => effect.type === type).length;
  return { input, hear, entry, count, phase: () => state.public.phase };
}

describe('an answer that was taken to be complete', () => {
  test('goes on while it is heard', () => {
    const { hear, input, entry, count } = createConversation();
    hear(started, words, sound(), done, sound(true));
    expect(count('play')).toBe(2);
    // The one at its supposed end, and one more behind what came after it.
    expect(count('end-item')).toBe(2);
    input({ type: 'item-playout-done', itemId: 'a1', heardMs: 200 });
    expect(entry()).toMatchObject({ receivedMs: 200, heardMs: 200, state: 'done' });
  });

  test('goes on when it has been heard to its end, and is heard as a whole', () => {
    const { hear, input, entry, count, phase } = createConversation();
    hear(started, words, sound(), done);
    input({ type: 'item-playout-started', itemId: 'a1', atMs: 0 });
    input({ type: 'item-playout-done', itemId: 'a1', heardMs: 100 });
    expect(phase()).toBe('listening');
    hear(sound(true));
    input({ type: 'item-playout-started', itemId: 'a1', atMs: 0 });
    expect(phase()).toBe('speaking');
    input({ type: 'item-playout-done', itemId: 'a1', heardMs: 100 });
    expect(count('play')).toBe(2);
    expect(entry()).toMatchObject({ receivedMs: 200, heardMs: 200, cut: null });
    expect(phase()).toBe('listening');
  });

  test('is not repeated by sound that is not said to be late', () => {
    const { hear, input, count } = createConversation();
    hear(started, words, sound(), done);
    input({ type: 'item-playout-done', itemId: 'a1', heardMs: 100 });
    hear(sound());
    expect(count('play')).toBe(1);
  });
});

describe('a cut', () => {
  const told: ServerEvent = { type: 'heard-text-received', itemId: 'a1', text: 'A long' };
  const cut: ServerEvent = { type: 'output-interrupted', responseId: null, by: 'user' };
  const flushed: SessionInput = {
    type: 'output-flushed',
    by: 'user',
    heard: [{ itemId: 'a1', heardMs: 20 }],
  };

  test.each([
    ['before the speaker has told', [told, flushed]],
    ['after it', [flushed, told]],
  ])('has the words that the vendor counts as heard, %s', (_, rest) => {
    const { hear, input, entry } = createConversation();
    hear(started, words, sound(), cut);
    for (const next of rest) {
      if (next === told) hear(told);
      else input(flushed);
    }
    const message = entry();
    expect(message).toMatchObject({
      text: 'A long story.',
      state: 'interrupted',
      cut: { by: 'user', heardMs: 20, heardText: 'A long' },
    });
    expect(message?.kind === 'message' && heardText(message)).toBe('A long');
  });

  test('is not made by speech whose cuts are told apart', () => {
    const { hear, count } = createConversation();
    hear(started, words, sound());
    hear({ type: 'speech-started', itemId: 'u1', audioStartMs: null, interruptsOutput: false });
    expect(count('flush-output')).toBe(0);
    hear(cut);
    expect(count('flush-output')).toBe(1);
  });
});
