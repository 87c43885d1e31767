import { rms } from '@repartee/core/audio';
import { afterAll, describe, expect, it } from 'vitest';
import { readWav } from '../audio/wav.ts';
import { createSpeechWav } from './speech-wav.ts';
import { splitSentences } from './sentences.ts';
import { createFliteVoice } from './voice.ts';

describe('the voice', { timeout: 60_000 }, () => {
  const voice = createFliteVoice();
  afterAll(() => voice.close());

  it('speaks at 16 kHz, as long as the words take', async () => {
    const short = await voice.speak('Hello.', 'marin');
    const long = await voice.speak('Hello there, and welcome to the lighthouse.', 'marin');
    expect(short.sampleRateHz).toBe(16_000);
    expect(rms(short.samples)).toBeGreaterThan(0.02);
    expect(long.samples.length).toBeGreaterThan(short.samples.length * 2);
  });

  it('caches sentences', async () => {
    expect(await voice.speak('Hello.', 'marin')).toBe(await voice.speak('Hello.', 'marin'));
  });

  it('is another one for another name', async () => {
    const speeches = await Promise.all(
      ['marin', 'cedar', 'alloy', 'ash'].map((name) => voice.speak('Hello.', name)),
    );
    expect(new Set(speeches.map(({ samples }) => samples.length)).size).toBeGreaterThan(1);
  });

  it('speaks a replacement for signs that it cannot read', async () => {
    expect((await voice.speak('🎉', 'marin')).samples.length).toBeGreaterThan(0);
  });

  it('refuses what was not spoken when it is closed', async () => {
    const other = createFliteVoice();
    const speech = other.speak('Too late.', 'marin');
    await other.close();
    await expect(speech).rejects.toThrow('closed');
  });
});

describe('sentences', () => {
  it('are cut at their ends', () => {
    expect(splitSentences('One. Two! Is it 3.5? Yes')).toEqual(['One.', 'Two!', 'Is it 3.5?', 'Yes']);
  });
});

describe('a spoken WAV', { timeout: 60_000 }, () => {
  it('has the silence, the rate and the words that were asked for', async () => {
    const options = {
      text: 'Hello there.',
      leadingSilenceMs: 500,
      trailingSilenceMs: 250,
      sampleRateHz: 24_000,
    };
    const wav = await createSpeechWav(options);
    const { pcm16, sampleRateHz } = readWav(wav);
    expect(sampleRateHz).toBe(24_000);
    const level = (fromMs: number, toMs: number) => {
      const bytes = pcm16.slice(fromMs * 48, toMs * 48);
      return rms(Float32Array.from(new Int16Array(bytes.buffer), (sample) => sample / 32_768));
    };
    const endMs = pcm16.length / 48;
    expect(level(0, 490)).toBeLessThan(0.001);
    expect(level(500, endMs - 250)).toBeGreaterThan(0.02);
    expect(level(endMs - 240, endMs)).toBeLessThan(0.001);
  });
});
