import { createResampler, floatToPcm16 } from '@repartee/core/audio';
import { writeWav } from '../audio/wav.ts';
import { createFliteVoice } from './voice.ts';

/** Options of a WAV file of speech. */
export interface SpeechWavOptions {
  /** The text that is spoken. */
  readonly text: string;
  /** @default 'rms', the voice that recognisers understand best */
  readonly voice?: string;
  /** @default 0 */
  readonly leadingSilenceMs?: number;
  /** @default 0 */
  readonly trailingSilenceMs?: number;
  /** @default 48000 */
  readonly sampleRateHz?: number;
}

/** Speaks into a WAV file, for use as a fake microphone. */
export async function createSpeechWav(options: SpeechWavOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { text, voice = 'rms', leadingSilenceMs = 0, trailingSilenceMs = 0, sampleRateHz = 48_000 } = options;
  const flite = createFliteVoice();
  try {
    const speech = await flite.speak(text, voice);
    const resampler = createResampler({ fromHz: speech.sampleRateHz, toHz: sampleRateHz });
    const spoken = [resampler.process(speech.samples), resampler.flush()];
    const silence = (ms: number) => new Float32Array(Math.round((ms * sampleRateHz) / 1000));
    const parts = [silence(leadingSilenceMs), ...spoken, silence(trailingSilenceMs)];
    const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      samples.set(part, at);
      at += part.length;
    }
    return writeWav(floatToPcm16(samples), sampleRateHz);
  } finally {
    await flite.close();
  }
}
