import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeSound, unpackPackage } from './archives.ts';
import type { FestivalVoice } from './sources.ts';
import { FESTIVAL_PACKAGES } from './sources.ts';

/** Unpacks Festival beside its voices. Returns the packages that are missing. */
export function unpackFestival(voices: readonly FestivalVoice[], cache: string): readonly string[] {
  const packs = new Set([...FESTIVAL_PACKAGES, ...voices.map(({ pack }) => pack)]);
  return [...packs].filter((pack) => !unpackPackage(pack, cache, path.join(cache, 'festival')));
}

/** Lets a voice say some texts. A text that it cannot say is `null`. */
export function speakWithFestival(
  { voice, stretch }: FestivalVoice,
  texts: readonly string[],
  cache: string,
): readonly (Float32Array | null)[] {
  const home = path.join(cache, 'festival');
  const folder = path.join(cache, 'spoken');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const say = (text: string, index: number) =>
    `(unwind-protect (utt.save.wave (utt.synth (Utterance Text "${text}")) "${folder}/${index}.wav" 'riff) nil)`;
  const script = [
    `(voice_${voice})`,
    `(Parameter.set 'Duration_Stretch ${stretch})`,
    // The voices of India leave these to the voice that was there before.
    ...(voice.includes('NSK')
      ? [`(Parameter.set 'Int_Method 'DuffInt)`, `(Parameter.set 'Int_Target_Method Int_Targets_Default)`]
      : []),
    ...texts.map(say),
  ].join('\n');
  writeFileSync(path.join(folder, 'say.scm'), script);
  const data = path.join(home, 'usr/share/festival');
  const program = path.join(home, 'usr/bin/festival');
  const libraries = path.join(home, `usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`);
  try {
    execFileSync(program, ['--datadir', data, '--libdir', data, '-b', path.join(folder, 'say.scm')], {
      stdio: 'ignore',
      timeout: 120_000,
      env: { ...process.env, LD_LIBRARY_PATH: libraries },
    });
  } catch {
    // The speech until then counts.
  }
  return texts.map((_, index) => {
    try {
      const file = path.join(folder, `${index}.wav`);
      return decodeSound(file, readFileSync(file));
    } catch {
      return null;
    }
  });
}
