import { describe, expect, it } from 'vitest';
import { ReducerBench } from '../../test/reducer-bench.ts';
import { responseDone } from '../../test/response-done.ts';
import { voiceReport } from '../../test/voice-report.ts';
import type { ReflexReport } from '../audio/reflex.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { BargeInPolicy } from './barge-in/barge-in-policy.ts';
import { LISTENING_WORDS } from './barge-in/listening-words.ts';
import type { ListeningWords } from './barge-in/split-phrases.ts';
import { observeBargeIn } from './observe-barge-in.ts';

const PLACE = { responseId: 'r1', itemId: 'a1', contentIndex: 0 };
const PLAYHEAD = { itemId: 'a1', heardMs: 1_000 };

/** The agent has been heard for a second of ten, and the reflex is open. */
function createBench(
  policy: BargeInPolicy = {},
  turnAuthority: 'client' | 'vendor' = 'client',
): ReducerBench {
  const bench = new ReducerBench({ turnAuthority, observe: observeBargeIn });
  bench.input(
    { type: 'barge-in-changed', policy },
    { type: 'listening-words-loaded', language: null, words: LISTENING_WORDS['en'] as ListeningWords },
    { type: 'reflex-opened', canPause: true },
  );
  bench.hear(
    { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
    { type: 'output-transcript-delta', ...PLACE, delta: 'Once upon a time there was a king.' },
    { type: 'audio-delta', ...PLACE, audio: new Uint8Array(480_000) },
  );
  bench.input({ type: 'item-playout-started', itemId: 'a1', atMs: 0 });
  bench.effects = [];
  return bench;
}

function report(bench: ReducerBench, ...reports: readonly ReflexReport[]): ReducerBench {
  return bench.input(
    ...reports.map((each) => {
      const atMs = 1_000 + each.elapsedMs;
      return { type: 'reflex-report-received', report: each, playhead: PLAYHEAD, atMs } as const;
    }),
  );
}

/** Lists the types of the effects, commands and reflex commands so far. */
const done = ({ effects }: ReducerBench): readonly string[] =>
  effects.flatMap((effect) => {
    if (effect.type === 'send') return [effect.command.type];
    if (effect.type === 'tell-reflex') return [`reflex ${effect.command.type}`];
    return effect.type === 'flush-output' ? [effect.type] : [];
  });

const words = (...text: readonly string[]): readonly ServerEvent[] => [
  { type: 'speech-started', itemId: 'u1', audioStartMs: null },
  ...text.map((delta): ServerEvent => ({ type: 'input-transcript-delta', itemId: 'u1', delta })),
];

const long = [voiceReport(20), voiceReport(200), voiceReport(600)];
const SPOKE = { type: 'speech-started', audioStartMs: null } as const;

/** The agent has said all, and is silent. */
const finish = (bench: ReducerBench) =>
  bench
    .hear(responseDone('r1'))
    .input(
      { type: 'item-playout-done', itemId: 'a1', heardMs: 10_000 },
      { type: 'playback-drained', atMs: 1_700 },
    );

/** The user's turn is over, and the agent is heard answering it when the words of the turn arrive. */
function effectsOfLateWords(bench: ReducerBench): readonly string[] {
  bench.nowMs = 2_000;
  bench.hear(
    { type: 'turn-committed', itemId: 'u1' },
    { type: 'response-started', responseId: 'r2', isOutOfBand: false, metadata: null },
    { type: 'audio-delta', responseId: 'r2', itemId: 'a2', contentIndex: 0, audio: new Uint8Array(480_000) },
  );
  bench.input({ type: 'item-playout-started', itemId: 'a2', atMs: 2_100 });
  bench.effects = [];
  bench.hear({ type: 'input-transcript-done', itemId: 'u1', transcript: 'What about tomorrow', usage: null });
  return done(bench);
}

/** A bell, as a detector that the app has chosen hears it. */
const BELL: Partial<ReflexReport> = {
  isDetectorChosen: true,
  smoothProbability: 0.3,
  shape: {
    activeMs: 260,
    activeVoicedMs: 260,
    rises: 1,
    pitchMove: 2,
    pitchStill: 0.95,
    spectralMove: 1,
    levelMove: 1,
    attackDb: 18,
    peakDb: 20,
    tiltMove: 1,
    pauseMs: 0,
  },
};
const offset = voiceReport(320, { type: 'offset', speechMs: 120, voicedMs: 120, silenceMs: 300 });

describe('a voice over the agent', () => {
  it.each<[string, readonly ReflexReport[], BargeInPolicy, readonly string[], string | null]>([
    ['of some length yields', long, {}, ['reflex yield', 'cancel-response', 'flush-output'], 'duration'],
    [
      'that is short resumes',
      [voiceReport(20), voiceReport(120), offset],
      {},
      ['reflex resume'],
      'too-short',
    ],
    ['that goes on is waited for', [voiceReport(20), voiceReport(200)], {}, [], null],
    [
      'that is an echo resumes',
      long.map((each) => ({ ...each, echoMatch: 0.9, couplingDb: -10 })),
      {},
      [],
      null,
    ],
    [
      'is quiet noise',
      [voiceReport(20), voiceReport(600, { levelDb: 1 }), { ...offset, levelDb: 1 }],
      {},
      ['reflex resume'],
      'quiet',
    ],
    ['cannot cut a protected item', long, { interruptible: false }, ['reflex resume'], 'protected'],
    [
      'follows an eager preset',
      [voiceReport(20), voiceReport(320)],
      { preset: 'eager' },
      ['reflex yield', 'cancel-response', 'flush-output'],
      'duration',
    ],
  ])('%s', (_, reports, policy, effects, reason) => {
    const bench = report(createBench(policy), ...reports);
    expect(done(bench).filter((each) => each !== 'reflex arm')).toEqual(effects);
    expect(bench.state.bargeIn?.decided?.decision?.reason ?? null).toBe(reason);
    expect(bench.state.interruption.bargeInVerdict).toBe(
      reason === null
        ? 'pending'
        : effects[0] === 'reflex yield'
          ? null
          : reason === 'protected'
            ? null
            : 'rejected',
    );
  });

  it.each([
    [['Stop'], 'command'],
    [['What about', ' tomorrow'], 'words'],
  ])('yields to %j at once', (texts, reason) => {
    const bench = report(createBench(), voiceReport(20), voiceReport(120)).hear(...words(...texts));
    expect(bench.state.bargeIn?.decided?.decision).toMatchObject({ verdict: 'yield', reason });
  });

  it('that was rejected yields when its words arrive late', () => {
    const [started, ...deltas] = words('What about', ' tomorrow');
    const bench = report(createBench(), voiceReport(20)).hear(started as ServerEvent);
    report(bench, voiceReport(120), offset);
    expect(bench.state.interruption.bargeInVerdict).toBe('rejected');
    bench.nowMs = 2_000;
    bench.hear(...deltas);
    expect(done(bench)).toContain('flush-output');
  });

  it('that was rejected yields when its words arrive late, also after another sound', () => {
    const bench = report(createBench(), voiceReport(20)).hear({ ...SPOKE, itemId: 'u1' });
    report(bench, voiceReport(120), offset);
    const cough = { onsetAtMs: 6_000, atMs: 6_020 };
    report(bench, voiceReport(20, cough), { ...offset, ...cough });
    bench.nowMs = 2_000;
    bench.hear({ type: 'input-transcript-delta', itemId: 'u1', delta: 'What about tomorrow' });
    expect(done(bench)).toContain('flush-output');
  });

  it.each<[string, readonly ReflexReport[], boolean]>([
    ['after which the agent finished', [voiceReport(20), voiceReport(200)], true],
    ['over a protected item', [...long], false],
  ])('%s leaves its own answer alone when its words arrive late', (_, reports, isInterruptible) => {
    const bench = createBench();
    bench.input({ type: 'item-playout-started', itemId: 'a1', atMs: 0, isInterruptible });
    report(bench, ...reports).hear({ ...SPOKE, itemId: 'u1' });
    finish(bench);
    expect(effectsOfLateWords(bench)).toEqual([]);
  });

  it('that was rejected leaves the answer to the next turn alone', () => {
    const bench = finish(report(createBench(), voiceReport(20), voiceReport(120), offset));
    const next = { onsetAtMs: 6_000, atMs: 6_020, isAgentAudible: false };
    report(bench, voiceReport(20, next)).hear({ ...SPOKE, itemId: 'u1' });
    expect(effectsOfLateWords(bench)).toEqual([]);
  });

  it('over a silent agent is the user’s turn', () => {
    const bench = createBench();
    report(bench, voiceReport(20, { isAgentAudible: false }));
    expect(bench.state.bargeIn?.candidate).toBeNull();
    expect(bench.state.interruption.bargeInVerdict).toBeNull();
  });

  it('holds the answer to a committed turn until it is decided', () => {
    const bench = report(createBench(), voiceReport(20), voiceReport(200));
    bench.hear({ type: 'turn-committed', itemId: 'u1' });
    expect(bench.state.interruption.isAnswerHeld).toBe(true);
    expect(bench.sent.map(({ type }) => type)).not.toContain('create-response');
  });
});

describe('a pause', () => {
  const held = ({ effects }: ReducerBench) =>
    effects.flatMap((effect) => (effect.type === 'hold-output' ? [effect.isHeld] : []));
  const paused = voiceReport(330, { type: 'paused' });

  it('comes before the decision, and ends with it', () => {
    const bench = report(createBench(), voiceReport(20), voiceReport(200), voiceReport(260));
    expect(held(bench)).toEqual([true]);
    report(bench, voiceReport(280), paused);
    expect(bench.state.public.bargeIn).toMatchObject({ isDucked: true, isPaused: true });
    report(bench, offset);
    expect(held(bench)).toEqual([true, false]);
    expect(bench.state.public.bargeIn).toMatchObject({
      isDucked: false,
      isPaused: false,
      history: [{ verdict: 'resume', onsetToPauseMs: 330, onsetToSilenceMs: null }],
    });
    expect(bench.sent).toEqual([]);
  });

  it('is the silence of the interruption that follows', () => {
    const bench = report(createBench(), voiceReport(20), voiceReport(260), paused, voiceReport(600));
    report(bench, voiceReport(610, { type: 'silenced' }));
    expect(held(bench)).toEqual([true, false]);
    const [last] = bench.state.public.bargeIn?.history ?? [];
    expect(last).toMatchObject({ verdict: 'yield', onsetToPauseMs: 330, onsetToSilenceMs: 330 });
  });

  it.each<[string, BargeInPolicy, Partial<ReflexReport>]>([
    ['a sound that is no voice', {}, { voicedMs: 0 }],
    ['an echo', {}, { echoMatch: 0.9, couplingDb: -10 }],
    ['a protected item', { interruptible: false }, {}],
    ['an app that wants none', { pauseAfterMs: Infinity }, {}],
    ['what is surely no interruption', {}, BELL],
  ])('is not made for %s', (_, policy, more) => {
    expect(held(report(createBench(policy), voiceReport(20, more), voiceReport(300, more)))).toEqual([]);
  });

  it('is made for any voice where the app decides by its length', () => {
    const bench = report(createBench({ minSpeechMs: 480 }), voiceReport(20, BELL), voiceReport(300, BELL));
    expect(held(bench)).toEqual([true]);
  });

  it('is not made where the speaker cannot keep audio', () => {
    const bench = createBench();
    bench.input({ type: 'reflex-opened', canPause: false });
    expect(held(report(bench, voiceReport(20), voiceReport(300)))).toEqual([]);
  });

  it('ends when the microphone is muted, the button decides, or barge-in is taken away', () => {
    const muted = report(createBench(), voiceReport(20), voiceReport(300));
    muted.input({ type: 'mute-changed', isMuted: true, by: 'user' });
    const pushing = report(createBench(), voiceReport(20), voiceReport(300));
    pushing.input({ type: 'input-mode-changed', mode: 'push-to-talk' });
    report(pushing, voiceReport(600));
    const without = report(createBench(), voiceReport(20), voiceReport(300));
    without.input({ type: 'barge-in-changed', policy: null });
    expect([held(muted), held(pushing), held(without)]).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
    expect(done(pushing)).not.toContain('flush-output');
  });
});

describe('a decision', () => {
  const barged = (bench: ReducerBench) =>
    bench.effects.flatMap((effect) =>
      effect.type === 'emit' && effect.event.type === 'barge-in' ? [effect.event.event] : [],
    );

  it('is reported with the time of the silence, once the reflex has measured it', () => {
    const bench = report(createBench(), ...long);
    expect(barged(bench)).toEqual([]);
    report(bench, voiceReport(610, { type: 'silenced' }));
    expect(barged(bench)).toMatchObject([{ verdict: 'yield', onsetToSilenceMs: 610, heardMs: 1_000 }]);
  });

  it('is reported without it after half a second', () => {
    const bench = report(createBench(), ...long);
    bench.input({ type: 'timer-fired', timer: 'barge-in-silence', atMs: 2_200 });
    expect(barged(bench)).toMatchObject([{ verdict: 'yield', onsetToSilenceMs: null }]);
  });
});

it('barge-in that is taken away leaves nothing behind', () => {
  const bench = report(createBench(), voiceReport(20), voiceReport(200));
  bench.input({ type: 'barge-in-changed', policy: null });
  expect(bench.state.bargeIn).toBeNull();
  expect(bench.state.public.bargeIn).toMatchObject({ isDucked: false });
  report(bench, ...long);
  expect(done(bench)).not.toContain('flush-output');
});
