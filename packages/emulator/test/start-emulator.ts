import { onTestFinished } from 'vitest';
import type { Emulator } from '../src/create-emulator.ts';
import { createEmulator } from '../src/create-emulator.ts';
import type { EmulatorOptions } from '../src/emulator-options.ts';
import { createScriptedRecognizer, createToneVoice } from './fake-speech.ts';

/** Starts an emulator that loses no time and ends with the test. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator({
    voice: createToneVoice(),
    recognizer: createScriptedRecognizer([]),
    latencyMs: 0,
    jitterMs: 0,
    pace: Infinity,
    ...options,
  });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** Creates an agent that always gives the same answer. */
export function saying(text: string): NonNullable<EmulatorOptions['agent']> {
  return { respond: () => [{ type: 'speech', text }] };
}
