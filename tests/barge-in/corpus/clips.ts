import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClipLabel, CorpusHalf } from './sources.ts';

/** One recording, or one thing that a voice says, at the corpus's rate, without silence around it. */
export interface Clip {
  readonly label: ClipLabel;
  readonly language: string;
  readonly half: CorpusHalf;
  readonly speaker: string;
  readonly name: string;
  /** The words, where they are known. */
  readonly text: string;
  readonly samples: Float32Array;
}

/** The clips of the corpus that a machine has. */
export interface ClipLibrary {
  readonly clips: readonly Clip[];
  /** Packages and groups that were not found, in words. */
  readonly missing: readonly string[];
}

/** The folder of the corpus: `REPARTEE_CORPUS`, or the cache folder of the workspace. */
export const CORPUS_FOLDER =
  process.env['REPARTEE_CORPUS'] ??
  path.join(fileURLToPath(new URL('../../..', import.meta.url)), 'node_modules/.cache/barge-in-corpus');

const [INDEX, SAMPLES] = [path.join(CORPUS_FOLDER, 'clips.json'), path.join(CORPUS_FOLDER, 'clips.pcm')];

interface Entry extends Omit<Clip, 'samples'> {
  readonly from: number;
  readonly length: number;
}

export function writeClips({ clips, missing }: ClipLibrary): void {
  mkdirSync(CORPUS_FOLDER, { recursive: true });
  const pcm = new Int16Array(clips.reduce((sum, { samples }) => sum + samples.length, 0));
  let from = 0;
  const entries = clips.map(({ samples, ...clip }): Entry => {
    const entry = { ...clip, from, length: samples.length };
    for (const [index, sample] of samples.entries())
      pcm[from + index] = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
    from += samples.length;
    return entry;
  });
  writeFileSync(SAMPLES, pcm);
  writeFileSync(INDEX, JSON.stringify({ entries, missing }));
}

/** Reads the built corpus; `null` where this machine has none. */
export function readClips(): ClipLibrary | null {
  if (!existsSync(INDEX)) return null;
  const { entries, missing } = JSON.parse(readFileSync(INDEX, 'utf8')) as {
    entries: Entry[];
    missing: string[];
  };
  const bytes = readFileSync(SAMPLES);
  const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  const clips = entries.map(({ from, length, ...clip }) => ({
    ...clip,
    samples: toFloats(pcm.subarray(from, from + length)),
  }));
  return { clips, missing };
}

function toFloats(pcm: Int16Array): Float32Array {
  const samples = new Float32Array(pcm.length);
  for (let index = 0; index < pcm.length; index += 1) samples[index] = (pcm[index] ?? 0) / 32_768;
  return samples;
}
