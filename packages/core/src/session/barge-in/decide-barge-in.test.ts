import { describe, expect, it } from 'vitest';
import type { BargeInEvidence } from './barge-in-evidence.ts';
import { BARGE_IN_PRESETS } from './barge-in-thresholds.ts';
import type { BargeInThresholds } from './barge-in-thresholds.ts';
import { decideBargeIn } from './decide-barge-in.ts';
import { resolveRules } from './barge-in-policy.ts';
import { explainLikelihood } from './interruption-model.ts';
import { LISTENING_WORDS } from './listening-words.ts';

const EN = LISTENING_WORDS['en']!;

/** Somebody has begun to speak, clearly and over headphones. */
const SPEECH: BargeInEvidence = {
  elapsedMs: 200,
  speechMs: 200,
  voicedMs: 180,
  silenceMs: 0,
  levelDb: 14,
  words: '',
  agentWords: 'There are three trains that leave before noon',
  echoMatch: 0.2,
  couplingDb: -50,
  isConfirmed: false,
  isInterruptible: true,
  responseMs: 4_000,
};

function decide(evidence: Partial<BargeInEvidence>, thresholds: Partial<BargeInThresholds> = {}, words = EN) {
  const rules = { thresholds: { ...BARGE_IN_PRESETS.balanced, ...thresholds }, words };
  const { verdict, reason } = decideBargeIn({ ...SPEECH, ...evidence }, rules);
  return `${verdict}: ${reason}`;
}

describe('the policy, balanced', () => {
  it.each<[string, Partial<BargeInEvidence>, string]>([
    ['waits while speech is short', {}, 'wait: too-short'],
    ['yields to speech that lasts', { speechMs: 480, voicedMs: 400 }, 'yield: duration'],
    [
      'yields sooner where the vendor hears speech too',
      { speechMs: 400, voicedMs: 300, isConfirmed: true },
      'yield: duration',
    ],
    ['yields to two words, however short', { words: 'which platform' }, 'yield: words'],
    ['waits with one word', { words: 'which' }, 'wait: too-short'],
    ['yields to a command of one word', { words: 'Stop!' }, 'yield: command'],
    ['yields to a command behind a backchannel', { words: 'okay, wait' }, 'yield: command'],
    ['goes on after a backchannel', { words: 'Mhm.', speechMs: 420, silenceMs: 300 }, 'resume: backchannel'],
    [
      'goes on after several of them',
      { words: 'yeah, okay, right', speechMs: 700, voicedMs: 600, silenceMs: 300 },
      'resume: backchannel',
    ],
    ['goes on after something short', { silenceMs: 300 }, 'resume: too-short'],
    [
      'goes on after a cough: loud, and hardly voiced',
      { speechMs: 600, voicedMs: 120, silenceMs: 300 },
      'resume: unvoiced',
    ],
    ['yields to somebody who whispers on', { speechMs: 1_500, voicedMs: 0 }, 'yield: duration'],
    [
      'goes on when it was hardly louder than the room',
      { speechMs: 900, voicedMs: 800, levelDb: 3, silenceMs: 300 },
      'resume: quiet',
    ],
    ['never cuts what is protected', { isInterruptible: false, words: 'stop' }, 'resume: protected'],
    [
      'does not take the last of a question for a barge-in',
      { responseMs: 200, speechMs: 600, voicedMs: 500 },
      'wait: grace',
    ],
    ['obeys words even then', { responseMs: 200, words: 'no wait' }, 'yield: command'],
    ['knows the agent’s own words', { words: 'three trains that leave', speechMs: 900 }, 'wait: echo-words'],
    [
      'goes on when they are over',
      { words: 'three trains that leave', silenceMs: 300 },
      'resume: echo-words',
    ],
    [
      'knows the agent’s own melody',
      { speechMs: 900, voicedMs: 800, echoMatch: 0.9, couplingDb: -15 },
      'wait: echo-envelope',
    ],
    [
      'does not suspect an echo over headphones',
      { speechMs: 900, voicedMs: 800, echoMatch: 0.9 },
      'yield: duration',
    ],
    ['ends a candidate after a time', { elapsedMs: 3_000 }, 'resume: candidate-expired'],
  ])('%s', (_, evidence, expected) => {
    expect(decide(evidence)).toBe(expected);
  });
});

it('every threshold can be another', () => {
  expect(decide({}, { minSpeechMs: 200 })).toBe('yield: duration');
  expect(decide({ words: 'which platform' }, { minWords: 3 })).toBe('wait: too-short');
  expect(decide({ silenceMs: 300 }, { resumeSilenceMs: 500 })).toBe('wait: too-short');
  expect(decide({ responseMs: 200, speechMs: 600, voicedMs: 500 }, { graceMs: 100 })).toBe('yield: duration');
  expect(
    decide({ words: 'three trains that leave', speechMs: 900, voicedMs: 800 }, { echoWordShare: 2 }),
  ).toBe('yield: words');
});

it('eager yields before balanced, and balanced before patient', () => {
  const firstMs = (['eager', 'balanced', 'patient'] as const).map((preset) =>
    Array.from({ length: 200 }, (_, index) => index * 10).find((speechMs) =>
      decide({ speechMs, voicedMs: speechMs }, BARGE_IN_PRESETS[preset]).startsWith('yield'),
    ),
  );
  expect(firstMs).toEqual(firstMs.toSorted((a = 0, b = 0) => a - b));
  expect(new Set(firstMs).size).toBe(3);
});

it.each([
  ['de', 'Ja, genau', 'Moment'],
  ['fr', 'Oui, d’accord', 'Attendez'],
  ['es', 'Sí, claro', 'Espera'],
  ['it', 'Sì, va bene', 'Aspetta'],
  ['pt', 'Tá bom', 'Espera'],
  ['ja', 'はい、そうですね', '待って'],
  ['zh', '嗯，好的', '等一下'],
  ['hi', 'ठीक है', 'रुकिए'],
  ['sv', 'Ja, just det', 'Vänta'],
  ['ar', 'نعم، طيب', 'انتظر'],
  ['tr', 'Tamam, anladım', 'Bekle'],
  ['pl', 'No tak, jasne', 'Poczekaj'],
  ['ko', '네, 그렇군요', '잠깐만요'],
  ['te', 'సరే', 'ఆగండి'],
  ['mr', 'ठीक आहे', 'थांबा'],
  ['ca', 'D’acord', 'Espera'],
  ['fi', 'Niin joo', 'Odota'],
  ['ru', 'Да, понятно', 'Подождите'],
  ['nl', 'Ja, precies', 'Wacht even'],
])('knows listeners of %s', (language, backchannel, command) => {
  const words = LISTENING_WORDS[language]!;
  expect(decide({ words: backchannel, silenceMs: 300 }, {}, words)).toBe('resume: backchannel');
  expect(decide({ words: command }, {}, words)).toBe('yield: command');
});

it('does not take the beginning of a backchannel for a word, where one word is enough', () => {
  const { eager } = BARGE_IN_PRESETS;
  expect(decide({ words: 'got' }, eager)).toBe('wait: too-short');
  expect(decide({ words: 'got what' }, eager)).toBe('yield: words');
  expect(decide({ words: 'Tuesday' }, eager)).toBe('yield: words');
  expect(decide({ words: '就是' }, eager, { backchannels: ['就是啊'], commands: [] })).toBe(
    'wait: too-short',
  );
});

it('the lists can be replaced', () => {
  const words = { backchannels: ['roger'], commands: ['cut'] };
  expect(decide({ words: 'Roger, roger', silenceMs: 300 }, {}, words)).toBe('resume: backchannel');
  expect(decide({ words: 'cut' }, {}, words)).toBe('yield: command');
  expect(decide({ words: 'yeah okay' }, {}, words)).toBe('yield: words');
});

describe('the policy, by the likelihood of the sound', () => {
  /** A person has spoken for a while; a bell has rung for as long. */
  const VOICE = {
    activeMs: 700,
    activeVoicedMs: 560,
    rises: 4,
    pitchMove: 45,
    pitchStill: 0.1,
    spectralMove: 6,
    levelMove: 8,
    attackDb: 18,
    peakDb: 20,
    tiltMove: 8,
    pauseMs: 0,
  };
  /** It sounds like a voice, and not surely. */
  const MAYBE = { ...VOICE, levelMove: 6.5 };
  /** It sounds a little like one. */
  const FAINT = { ...VOICE, levelMove: 3, tiltMove: 1 };
  const BELL = {
    ...VOICE,
    rises: 1,
    pitchMove: 2,
    pitchStill: 0.95,
    spectralMove: 1,
    levelMove: 1,
    tiltMove: 1,
  };
  const spoken = { elapsedMs: 850, speechMs: 800, voicedMs: 700, levelDb: 16 };

  const HEARD = { isDetectorChosen: true, smoothProbability: 0.95 };
  const DEAF = {
    isDetectorChosen: true,
    smoothProbability: 0.05,
    speechMs: 40,
    voicedMs: 20,
    silenceMs: 250,
  };

  it.each<[string, Partial<BargeInEvidence>, string]>([
    ['yields to a voice', { ...spoken, shape: VOICE }, 'yield: likely'],
    [
      'waits with a bell that is as loud, as long and as voiced',
      { ...spoken, shape: BELL },
      'wait: too-short',
    ],
    ['waits with the beginning of a voice', { shape: { ...VOICE, activeMs: 140 } }, 'wait: too-short'],
    [
      'waits for words where they are to be expected',
      { ...spoken, elapsedMs: 600, shape: MAYBE, expectsWords: true },
      'wait: words-expected',
    ],
    [
      'does not wait for them forever',
      { ...spoken, elapsedMs: 720, shape: MAYBE, expectsWords: true },
      'yield: likely',
    ],
    [
      'waits likewise with another detector',
      { ...spoken, ...HEARD, speechMs: 450, levelDb: 10, elapsedMs: 600, shape: MAYBE, expectsWords: true },
      'wait: words-expected',
    ],
    ['yields to what another detector hears', { ...spoken, ...HEARD, shape: VOICE }, 'yield: likely'],
    [
      'waits with what sounds like a voice, and that detector hears none',
      { ...spoken, ...DEAF, shape: VOICE },
      'wait: too-short',
    ],
    [
      'yields to one word where the form of the sound is unknown',
      { ...spoken, speechMs: 300, voicedMs: 250, words: 'Tuesday', silenceMs: 300 },
      'yield: words',
    ],
    [
      'believes the words: a long backchannel',
      { ...spoken, shape: VOICE, expectsWords: true, words: 'okay I see', silenceMs: 300 },
      'resume: backchannel',
    ],
    [
      'waits for the rest of what may become a backchannel: "of course"',
      { ...spoken, elapsedMs: 600, shape: MAYBE, words: 'of', expectsWords: true },
      'wait: words-expected',
    ],
    [
      'the same behind a backchannel',
      { ...spoken, elapsedMs: 600, shape: MAYBE, words: 'okay, I', expectsWords: true },
      'wait: words-expected',
    ],
    [
      'goes on when nothing has followed that beginning',
      { ...spoken, elapsedMs: 600, shape: MAYBE, words: 'of', silenceMs: 300, expectsWords: true },
      'resume: too-short',
    ],
    ['yields when something else has followed it', { words: 'of which', expectsWords: true }, 'yield: words'],
    [
      'gives the words of a sound that is over a moment',
      { elapsedMs: 600, silenceMs: 320, shape: BELL, expectsWords: true },
      'wait: too-short',
    ],
    [
      'waits with what sounds a little like a voice',
      { ...spoken, shape: FAINT, expectsWords: true },
      'wait: too-short',
    ],
    [
      'yields to it at its first word',
      { ...spoken, shape: FAINT, words: 'Tuesday', expectsWords: true },
      'yield: words',
    ],
    [
      'waits with it where the word may be the echo of one of the agent’s',
      { ...spoken, shape: FAINT, words: 'noon', expectsWords: true },
      'wait: too-short',
    ],
    [
      'waits with it where the word may become a backchannel',
      { ...spoken, shape: FAINT, words: 'of', expectsWords: true },
      'wait: too-short',
    ],
    [
      'does not believe one word of a bell',
      { ...spoken, shape: BELL, words: 'Tuesday', expectsWords: true },
      'wait: too-short',
    ],
    [
      'yields to one word that is not a backchannel, once it is over',
      {
        ...spoken,
        shape: { ...MAYBE, activeMs: 400, activeVoicedMs: 360 },
        words: 'Tuesday',
        silenceMs: 300,
        expectsWords: true,
      },
      'yield: words',
    ],
  ])('%s', (_, evidence, expected) => {
    expect(decide(evidence)).toBe(expected);
  });

  it('needs less of a sound for one word than for none, by every preset', () => {
    const { likelihood = 0 } = explainLikelihood({ ...SPEECH, ...spoken, shape: FAINT }) ?? {};
    for (const { minWordLikelihood, minLikelihood } of Object.values(BARGE_IN_PRESETS))
      expect(minWordLikelihood).toBeLessThan(minLikelihood ?? 0);
    const evidence = { ...spoken, shape: FAINT, words: 'Tuesday', expectsWords: true };
    expect(decide(evidence, { minWordLikelihood: likelihood + 0.01 })).toBe('wait: too-short');
    expect(decide(evidence, { minWordLikelihood: likelihood - 0.01 })).toBe('yield: words');
  });

  it('an app that says how long speech must last is obeyed', () => {
    const own = resolveRules({ minSpeechMs: 1_000 }, {}).thresholds;
    expect(own.minLikelihood).toBeNull();
    expect(decide({ ...spoken, shape: VOICE }, own)).toBe('wait: too-short');
    expect(resolveRules({ minWords: 3 }, {}).thresholds.minLikelihood).toBe(0.5);
  });

  it('explains what spoke for it and against it', () => {
    const explained = explainLikelihood({ ...SPEECH, ...spoken, shape: BELL });
    expect(explained?.likelihood).toBeLessThan(0.5);
    expect(explained?.terms.find(({ feature }) => feature === 'pitchStill')?.share).toBeLessThan(-0.5);
    expect(explainLikelihood(SPEECH)).toBeNull();
  });
});
