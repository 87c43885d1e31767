import { afterEach, expect, test, vi } from 'vitest';
import { openai } from './index.ts';

afterEach(() => vi.unstubAllGlobals());

test('a call is the default where there is WebRTC, except with xAI', () => {
  expect(openai().transport).toBe('websocket');
  vi.stubGlobal('RTCPeerConnection', function Peer() {});
  expect([openai().transport, openai({ dialect: 'xai' }).transport]).toEqual(['webrtc', 'websocket']);
});

test('both directions speak 24 kHz PCM unless the app chooses otherwise', () => {
  expect(openai()).toMatchObject({
    id: 'openai',
    inputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
    outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
  });
  const outputFormat = { encoding: 'g711-ulaw', sampleRateHz: 8000 } as const;
  expect(openai({ outputFormat })).toMatchObject({ outputFormat, inputFormat: { sampleRateHz: 24_000 } });
});

test('the client truncates items, and a session lasts an hour', () => {
  expect(openai().capabilities).toMatchObject({
    truncation: 'client',
    sessionCapMs: 3_600_000,
    canResume: false,
  });
});

test('neither the voice nor the model can change during a conversation', () => {
  const { updatable } = openai().capabilities;
  expect(updatable).not.toContain('voice');
  expect(updatable).not.toContain('model');
});

test('has the same facts before and after it is loaded', async () => {
  const { load, ...facts } = openai({ outputFormat: { encoding: 'g711-ulaw', sampleRateHz: 8000 } });
  expect(await load()).toMatchObject(JSON.parse(JSON.stringify(facts)) as object);
});
