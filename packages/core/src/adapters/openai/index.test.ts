import { expect, test } from 'vitest';
import { openai } from './index.ts';

test('both directions speak 24 kHz PCM unless the app chooses otherwise', () => {
  expect(openai()).toMatchObject({
    id: 'openai',
    inputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
    outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
  });
  const outputFormat = { encoding: 'g711-ulaw', sampleRateHz: 8000 } as const;
  expect(openai({ outputFormat })).toMatchObject({ outputFormat, inputFormat: { sampleRateHz: 24_000 } });
});

test('the kit tells the vendor what was heard, and a session lasts an hour', () => {
  expect(openai().capabilities).toMatchObject({
    truncation: 'client',
    sessionCapMs: 3_600_000,
    canResume: false,
  });
});

test('is the same vendor before and after its wire is loaded', async () => {
  const { load, ...facts } = openai({ outputFormat: { encoding: 'g711-ulaw', sampleRateHz: 8000 } });
  expect(await load()).toMatchObject(facts);
});
