import { onTestFinished } from 'vitest';
import { canRecognize, createRecognizer } from '../src/recognizer/pocketsphinx.ts';
import type { Recognizer } from '../src/recognizer/recognizer.ts';
import { createScriptedRecognizer } from './fake-speech.ts';

/** The real recogniser, which `npm test` installs; on a machine that cannot have it, one that knows the question. */
export function createTestRecognizer(): Recognizer {
  const recognizer = canRecognize()
    ? createRecognizer()
    : createScriptedRecognizer(['what is the weather in paris']);
  onTestFinished(() => recognizer.close());
  return recognizer;
}
