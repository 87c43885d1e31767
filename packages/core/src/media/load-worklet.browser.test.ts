import { afterEach, describe, expect, it } from 'vitest';
import { isRealtimeError } from '../errors/realtime-error.ts';
import { loadWorklet } from './load-worklet.ts';
import { ownWorkletUrl } from './worklet-url.ts';
import { CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR } from './worklets/messages.ts';

const contexts: AudioContext[] = [];

function createContext(): AudioContext {
  const context = new AudioContext();
  contexts.push(context);
  return context;
}

async function failureOf(url: string) {
  const error: unknown = await loadWorklet(createContext(), url).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isRealtimeError(error) ? { code: error.code, message: error.message } : error;
}

function serve(source: string): string {
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
}

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

describe('loading a worklet', () => {
  it('loads the files of the package', async () => {
    const context = createContext();
    await Promise.all([loadWorklet(context, ownWorkletUrl()), loadWorklet(context, ownWorkletUrl())]);
    const processorOptions = { format: { encoding: 'pcm16', sampleRateHz: 24_000 }, volume: 1, chunkMs: 20 };
    const create = (name: string) => new AudioWorkletNode(context, name, { processorOptions });
    expect(() => [CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR].map(create)).not.toThrow();
  });

  it('loads a file once for each context', async () => {
    const context = createContext();
    // A processor can be registered under a name only once: a second load would fail.
    const url = serve(
      `registerProcessor('once', class extends AudioWorkletProcessor { process() { return false } })`,
    );
    expect(loadWorklet(context, url)).toBe(loadWorklet(context, url));
    await loadWorklet(context, url);
    await loadWorklet(createContext(), url);
  });

  it('says what the server answered, and to which address', async () => {
    const failure = await failureOf('/no-such-worklet.js');
    expect(failure).toMatchObject({ code: 'worklet-failed' });
    expect(failure).toHaveProperty('message', expect.stringContaining('404'));
    expect(failure).toHaveProperty(
      'message',
      expect.stringContaining(`${location.origin}/no-such-worklet.js`),
    );
    expect(failure).toHaveProperty('message', expect.not.stringContaining('blocked it'));
  });

  it('says when the server sends a page in the place of the file', async () => {
    const page = URL.createObjectURL(new Blob(['<!doctype html>'], { type: 'text/html' }));
    expect(await failureOf(page)).toHaveProperty(
      'message',
      expect.stringContaining('text/html instead of JavaScript'),
    );
  });

  it('reports a server that does not answer', async () => {
    expect(await failureOf('http://127.0.0.1:9/worklet.js')).toHaveProperty(
      'message',
      expect.stringContaining('could not be fetched'),
    );
  });

  it('says when the file does not run, and tries it anew the next time', async () => {
    const context = createContext();
    const url = serve('registerProcessor(');
    const first = loadWorklet(context, url);
    await expect(first).rejects.toThrow('would not run it');
    const second = loadWorklet(context, url);
    expect(second).not.toBe(first);
    await expect(second).rejects.toThrow('would not run it');
  });

  it('runs the source where the file is not there, or a page is in its place', async () => {
    const source = `registerProcessor('inlined', class extends AudioWorkletProcessor { process() { return false } })`;
    const page = URL.createObjectURL(new Blob(['<!doctype html>'], { type: 'text/html' }));
    for (const url of ['/no-such-worklet.js', page, '']) {
      const context = createContext();
      await loadWorklet(context, url, () => Promise.resolve(source));
      expect(() => new AudioWorkletNode(context, 'inlined')).not.toThrow();
    }
  });

  it.each([
    ['cannot be loaded', () => Promise.reject(new TypeError('offline'))],
    ['is not there', () => Promise.resolve('')],
    ['does not run', () => Promise.resolve('registerProcessor(')],
  ])('reports the file where its source %s', async (_, loadSource) => {
    const failing = loadWorklet(createContext(), '/no-such-worklet.js', loadSource);
    await expect(failing).rejects.toThrow(/no-such-worklet\.js.*404.*workletUrl.*optimizeDeps/);
  });

  it('leaves nothing behind in the page', async () => {
    const before = document.head.childElementCount;
    await failureOf('/no-such-worklet.js');
    expect(document.head.childElementCount).toBe(before);
  });

  // This one is the last: a policy cannot be taken back.
  it('names the Content-Security-Policy that blocks the file, and the way round', async () => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "script-src 'self' 'unsafe-inline' 'unsafe-eval'";
    document.head.append(policy);
    const failure = await failureOf(serve('registerProcessor("x", class extends AudioWorkletProcessor {})'));
    expect(failure).toMatchObject({ code: 'worklet-failed' });
    expect(failure).toHaveProperty(
      'message',
      expect.stringMatching(/Content-Security-Policy \(script-src(-elem)?\)/),
    );
    expect(failure).toHaveProperty('message', expect.stringContaining('workletUrl'));
    await loadWorklet(createContext(), ownWorkletUrl());
  });
});
