import { expect, test } from 'vitest';
import { gemini } from './index.ts';

test('the vendor listens at 16 kHz and speaks at 24 kHz', () => {
  expect(gemini()).toMatchObject({
    id: 'gemini',
    inputFormat: { encoding: 'pcm16', sampleRateHz: 16_000 },
    outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
  });
});

test('what it cannot do is a matter of types', () => {
  const { capabilities } = gemini();
  const truncation: 'none' = capabilities.truncation;
  expect(truncation).toBe('none');
  // @ts-expect-error Nothing tells this vendor what was heard.
  expect(capabilities.truncation === 'client').toBe(false);
});

test('only the newest models change in mid-session', () => {
  expect(gemini().capabilities.updatable).toEqual(['instructions', 'tools']);
  expect(gemini({ model: 'gemini-2.5-flash-native-audio-preview-12-2025' }).capabilities.updatable).toEqual(
    [],
  );
});

test('is the same vendor before and after its wire is loaded', async () => {
  const { load, ...facts } = gemini();
  expect(await load()).toMatchObject(facts);
});
