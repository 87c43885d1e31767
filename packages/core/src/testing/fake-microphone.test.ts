import { describe, expect, it } from 'vitest';
import { chunkLevel } from '../audio/chunk-level.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import { createFakeMicrophone } from './fake-microphone.ts';

const PCM: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

async function open(format: AudioFormat = PCM, signal: AbortSignal = new AbortController().signal) {
  const fake = createFakeMicrophone();
  const chunks: Uint8Array[] = [];
  const lost: string[] = [];
  const microphone = await fake.open({
    format,
    signal,
    onChunk: (chunk) => chunks.push(chunk),
    onLost: ({ code }) => lost.push(code),
  });
  return { fake, microphone, chunks, lost };
}

describe('a fake microphone', () => {
  it.each<AudioFormat>([PCM, { encoding: 'g711-ulaw', sampleRateHz: 8_000 }])(
    'gives 20 ms of voice as $encoding',
    async (format) => {
      const { fake, microphone, chunks } = await open(format);
      fake.pushVoice(0.3);
      expect(chunks[0]?.byteLength).toBe((format.sampleRateHz / 50) * (format.encoding === 'pcm16' ? 2 : 1));
      expect(chunkLevel(chunks[0] ?? new Uint8Array(), format)).toBeCloseTo(0.3, 1);
      expect(microphone.level.level()).toBeCloseTo(0.3, 1);
      fake.pushSilence();
      expect(microphone.level.level()).toBeCloseTo(0, 2);
    },
  );

  it('lets nothing out while it is muted or closed', async () => {
    const { fake, microphone, chunks } = await open();
    microphone.setMuted(true);
    fake.pushVoice();
    expect(microphone.level.level()).toBe(0);
    microphone.setMuted(false);
    microphone.close();
    microphone.close();
    fake.pushVoice();
    expect(chunks).toEqual([]);
    expect({ opened: fake.opened, closed: fake.closed, isOpen: fake.isOpen }).toEqual({
      opened: 1,
      closed: 1,
      isOpen: false,
    });
  });

  it('tells once when it is pulled out', async () => {
    const { fake, lost } = await open();
    fake.lose();
    fake.lose();
    expect(lost).toEqual(['microphone-lost']);
  });

  it('fails when told to, and only once', async () => {
    const fake = createFakeMicrophone();
    fake.failNext(new RealtimeError('microphone-denied', 'The user said no.'));
    const request = {
      format: PCM,
      signal: new AbortController().signal,
      onChunk: () => {},
      onLost: () => {},
    };
    await expect(fake.open(request)).rejects.toMatchObject({ code: 'microphone-denied' });
    await expect(fake.open(request)).resolves.toBeDefined();
  });

  it('does not open for someone who has gone while the user thought about it', async () => {
    const fake = createFakeMicrophone();
    const release = fake.holdNext();
    const controller = new AbortController();
    const opening = fake.open({
      format: PCM,
      signal: controller.signal,
      onChunk: () => {},
      onLost: () => {},
    });
    controller.abort();
    release();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    expect(fake.isOpen).toBe(false);
  });
});
