import { expect, test } from 'vitest';
import { gemini } from './index.ts';

test('audio goes in at 16 kHz and comes out at 24 kHz', () => {
  expect(gemini()).toMatchObject({
    id: 'gemini',
    inputFormat: { encoding: 'pcm16', sampleRateHz: 16_000 },
    outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
  });
});

test('the capabilities are literal types', () => {
  const { capabilities } = gemini();
  const truncation: 'none' = capabilities.truncation;
  expect(truncation).toBe('none');
  // @ts-expect-error Gemini has no message for how much was heard.
  expect(capabilities.truncation === 'client').toBe(false);
});

test('only the newest models change during a conversation', () => {
  expect(gemini().capabilities.updatable).toEqual(['instructions', 'tools']);
  expect(gemini({ model: 'gemini-2.5-flash-native-audio-preview-12-2025' }).capabilities.updatable).toEqual(
    [],
  );
});

test('has the same facts before and after it is loaded', async () => {
  const { load, ...facts } = gemini();
  expect(await load()).toMatchObject(JSON.parse(JSON.stringify(facts)) as object);
});
