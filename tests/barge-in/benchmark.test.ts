import { beforeAll, describe, expect, it } from 'vitest';
import { playCorpus, sumUp, tellFigures } from './support/benchmark.ts';
import type { Figures } from './support/benchmark.ts';
import { createCorpus } from './support/corpus.ts';
import type { Corpus } from './support/corpus.ts';

let corpus: Corpus;
const rows: string[] = [];

beforeAll(async () => {
  corpus = await createCorpus();
});

const played = new Map<string, Figures>();

/** The figures of one preset. The corpus is played once for each. */
function run(preset: 'eager' | 'balanced' | 'patient', hasWords = false): Figures {
  const name = `${preset}, ${hasWords ? 'with words' : 'sound alone'}`;
  const figures = played.get(name) ?? sumUp(playCorpus(corpus, preset, hasWords));
  if (!played.has(name)) rows.push(tellFigures(name, figures));
  played.set(name, figures);
  return figures;
}

describe('barge-in on the labelled corpus', () => {
  it('balanced, by sound alone, at 10 dB signal to noise', () => {
    const figures = run('balanced');
    expect(figures.falseShare).toBeLessThanOrEqual(0.05);
    expect(figures.missedShare).toBeLessThanOrEqual(0.05);
    expect(figures.backchannelsResumed).toBeGreaterThanOrEqual(0.9);
    expect(figures.duckP95).toBeLessThanOrEqual(60);
  });

  it('balanced, with the words as a vendor streams them, is no worse and no slower', () => {
    const [alone, worded] = [run('balanced'), run('balanced', true)];
    expect(worded.missedShare).toBeLessThanOrEqual(alone.missedShare);
    expect(worded.backchannelsResumed).toBeGreaterThanOrEqual(alone.backchannelsResumed);
    expect(worded.silenceP50).toBeLessThanOrEqual(alone.silenceP50);
  });

  it('eager is sooner and patient is surer', () => {
    const [eager, balanced, patient] = [run('eager'), run('balanced'), run('patient')];
    expect(eager.silenceP50).toBeLessThan(balanced.silenceP50);
    expect(patient.falseShare).toBeLessThanOrEqual(balanced.falseShare);
  });

  it('tells its figures', () => {
    const head = [
      'preset                  false   missed resumed  duck p50 duck p95  loud p95 silence p50 p95',
      ...rows,
    ].join('\n');
    console.log(
      `${head}\n${run('balanced').scenes} scenes, ${corpus.recordings} sounds from recordings of people`,
    );
    expect(rows).toHaveLength(4);
  });
});
