import { createFliteVoice } from '../../../packages/emulator/src/voice/voice.ts';
import { clatter, cough, createRandom, taps, trim } from './sounds.ts';

/** The kind of a sound: only speech is to stop the agent. */
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

/**
 * Makes the small corpus, which every machine has: voices from the emulator's engine and noises from arithmetic.
 *
 * @param every - takes one sound of so many.
 */
export async function createCorpus(every = 1): Promise<Corpus> {
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
  const all = [...sounds, ...makeNoises()];
  return { sounds: all.filter((_, at) => at % every === 0), agent };
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
