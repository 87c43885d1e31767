import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { floatToPcm16 } from '@repartee/core/audio';
import { createSilentRecognizer } from './recognizer.ts';
import type { Recognition, Recognizer } from './recognizer.ts';

const PROGRAM = 'pocketsphinx_continuous';

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Creates a recogniser on Debian's pocketsphinx where it is installed, else one that knows no words. */
export function createRecognizer(): Recognizer {
  const isThere = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, PROGRAM)));
  return isThere ? new Pocketsphinx() : createSilentRecognizer();
}

/**
 * One process hears one stretch of speech: it reads raw samples from its input while the user speaks. Loading the models
 * takes most of a second, so a spare process is always kept waiting for the next stretch.
 */
class Pocketsphinx implements Recognizer {
  readonly #children = new Set<Child>();
  #spare: Child | null = null;
  #isClosed = false;

  begin(): Recognition {
    const child = this.#spare ?? this.#start();
    this.#spare = null;
    if (!this.#isClosed) this.#spare = this.#start();
    return hear(child);
  }

  #start(): Child {
    const child = spawn(PROGRAM, ['-infile', '/dev/stdin', '-logfn', '/dev/null'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#children.add(child);
    child.once('close', () => this.#children.delete(child));
    // A program that cannot be started, or has been ended, shows in its empty output.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    return child;
  }

  close(): void {
    this.#isClosed = true;
    for (const child of this.#children) child.kill();
    this.#children.clear();
  }
}

function hear(child: Child): Recognition {
  let output = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    push: (samples) => void child.stdin.write(floatToPcm16(samples)),
    async finish() {
      // Half a second of silence lets the decoder close the last word.
      child.stdin.end(new Uint8Array(16_000));
      await ended;
      return output.replace(/\s+/g, ' ').trim();
    },
    cancel: () => void child.kill(),
  };
}
