import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { floatToPcm16 } from '@repartee/core/audio';
import { createSilentRecognizer } from './recognizer.ts';
import type { Recognition, Recognizer } from './recognizer.ts';

const PROGRAM = 'pocketsphinx_continuous';

/**
 * The program opens its input by name, which fails for the socket that Node gives to a child as its standard input. `cat`
 * makes a real pipe of it.
 */
const COMMAND = `cat | ${PROGRAM} -infile /dev/stdin -logfn /dev/null`;

/** Half a second of silence, 16 kHz: it lets the decoder close the last word. */
const CLOSING_SILENCE = new Uint8Array(16_000);

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Creates a recogniser on Debian's pocketsphinx where it is installed, else one that knows no words. */
export function createRecognizer(): Recognizer {
  return canRecognize() ? new Pocketsphinx() : createSilentRecognizer();
}

/** Tells whether this machine has the recogniser. */
export function canRecognize(): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, PROGRAM), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
      return false;
    }
  });
}

/**
 * One process transcribes one stretch of speech: it reads raw samples from its input while the user speaks. Loading the models
 * takes most of a second, so a spare process is always kept waiting for the next stretch.
 */
class Pocketsphinx implements Recognizer {
  readonly #children = new Map<Child, Promise<void>>();
  #spare: Child | null = null;
  #isClosed = false;

  begin(onWords: (words: string) => void): Recognition {
    if (this.#isClosed) return createSilentRecognizer().begin(onWords);
    const child = this.#spare ?? this.#start();
    this.#spare = this.#start();
    return transcribe(child, this.#children.get(child) ?? Promise.resolve(), onWords);
  }

  #start(): Child {
    // A group of its own, so that all of the pipeline can be ended together.
    const child = spawn('sh', ['-c', COMMAND], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => {
        this.#children.delete(child);
        if (this.#spare === child) this.#spare = null;
        resolve();
      });
    });
    this.#children.set(child, ended);
    // A program that cannot be started, or has been ended, shows in its empty output.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    return child;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const ended = [...this.#children.values()];
    for (const child of this.#children.keys()) end(child);
    await Promise.all(ended);
  }
}

function transcribe(child: Child, ended: Promise<void>, onWords: (words: string) => void): Recognition {
  const lines: string[] = [];
  let rest = '';
  const take = (line: string) => {
    const words = line.replace(/\s+/g, ' ').trim();
    if (words === '') return;
    lines.push(words);
    onWords(words);
  };
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) take(part);
  });
  return {
    push: (samples) => void child.stdin.write(floatToPcm16(samples)),
    async finish() {
      child.stdin.end(CLOSING_SILENCE);
      await ended;
      take(rest);
      rest = '';
      return lines.join(' ');
    },
    cancel: () => end(child),
  };
}

function end(child: Child): void {
  child.stdin.destroy();
  // The id of a child that has ended may be another group's by now.
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid);
  } catch {
    // It has ended by itself in the meantime.
  }
}
