import { expect, test } from 'vitest';
import { readUsage } from './usage.ts';

const none = { text: 0, audio: 0, image: 0 };

test('counts by modality, with video and images as images', () => {
  expect(
    readUsage({
      promptTokenCount: 60,
      responseTokenCount: 25,
      totalTokenCount: 85,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 10 },
        { modality: 'AUDIO', tokenCount: 20 },
        { modality: 'VIDEO', tokenCount: 20 },
        { modality: 'IMAGE', tokenCount: 10 },
      ],
      responseTokensDetails: [{ modality: 'AUDIO', tokenCount: 25 }],
    }),
  ).toEqual({
    unit: 'tokens',
    input: { text: 10, audio: 20, image: 30 },
    cachedInput: none,
    output: { text: 0, audio: 25, image: 0 },
    reasoning: 0,
    total: 85,
  });
});

test('counts the difference to the total as input text and output audio', () => {
  expect(
    readUsage({
      promptTokenCount: 100,
      promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 60 }],
      responseTokenCount: 30,
      responseTokensDetails: [{ modality: 'TEXT', tokenCount: 4 }],
    }),
  ).toMatchObject({ input: { text: 40, audio: 60 }, output: { text: 4, audio: 26 } });
});

test('never counts less than the details', () => {
  const details = [{ modality: 'AUDIO', tokenCount: 60 }];
  expect(readUsage({ promptTokenCount: 50, promptTokensDetails: details })).toMatchObject({
    input: { text: 0, audio: 60 },
    total: 60,
  });
});

test('counts thoughts as output, which Google’s total leaves out', () => {
  expect(
    readUsage({ promptTokenCount: 10, responseTokenCount: 5, totalTokenCount: 15, thoughtsTokenCount: 7 }),
  ).toMatchObject({
    output: { text: 7, audio: 5 },
    reasoning: 7,
    total: 22,
  });
});

test('counts the prompt of tools and cached content', () => {
  expect(
    readUsage({
      promptTokenCount: 10,
      toolUsePromptTokenCount: 3,
      toolUsePromptTokensDetails: [{ modality: 'TEXT', tokenCount: 3 }],
      cachedContentTokenCount: 8,
      cacheTokensDetails: [{ modality: 'TEXT', tokenCount: 8 }],
    }),
  ).toMatchObject({ input: { text: 13 }, cachedInput: { text: 8 }, total: 13 });
});

test('reads the names of Vertex AI', () => {
  expect(
    readUsage({ candidatesTokenCount: 9, candidatesTokensDetails: [{ modality: 'AUDIO', tokenCount: 9 }] }),
  ).toMatchObject({ output: { audio: 9 }, total: 9 });
});

test.each([
  [null],
  ['x'],
  [{ promptTokenCount: -3, promptTokensDetails: {} }],
  [{ promptTokensDetails: [null, 7] }],
])('reads %j as nothing', (value) => {
  expect(readUsage(value)).toMatchObject({ input: none, output: none, total: 0 });
});
