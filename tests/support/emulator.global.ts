import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

/** WAV files in base64. */
interface SpokenNumbers {
  /** From one to nine. */
  readonly all: string;
  /** From one to four. */
  readonly first: string;
  /** From five to nine. */
  readonly rest: string;
}

interface Ready {
  readonly origin: string;
  readonly question: string;
  readonly numbers: SpokenNumbers;
}

/** Starts the emulator in a process of its own, so that it neither slows the tests nor keeps their process alive. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const child = fork(fileURLToPath(new URL('./emulator-child.mjs', import.meta.url)), {
    stdio: 'inherit',
    execArgv: ['--no-warnings'],
  });
  const { origin, question, numbers } = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('exit', (code) =>
      reject(new Error(`The emulator ended with code ${code} before it was ready.`)),
    );
  });
  project.provide('emulatorOrigin', origin);
  project.provide('spokenQuestion', question);
  project.provide('spokenNumbers', numbers);
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await ended;
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly emulatorOrigin: string;
    /** A WAV file in base64: "What is the weather like in London?" */
    readonly spokenQuestion: string;
    readonly spokenNumbers: SpokenNumbers;
  }
}
