import { describe, expect, it } from 'vitest';
import { ReducerBench } from '../../test/reducer-bench.ts';
import { responseDone } from '../../test/response-done.ts';
import { voiceReport } from '../../test/voice-report.ts';
import type { ReflexReport } from '../audio/reflex.ts';
import type { BargeInPolicy } from './barge-in/barge-in-policy.ts';
import { LISTENING_WORDS } from './barge-in/listening-words.ts';
import type { ListeningWords } from './barge-in/split-phrases.ts';
import { observeBargeIn } from './observe-barge-in.ts';
import type { SessionInput } from './session-input.ts';

const PLACE = { responseId: 'r1', itemId: 'a1', contentIndex: 0 };
const PLAYHEAD = { itemId: 'a1', heardMs: 1_000 };
const SPOKE = { type: 'speech-started', itemId: 'u1', audioStartMs: null } as const;
const COMMITTED = { type: 'turn-committed', itemId: 'u1' } as const;
const FLUSHED = { type: 'output-flushed', heard: [PLAYHEAD], atMs: 1_700 } as const;

/** A live session with barge-in whose reflex is open. The agent is silent. */
function createBench(policy: BargeInPolicy = {}): ReducerBench {
  const bench = new ReducerBench({ turnAuthority: 'client', observe: observeBargeIn });
  return bench.input(
    { type: 'barge-in-changed', policy },
    { type: 'listening-words-loaded', language: null, words: LISTENING_WORDS['en'] as ListeningWords },
    { type: 'reflex-opened', canPause: true },
  );
}

/** The agent begins to say ten seconds. */
function speak(bench: ReducerBench, isInterruptible = true): ReducerBench {
  bench.hear(
    { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
    { type: 'output-transcript-delta', ...PLACE, delta: 'Once upon a time there was a king.' },
    { type: 'audio-delta', ...PLACE, audio: new Uint8Array(480_000) },
  );
  bench.input({ type: 'item-playout-started', itemId: 'a1', atMs: 0, isInterruptible });
  bench.effects = [];
  return bench;
}

/** A voice over the agent as the reflex reports it, `ms` after its onset. */
function voice(bench: ReducerBench, ms: number, more: Partial<ReflexReport> = {}): ReducerBench {
  const report = voiceReport(ms, more);
  return bench.input({ type: 'reflex-report-received', report, playhead: PLAYHEAD, atMs: 1_000 + ms });
}

const offset = { type: 'offset', speechMs: 120, voicedMs: 120, silenceMs: 300 } as const;

const told = ({ effects }: ReducerBench) =>
  effects.flatMap((effect) =>
    effect.type === 'emit' && effect.event.type === 'barge-in'
      ? [[effect.event.event.verdict, effect.event.event.reason]]
      : [],
  );
const held = ({ effects }: ReducerBench) =>
  effects.flatMap((effect) => (effect.type === 'hold-output' ? [effect.isHeld] : []));
const asked = ({ sent }: ReducerBench) => sent.filter(({ type }) => type === 'create-response').length;
const cancelled = ({ sent }: ReducerBench) => sent.filter(({ type }) => type === 'cancel-response').length;

describe('a start of speech that the vendor reports', () => {
  it('over a protected item, of a voice that began before it, is a turn that is answered', () => {
    const bench = speak(voice(createBench(), 20, { isAgentAudible: false }), false);
    voice(bench, 400, { isDucked: false });
    bench.hear(SPOKE);
    expect(told(bench)).toEqual([['resume', 'protected']]);
    bench.hear(COMMITTED);
    expect(bench.state.interruption.isAnswerHeld).toBe(false);
  });

  it('after the turn over a protected item has been decided adds nothing', () => {
    const bench = speak(createBench(), false);
    for (const ms of [20, 200, 600]) voice(bench, ms, { isDucked: false });
    bench.hear(SPOKE, COMMITTED);
    expect(told(bench)).toEqual([['resume', 'protected']]);
    expect(bench.state.interruption.isAnswerHeld).toBe(false);
  });

  it('between a cut and the answer of the speaker adds nothing', () => {
    const bench = speak(createBench());
    for (const ms of [20, 200, 600]) voice(bench, ms);
    bench.hear(SPOKE);
    bench.input({ ...FLUSHED, by: 'user' }, { type: 'timer-fired', timer: 'barge-in-silence', atMs: 2_200 });
    bench.hear(COMMITTED);
    expect(told(bench)).toEqual([['yield', 'duration']]);
    expect(bench.state.interruption.isAnswerHeld).toBe(false);
  });

  it('over a protected item is a turn that is answered, where there is no reflex', () => {
    const bench = createBench();
    bench.input({ type: 'reflex-closed', isLost: true });
    speak(bench, false).hear(SPOKE, COMMITTED);
    expect(told(bench)).toEqual([['resume', 'protected']]);
    expect(bench.state.interruption.isAnswerHeld).toBe(false);
  });

  it('in half duplex, of a voice that began before the agent, is a turn', () => {
    const bench = speak(voice(createBench({ echo: 'half-duplex' }), 20, { isAgentAudible: false }));
    bench.hear(SPOKE, COMMITTED);
    expect(bench.state.interruption.isAnswerHeld).toBe(false);
  });
});

describe('an answer that was asked for while a sound was decided about', () => {
  it('is kept when the sound ends with the flush of the last one', () => {
    const bench = voice(speak(createBench()), 20);
    bench.input({ type: 'interrupt-requested' }, { type: 'response-requested', options: {} });
    bench.hear(responseDone('r1', { outcome: 'cancelled' }));
    bench.input({ ...FLUSHED, by: 'app' });
    expect(told(bench)).toEqual([]);
    expect([asked(bench), cancelled(bench), bench.state.responses.gate.isCancelDue]).toEqual([1, 1, false]);
  });
});

it('a voice that ducked the agent as it ended ducks no answer when the voice has ended', () => {
  const bench = speak(createBench());
  bench.input({ type: 'item-playout-done', itemId: 'a1', heardMs: 10_000 }, { type: 'playback-drained' });
  bench.effects = [];
  for (const ms of [20, 200]) voice(bench, ms);
  voice(bench, 600, { type: 'offset', silenceMs: 300 });
  const commands = bench.effects.flatMap((effect) => (effect.type === 'tell-reflex' ? [effect.command] : []));
  expect(commands).toEqual([{ type: 'resume', isEcho: false }]);
});

it('a cut asks for no answer to the cough before it', () => {
  const bench = speak(createBench());
  voice(bench, 20).hear(SPOKE);
  voice(bench, 320, offset).hear(COMMITTED);
  for (const ms of [20, 200, 600]) voice(bench, ms, { onsetAtMs: 7_000 });
  expect(told(bench)).toEqual([['resume', 'too-short']]);
  expect(bench.state.bargeIn?.decided?.decision?.verdict).toBe('yield');
  const { requested, waiting } = bench.state.responses.gate;
  expect([asked(bench), requested, waiting]).toEqual([0, null, []]);
});

it('late words of a turn that another sound has followed are answered', () => {
  const bench = speak(createBench());
  voice(bench, 20).hear(SPOKE);
  voice(bench, 320, offset).hear(COMMITTED);
  voice(bench, 20, { onsetAtMs: 7_000 });
  voice(bench, 320, { ...offset, onsetAtMs: 7_000 });
  bench.hear({ type: 'input-transcript-delta', itemId: 'u1', delta: 'What about tomorrow' });
  expect(bench.state.responses.gate.waiting).toHaveLength(1);
});

it('the next cut is not recorded as the app’s', () => {
  const bench = voice(speak(createBench()), 20);
  bench.input({ type: 'interrupt-requested' }, { ...FLUSHED, by: 'app' });
  expect(bench.state.playback.pendingCut).toBeNull();
});

it('late words of a rejected sound leave nothing of the next sound behind', () => {
  const bench = speak(createBench());
  voice(bench, 20).hear(SPOKE);
  voice(bench, 320, offset);
  for (const ms of [20, 300]) voice(bench, ms, { onsetAtMs: 7_000 });
  expect(held(bench)).toEqual([true]);
  bench.nowMs = 2_000;
  bench.hear({ type: 'input-transcript-delta', itemId: 'u1', delta: 'What about tomorrow' });
  bench.input({ ...FLUSHED, by: 'user' }, { type: 'timer-fired', timer: 'barge-in-silence', atMs: 2_500 });
  expect(held(bench)).toEqual([true, false]);
  expect(told(bench).map(([verdict]) => verdict)).toEqual(['resume', 'resume', 'yield']);
});

it('late words of a rejected sound over a protected item are answered', () => {
  const bench = speak(createBench(), false);
  voice(bench, 20, { isDucked: false }).hear(SPOKE);
  voice(bench, 320, { ...offset, isDucked: false });
  bench.hear(COMMITTED);
  expect(asked(bench)).toBe(0);
  bench.hear({ type: 'input-transcript-delta', itemId: 'u1', delta: 'What about tomorrow' });
  expect(bench.state.interruption).toMatchObject({ bargeInVerdict: null, isAnswerHeld: false });
  expect(bench.sent.some(({ type }) => type === 'cancel-response')).toBe(false);
});

describe('a session that ends, pauses or leaves its connection while a sound is decided about', () => {
  it.each<[string, readonly SessionInput[]]>([
    [
      'closed',
      [
        { type: 'close-requested', reason: 'user', playhead: PLAYHEAD },
        { type: 'reflex-closed', isLost: false },
        { type: 'release-done', playhead: PLAYHEAD },
      ],
    ],
    [
      'paused, without a connection',
      [
        { type: 'pause-requested', playhead: PLAYHEAD },
        { type: 'output-flushed', heard: [], by: 'disconnect' },
      ],
    ],
    ['barge-in taken away', [{ type: 'barge-in-changed', policy: null }]],
  ])('%s', (_, inputs) => {
    const bench = speak(createBench());
    for (const ms of [20, 300]) voice(bench, ms);
    bench.input(...inputs);
    expect(told(bench).map(([verdict]) => verdict)).toEqual(['resume']);
    expect(held(bench)).toEqual([true, false]);
    expect(bench.state.interruption).toMatchObject({ bargeInVerdict: null, isAnswerHeld: false });
  });
});

describe('words that are awaited after a cut by sound', () => {
  const cut = () => {
    const bench = speak(createBench({ continueAfterMs: 2_000 }));
    for (const ms of [20, 200, 600]) voice(bench, ms);
    bench.input({ ...FLUSHED, by: 'user' });
    return bench;
  };
  const done = responseDone('r1', { outcome: 'cancelled' });

  it('are not waited for by a voice that was muted', () => {
    const bench = cut();
    bench.hear(done);
    bench.input({ type: 'mute-changed', isMuted: true, by: 'user' });
    voice(bench, 900, { ...offset, isDucked: false });
    bench.input({ type: 'mute-changed', isMuted: false, by: 'user' });
    bench.effects = [];
    bench.input({ type: 'timer-fired', timer: 'barge-in-words', atMs: 3_600 });
    expect(asked(bench)).toBe(1);
  });

  it('are not waited for by a reflex that is gone', () => {
    const bench = cut();
    bench.hear(done);
    bench.input({ type: 'reflex-closed', isLost: true });
    bench.effects = [];
    bench.input({ type: 'timer-fired', timer: 'barge-in-words', atMs: 3_600 });
    expect(asked(bench)).toBe(1);
  });

  it.each<[string, SessionInput]>([
    ['the reflex is opened anew', { type: 'reflex-closed', isLost: false }],
    ['barge-in is taken away', { type: 'barge-in-changed', policy: null }],
    ['the app asks for it no longer', { type: 'barge-in-changed', policy: {} }],
  ])('hold back no turn when %s', (_, input) => {
    const bench = cut();
    bench.hear(SPOKE, COMMITTED);
    expect(bench.state.interruption.isAnswerHeld).toBe(true);
    bench.hear(done);
    bench.effects = [];
    bench.input(input);
    expect(asked(bench)).toBe(1);
    expect(bench.state.bargeIn?.wordless ?? null).toBeNull();
  });
});
