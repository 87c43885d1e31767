import { callRules } from './reduce-playout.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent } from '../../test/random-session.ts';
import { ReducerBench } from '../../test/reducer-bench.ts';
import type { ReflexReport } from '../audio/reflex.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { observeBargeIn } from './observe-barge-in.ts';
import type { InternalState } from './internal-state.ts';
import { continuityRules } from './continuity-rules.ts';
import { reduceSession } from './reduce-session.ts';
import type { LoadedRules } from './step.ts';
import type { SessionInput } from './session-input.ts';
import { listEntries } from './transcript/transcript.ts';

const VOICE: ReflexReport = {
  type: 'onset',
  onsetAtMs: 0,
  atMs: 900,
  isDucked: true,
  isAgentAudible: true,
  elapsedMs: 900,
  speechMs: 900,
  voicedMs: 900,
  silenceMs: 0,
  levelDb: 15,
  probability: 0.9,
  evidenceAtMs: 900,
  echoMatch: 0,
  couplingDb: -60,
};

const itemId = fc.constantFrom('i1', 'i2', 'i3', 's1');
const error = new RealtimeError('vendor-failed', 'It broke.');

const RETRY = {
  cause: 'connection-lost',
  dropsHandle: false,
  attempt: 1,
  retryDelayMs: 0,
  nextAttemptAtMs: null,
  isOffline: false,
} as const;

/** Inputs beside the vendor's events. */
const anyInput: fc.Arbitrary<SessionInput> = fc.oneof(
  fc.constantFrom<SessionInput>(
    { type: 'interrupt-requested' },
    { type: 'stop-requested' },
    { type: 'response-requested', options: {} },
    { type: 'playback-drained' },
    { type: 'audio-received', connection: 1, itemId: 'i1', byteLength: 960, atMs: 1_000 },
    { type: 'input-mode-changed', mode: 'push-to-talk' },
    { type: 'input-mode-changed', mode: 'hands-free' },
    { type: 'turn-started' },
    { type: 'turn-done', audioMs: 500, atMs: 9, lastVoicedAtMs: 8 },
    { type: 'turn-authority-changed', turnAuthority: 'client' },
    { type: 'config-changed', patch: { instructions: 'Be brief.' } },
    { type: 'timer-fired', timer: 'vendor-silence', atMs: 40_000 },
    { type: 'tool-approval-requested', callId: 'c1', endsAtMs: 60_000 },
    {
      type: 'approval-answer-received',
      itemId: 'i3',
      answer: { isApproved: true, reason: null, scope: 'call' },
    },
    { type: 'tool-started', callId: 'c1' },
    { type: 'tool-done', callId: 'c1', output: '1', error: null, isAnswered: true },
    { type: 'app-speech-requested', itemId: 's1', text: 'Hello.' },
    { type: 'app-speech-started', itemId: 's1' },
    { type: 'app-speech-done', itemId: 's1', error: null },
    { type: 'connection-lost', connection: 1, error, ...RETRY, playhead: null },
    { type: 'attempt-changed', connection: 2, nextAttemptAtMs: 900, isOffline: true },
    { type: 'connection-closed', connection: 1, error: null },
    { type: 'connect-requested' },
    { type: 'barge-in-changed', policy: {} },
    { type: 'barge-in-changed', policy: { interruptible: false } },
    { type: 'barge-in-changed', policy: {}, isInterruptible: false },
    { type: 'reflex-opened', canPause: true },
    { type: 'reflex-closed', isLost: true },
    { type: 'reflex-report-received', report: VOICE, playhead: null, atMs: 900 },
  ),
  itemId.map((id): SessionInput => ({ type: 'item-playout-started', itemId: id, atMs: 5 })),
  itemId.map((id): SessionInput => ({
    type: 'item-playout-started',
    itemId: id,
    atMs: 5,
    isInterruptible: false,
  })),
  itemId.map((id): SessionInput => ({ type: 'item-playout-done', itemId: id, heardMs: 100 })),
  itemId.map((id): SessionInput => ({ type: 'item-removal-requested', itemId: id })),
  itemId.map((id): SessionInput => ({
    type: 'output-flushed',
    by: 'user',
    heard: [{ itemId: id, heardMs: 40 }],
  })),
  itemId.map((id): SessionInput => {
    const content = [{ type: 'text', text: 'Hello' }] as const;
    const item = { type: 'message', id: `m${id}`, role: 'user', status: 'completed', content } as const;
    return { type: 'message-sent', item, isAnswered: true, atMs: 3 };
  }),
);

const anyStep: fc.Arbitrary<SessionInput> = fc.oneof(
  {
    weight: 3,
    arbitrary: anyEvent.map((event): SessionInput => {
      const times = { atMs: 7, lastVoicedAtMs: null };
      return { type: 'server-event-received', connection: 1, event, ...times };
    }),
  },
  { weight: 2, arbitrary: anyInput },
);

function toText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Uint8Array) return part.length;
    return part instanceof Map || part instanceof Set ? [...part] : part;
  });
}

/** A state as text, with its entries in place of how they are stored. */
function textOf(state: InternalState): string {
  const { transcript } = state.public;
  const archive = [...transcript.archive.values()];
  const stored = { ...transcript, archive, entries: listEntries(transcript) };
  return toText({ ...state, public: { ...state.public, transcript: stored } });
}

const rules: LoadedRules = { observe: observeBargeIn, continuity: continuityRules, call: callRules };

describe('the reducer', () => {
  it('gives the same result for the same state and input, and changes neither', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30, size: 'max' }), (steps) => {
        let { state } = new ReducerBench();
        for (const step of steps) {
          const { connection } = state.public;
          const input = 'connection' in step ? { ...step, connection } : step;
          const before = textOf(state);
          const first = reduceSession(state, input, rules);
          const firstText = textOf(first.state);
          const second = reduceSession(state, input, rules);
          expect(textOf(state)).toBe(before);
          expect(textOf(second.state)).toBe(firstText);
          expect(textOf(first.state)).toBe(firstText);
          expect(toText(second.effects)).toBe(toText(first.effects));
          // The older result may be the one that goes on.
          state = steps.length % 2 ? first.state : second.state;
        }
      }),
      { numRuns: 100 },
    );
  });
});
