import { createHash } from 'node:crypto';
import path from 'node:path';
import { createFliteVoice } from '../../../packages/emulator/src/voice/voice.ts';
import { frames, levelDb, RATE_HZ } from '../support/sounds.ts';
import { decodeSound, listFiles, unpackPackage } from './archives.ts';
import type { PackedFile } from './archives.ts';
import { CORPUS_FOLDER, writeClips } from './clips.ts';
import type { Clip, ClipLibrary } from './clips.ts';
import { speakWithFestival, unpackFestival } from './festival.ts';
import { ENGLISH, SENTENCES } from './sentences.ts';
import type { Sentences } from './sentences.ts';
import { FESTIVAL_VOICES, SOURCES } from './sources.ts';
import type { ClipLabel, CorpusHalf, Source } from './sources.ts';

const FLITE: readonly (readonly [voice: string, half: CorpusHalf])[] = [
  ['slt', 'tuning'],
  ['kal16', 'tuning'],
  ['rms', 'reporting'],
  ['awb', 'reporting'],
];

/** Builds the corpus from Debian's packages and the voices, and keeps it. The same packages give the same corpus. */
export async function buildClips(onProgress: (what: string) => void): Promise<ClipLibrary> {
  const missing: string[] = [];
  const clips: Clip[] = [];
  const files = new Map<string, readonly PackedFile[]>();
  for (const pack of new Set(SOURCES.map((source) => source.pack))) {
    onProgress(pack);
    const folder = path.join(CORPUS_FOLDER, 'packages', pack);
    if (unpackPackage(pack, CORPUS_FOLDER, folder)) files.set(pack, listFiles(folder));
    else missing.push(`Debian's package ${pack}`);
  }
  for (const source of SOURCES) {
    const found = takeClips(source, files.get(source.pack) ?? []);
    clips.push(...found);
    if (files.has(source.pack) && found.length === 0)
      missing.push(`${source.pack}: ${source.files.source} (is vorbis-tools installed?)`);
  }
  const unspoken = unpackFestival(FESTIVAL_VOICES, CORPUS_FOLDER);
  missing.push(...unspoken.map((pack) => `Debian's package ${pack}`));
  for (const voice of FESTIVAL_VOICES) {
    onProgress(voice.voice);
    const lines = linesOf(SENTENCES[voice.language]);
    const said = speakWithFestival(
      voice,
      lines.map(({ text }) => text),
      CORPUS_FOLDER,
    );
    for (const [index, { label, text }] of lines.entries()) {
      const samples = said[index];
      const name = `${voice.voice}: ${text}`;
      const { language, half } = voice;
      if (samples) clips.push(...cut({ label, language, half, speaker: voice.voice, name, text, samples }));
      else missing.push(name);
    }
  }
  clips.push(...(await speakEnglish()));
  const library = { clips, missing };
  writeClips(library);
  return library;
}

function linesOf(sentences: Sentences | undefined) {
  return Object.entries({
    command: sentences?.commands ?? [],
    backchannel: sentences?.backchannels ?? [],
    speech: sentences?.speech ?? [],
  }).flatMap(([label, texts]) => texts.map((text) => ({ label: label as ClipLabel, text })));
}

async function speakEnglish(): Promise<Clip[]> {
  const voice = createFliteVoice();
  const clips: Clip[] = [];
  for (const [name, half] of FLITE)
    for (const { label, text } of linesOf(ENGLISH)) {
      const { samples } = await voice.speak(text, name);
      clips.push(
        ...cut({ label, language: 'en', half, speaker: name, name: `${name}: ${text}`, text, samples }),
      );
    }
  await voice.close();
  return clips;
}

/** Takes clips evenly from what a source has. The same file may be in a package more than once. */
function takeClips(source: Source, files: readonly PackedFile[]): readonly Clip[] {
  const seen = new Set<string>();
  const matching = files.filter((file) => source.files.test(file.path));
  // Decoding takes most of the time: of many files, three times as many as are needed are looked at.
  const all = evenly(matching, 3 * source.most).flatMap((file): Clip[] => {
    const name = path.basename(file.path);
    const bytes = file.read();
    const digest = createHash('sha1').update(bytes).digest('hex');
    if (seen.has(digest)) return [];
    seen.add(digest);
    try {
      const family = name.replaceAll(/[\d_.-]+|LA|cut/g, ' ').trim();
      const half = source.half ?? halfOf(family);
      const { label, language, speaker = `${source.pack} ${family}` } = source;
      const clip = { label, language, half, speaker, text: '', samples: decodeSound(name, bytes) };
      return cut({ ...clip, name: `${source.pack}: ${name}` }, source.mostMs);
    } catch {
      return [];
    }
  });
  const leastMs = source.leastMs ?? 0;
  const fitting = all.filter(({ samples }) => samples.length >= frames(leastMs));
  return evenly(fitting, source.most);
}

function evenly<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, all.length / most);
  return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function halfOf(family: string): CorpusHalf {
  return createHash('sha1').update(family).digest()[0]! % 2 === 0 ? 'tuning' : 'reporting';
}

/** Takes off the silence around a clip: what is more than 35 dB under its own level. A longer clip ends in a pause, or fades. */
function cut(clip: Clip, mostMs = 3_200): Clip[] {
  const least = 10 ** ((levelDb(clip.samples) - 35) / 10);
  const hop = RATE_HZ / 100;
  const isHeard = (at: number) => {
    const part = clip.samples.subarray(at * hop, (at + 1) * hop);
    return part.reduce((sum, sample) => sum + sample ** 2, 0) / hop > least;
  };
  const hops = Math.floor(clip.samples.length / hop);
  let [from, to] = [0, hops];
  while (from < to && !isHeard(from)) from += 1;
  while (to > from && !isHeard(to - 1)) to -= 1;
  const samples = clip.samples.slice(from * hop, Math.min(to * hop, from * hop + frames(mostMs)));
  if (samples.length < frames(20)) return [];
  const fade = Math.min(frames(30), samples.length);
  if (to * hop > from * hop + samples.length)
    for (let index = 1; index <= fade; index += 1)
      samples[samples.length - index] = (samples[samples.length - index] ?? 0) * (index / fade);
  return [{ ...clip, samples }];
}
