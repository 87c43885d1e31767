import { onTestFinished } from 'vitest';

/** The next error that is uncaught. The runner listens for such errors itself, so its listeners step aside for the test. */
export function catchUncaught(): Promise<unknown> {
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
  });
  return new Promise((resolve) => process.once('uncaughtException', resolve));
}
