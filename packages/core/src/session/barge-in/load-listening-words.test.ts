import { describe, expect, it } from 'vitest';
import { LISTENING_WORDS } from './listening-words.ts';
import { loadListeningWords } from './load-listening-words.ts';
import { hasCommand, isBackchannel } from './match-words.ts';

describe('the words that listeners say', () => {
  it.each(Object.keys(LISTENING_WORDS))('are loaded for %s as the whole list has them', async (language) => {
    expect(await loadListeningWords(language)).toEqual(LISTENING_WORDS[language]);
  });

  it('are none of a language without lists, and those of all where the language is not known', async () => {
    expect(await loadListeningWords('xx')).toEqual({ backchannels: [], commands: [] });
    const all = await loadListeningWords(null);
    for (const words of ['mhm', 'genau', 'd’accord', 'да да', 'うん', 'ठीक है'])
      expect(isBackchannel(words, all), words).toBe(true);
    for (const words of ['No, wait', 'Halt', 'подожди', '待って'])
      expect(hasCommand(words, all), words).toBe(true);
    expect(isBackchannel('he said just that', all)).toBe(false);
  });
});
