import { beforeAll, describe, expect, it } from 'vitest';
import { playCorpus, sumUp, tellFigures } from './benchmark.ts';
import type { Figures } from './benchmark.ts';
import { createCorpus } from './corpus.ts';
import type { Corpus } from './corpus.ts';

/**
 * The tests of the presets on the labelled corpus.
 *
 * @param every - plays one sound of so many: 1 plays all.
 */
export function describeBenchmark(every: number): void {
  let corpus: Corpus;
  const rows: string[] = [];
  const agents = every === 1 ? 3 : 1;

  beforeAll(async () => {
    corpus = await createCorpus(every);
  });

  const played = new Map<string, Figures>();

  /** The figures of one preset. The corpus is played once for each. */
  function run(preset: 'eager' | 'balanced' | 'patient', hasWords = false): Figures {
    const name = `${preset}, ${hasWords ? 'with words' : 'sound alone'}`;
    const figures = played.get(name) ?? sumUp(playCorpus(corpus, preset, hasWords, agents));
    if (!played.has(name)) rows.push(tellFigures(name, figures));
    played.set(name, figures);
    return figures;
  }

  describe('barge-in on the labelled corpus', () => {
    it('balanced, by sound alone', () => {
      const figures = run('balanced');
      expect(figures.falseShare).toBeLessThanOrEqual(0.15);
      // Of a sample each interruption is a twelfth.
      expect(figures.missedShare).toBeLessThanOrEqual(every === 1 ? 0.1 : 0.2);
      expect(figures.backchannelsResumed).toBeGreaterThanOrEqual(0.65);
      expect(figures.duckP95).toBeLessThanOrEqual(60);
    });

    it('balanced, with the words as a vendor streams them, is nearly always right', () => {
      const [alone, worded] = [run('balanced'), run('balanced', true)];
      expect(worded.falseShare).toBeLessThanOrEqual(0.03);
      expect(worded.missedShare).toBeLessThanOrEqual(alone.missedShare);
      expect(worded.backchannelsResumed).toBeGreaterThanOrEqual(0.9);
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
      console.log(`${head}\n${run('balanced').scenes} scenes`);
      expect(rows).toHaveLength(4);
    });
  });
}
