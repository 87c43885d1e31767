import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createFliteVoice } from '../../../packages/emulator/src/voice/voice.ts';
import { RATE_HZ, clatter, cough, createRandom, frames, taps, trim } from './sounds.ts';

/** What a sound is: only speech is to stop the agent. */
export type SoundLabel = 'speech' | 'backchannel' | 'cough' | 'tap' | 'clatter';

/** A sound that somebody makes while the agent speaks. */
export interface LabelledSound {
  readonly label: SoundLabel;
  readonly name: string;
  /** The words, where they are known. */
  readonly text: string;
  readonly samples: Float32Array;
}

/** The corpus: what interrupts or does not, and what the agent says meanwhile. */
export interface Corpus {
  readonly sounds: readonly LabelledSound[];
  readonly agent: readonly Float32Array[];
  /** How many of the sounds are recordings of people. */
  readonly recordings: number;
}

const VOICES = ['slt', 'rms', 'awb', 'kal16'];

const INTERRUPTIONS = [
  'Wait, that is not what I asked for.',
  'Actually, can you tell me about the other one?',
  'No, I meant the day after tomorrow.',
  'Stop there please, I have a question.',
  'Sorry to interrupt, but what does it cost?',
  'Hold on a moment, I need to find my glasses.',
];

const BACKCHANNELS = ['uh huh', 'yeah', 'okay', 'right', 'I see', 'yes', 'sure', 'oh', 'yep', 'aha'];

const ANSWERS = [
  'The museum opens at ten in the morning, and on Thursdays it stays open until nine in the evening for members.',
  'There are three trains that leave before noon, and the fastest of them takes two hours and forty minutes.',
  'Your order was sent yesterday from our warehouse and it should reach you by the end of the week at the latest.',
];

/** Where Debian's packages `pocketsphinx-testdata` and `alsa-utils` keep recordings of people. */
const RECORDINGS = [
  '/usr/share/pocketsphinx/test/data',
  '/usr/share/pocketsphinx/testdata',
  '/usr/share/sounds/alsa',
];

/** Makes the corpus: voices from the emulator's engine, noises from arithmetic, recordings where the machine has them. */
export async function createCorpus(): Promise<Corpus> {
  const voice = createFliteVoice();
  const speak = async (text: string, name: string) => trim((await voice.speak(text, name)).samples);
  const sounds: LabelledSound[] = [];
  const agent: Float32Array[] = [];
  for (const name of VOICES) {
    for (const text of INTERRUPTIONS)
      sounds.push({ label: 'speech', name: `${name}: ${text}`, text, samples: await speak(text, name) });
    for (const text of BACKCHANNELS)
      sounds.push({ label: 'backchannel', name: `${name}: ${text}`, text, samples: await speak(text, name) });
  }
  for (const [index, text] of ANSWERS.entries()) agent.push(await speak(text, VOICES[index] ?? 'slt'));
  await voice.close();
  const recordings = readRecordings();
  return { sounds: [...sounds, ...recordings, ...makeNoises()], agent, recordings: recordings.length };
}

function makeNoises(): LabelledSound[] {
  const make = (label: SoundLabel, count: number, sound: (random: () => number) => Float32Array) =>
    Array.from({ length: count }, (_, index) => ({
      label,
      name: `${label} ${index}`,
      text: '',
      samples: sound(createRandom(1 + index)),
    }));
  return [...make('cough', 24, cough), ...make('tap', 16, taps), ...make('clatter', 12, clatter)];
}

function readRecordings(): LabelledSound[] {
  return RECORDINGS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => /\.(raw|wav)$/.test(file) && !/noise|cards/i.test(file))
      .map((file) => ({
        label: 'speech' as const,
        name: file,
        text: '',
        samples: readRecording(path.join(folder, file)),
      }))
      .filter(({ samples }) => samples.length > frames(900)),
  );
}

/** Raw files are 16 kHz, and so are most WAV files there; others are taken at the nearest sample. */
function readRecording(file: string): Float32Array {
  const bytes = readFileSync(file);
  const isWav = bytes.subarray(0, 4).toString('latin1') === 'RIFF';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [rate, channels] = isWav ? [view.getUint32(24, true), view.getUint16(22, true)] : [RATE_HZ, 1];
  const start = isWav ? bytes.indexOf('data') + 8 : 0;
  const count = Math.floor((bytes.length - start) / 2 / channels);
  const samples = Float32Array.from({ length: Math.floor((count * RATE_HZ) / rate) }, (_, index) => {
    const at = start + 2 * channels * Math.floor((index * rate) / RATE_HZ);
    return view.getInt16(at, true) / 32_768;
  });
  return trim(samples);
}
