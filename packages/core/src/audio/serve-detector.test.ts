import { expect, it } from 'vitest';
import { createFakeDetector } from '../testing/fake-detector.ts';
import { serveDetector } from './serve-detector.ts';
import type { DetectorNews, DetectorPort } from './serve-detector.ts';

it('asks for audio, and tells its evidence on the clock of the audio', () => {
  const news: DetectorNews[] = [];
  const port: DetectorPort = { onmessage: null, postMessage: (message) => news.push(message) };
  serveDetector(port, 16_000, createFakeDetector({ speech: [[32, 64]] }));
  const piece = { type: 'audio', microphone: new Float32Array(512), agent: new Float32Array(512) };
  for (const endsAtMs of [5_032, 5_064])
    port.onmessage?.(new MessageEvent('message', { data: { ...piece, endsAtMs } }));
  expect(news).toMatchObject([
    { type: 'ready' },
    { type: 'evidence', hops: [{ atMs: 5_032, onsetAtMs: null }] },
    { type: 'evidence', hops: [{ atMs: 5_064, onsetAtMs: 5_032 }] },
  ]);
});
