import { describe, expect, it, vi } from 'vitest';
import { voice } from '../../../test/voices.ts';
import type { DetectorAudio, DetectorNews } from '../../audio/serve-detector.ts';
import type { SpeechEvidence } from '../../audio/speech-evidence.ts';
import { neural } from './index.ts';
import type { NeuralDetectorOptions } from './index.ts';

const RATE = 48_000;
const CHUNK = 768;

/** Starts a detector between this page, in the place of the reflex, and its worker. */
async function start(options: NeuralDetectorOptions = {}) {
  const { port1, port2 } = new MessageChannel();
  const news: DetectorNews[] = [];
  port1.onmessage = ({ data }: MessageEvent<DetectorNews>) => void news.push(data);
  const end = new AbortController();
  const lost: unknown[] = [];
  const onLost = (cause: unknown) => void lost.push(cause);
  await neural(options)({ port: port2, rateHz: RATE, signal: end.signal, onLost });
  const send = (samples: Float32Array, endsAtMs: number) => {
    const microphone = samples.slice();
    const audio: DetectorAudio = { type: 'audio', microphone, agent: new Float32Array(CHUNK), endsAtMs };
    port1.postMessage(audio);
  };
  return { news, lost, send, end };
}

describe('the neural detector in its worker', () => {
  it('asks for audio, and gives evidence on the clock of the audio', async () => {
    const { news, lost, send, end } = await start();
    const sound = voice(1_000, RATE);
    for (let from = 0; from + CHUNK <= sound.length; from += CHUNK)
      send(sound.subarray(from, from + CHUNK), 7_000 + ((from + CHUNK) / RATE) * 1000);
    const hops = (): readonly SpeechEvidence[] =>
      news.flatMap((one) => (one.type === 'evidence' ? one.hops : []));
    await vi.waitUntil(() => hops().length >= 30);
    end.abort();
    expect(news[0]).toEqual({ type: 'ready' });
    expect(hops()[0]?.atMs).toBeCloseTo(7_032, 0);
    expect(hops()[29]?.atMs).toBeCloseTo(7_960, 0);
    expect(Math.max(...hops().map(({ voicing }) => voicing))).toBeGreaterThan(0.6);
    expect(lost).toEqual([]);
  });

  it.each([
    ['weights', { weightsUrl: '/nowhere/silero-v6.bin' }],
    ['worker', { workerUrl: '/nowhere/neural.js' }],
  ])('names the file where its %s cannot be loaded', async (_, options) => {
    const [url] = Object.values(options);
    await expect(start(options)).rejects.toMatchObject({
      code: 'worklet-failed',
      message: expect.stringContaining(String(url)),
    });
  });

  it('is lost when the worker fails with other weights', async () => {
    const { lost } = await start({ weightsUrl: new URL('./neural.ts', import.meta.url).href });
    await vi.waitUntil(() => lost.length > 0);
    expect(String(lost[0])).toMatch(/instead of 249352/);
  });
});
