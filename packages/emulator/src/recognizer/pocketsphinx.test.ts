import { createResampler, pcm16ToFloat } from '@repartee/core/audio';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readWav } from '../audio/wav.ts';
import { createSpeechWav } from '../voice/speech-wav.ts';
import { canRecognize, createRecognizer } from './pocketsphinx.ts';
import { RECOGNIZER_RATE_HZ } from './recognizer.ts';

async function speech(text: string, trailingSilenceMs = 0): Promise<Float32Array> {
  const { pcm16, sampleRateHz } = readWav(
    await createSpeechWav({ text, leadingSilenceMs: 300, trailingSilenceMs }),
  );
  const resampler = createResampler({ fromHz: sampleRateHz, toHz: RECOGNIZER_RATE_HZ });
  return resampler.process(pcm16ToFloat(pcm16));
}

describe('the recogniser', { timeout: 60_000 }, () => {
  it('transcribes speech, or reports that this machine has no recogniser', async () => {
    const recognizer = createRecognizer();
    onTestFinished(() => recognizer.close());
    const recognition = recognizer.begin(() => {});
    recognition.push(await speech('What is the weather in Paris?'));
    expect(await recognition.finish()).toBe(canRecognize() ? 'what is the weather in paris' : null);
  });

  it('gives words before the speech is over, once there was a pause', async () => {
    const recognizer = createRecognizer();
    onTestFinished(() => recognizer.close());
    const early = new Promise<string>((resolve) => {
      const recognition = recognizer.begin(resolve);
      void speech('Tell me a long story, please.', 1_500).then((samples) => recognition.push(samples));
      // Where nothing can be recognised nothing comes early either.
      if (!canRecognize()) resolve('tell me a long story please');
    });
    expect(await early).toBe('tell me a long story please');
  });

  it('hears one speech after the other', async () => {
    const recognizer = createRecognizer();
    onTestFinished(() => recognizer.close());
    for (const text of ['Stop, please wait a moment.', 'Tell me a long story, please.']) {
      const recognition = recognizer.begin(() => {});
      recognition.push(await speech(text));
      const words = text.toLowerCase().replace(/[.,]/g, '');
      expect(await recognition.finish()).toBe(canRecognize() ? words : null);
    }
  });

  it('does not kill a process by the id of one that has exited', async () => {
    const recognizer = createRecognizer();
    onTestFinished(() => recognizer.close());
    const recognition = recognizer.begin(() => {});
    await recognition.finish();
    const kill = vi.spyOn(process, 'kill');
    onTestFinished(() => kill.mockRestore());
    recognition.cancel();
    expect(kill).not.toHaveBeenCalled();
  });

  it('ends with nothing when it is closed in the middle', async () => {
    const recognizer = createRecognizer();
    const recognition = recognizer.begin(() => {});
    recognition.push(new Float32Array(16_000));
    const words = recognition.finish();
    await recognizer.close();
    expect((await words) ?? '').toBe('');
  });
});
