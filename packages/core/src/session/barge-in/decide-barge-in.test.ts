import { describe, expect, it } from 'vitest';
import type { BargeInEvidence } from './barge-in-evidence.ts';
import { BARGE_IN_PRESETS } from './barge-in-thresholds.ts';
import type { BargeInThresholds } from './barge-in-thresholds.ts';
import { decideBargeIn } from './decide-barge-in.ts';
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
    ['ends a doubt some time', { elapsedMs: 3_000 }, 'resume: doubt-expired'],
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
])('knows listeners of %s', (language, backchannel, command) => {
  const words = LISTENING_WORDS[language]!;
  expect(decide({ words: backchannel, silenceMs: 300 }, {}, words)).toBe('resume: backchannel');
  expect(decide({ words: command }, {}, words)).toBe('yield: command');
});

it('the lists can be replaced', () => {
  const words = { backchannels: ['roger'], commands: ['cut'] };
  expect(decide({ words: 'Roger, roger', silenceMs: 300 }, {}, words)).toBe('resume: backchannel');
  expect(decide({ words: 'cut' }, {}, words)).toBe('yield: command');
  expect(decide({ words: 'yeah okay' }, {}, words)).toBe('yield: words');
});
