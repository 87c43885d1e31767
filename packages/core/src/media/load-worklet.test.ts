import { afterEach, expect, it, vi } from 'vitest';
import { loadWorklet } from './load-worklet.ts';

afterEach(() => vi.unstubAllGlobals());

it('keeps code and cause where the module that knows more cannot be loaded, and tries the file anew', async () => {
  vi.doMock('./worklet-failure.ts', () => {
    throw new Error('offline');
  });
  const page = Object.assign(new EventTarget(), { baseURI: 'https://app.test/' });
  vi.stubGlobal('document', page);
  const cause = new DOMException('Unable to load a worklet’s module.', 'AbortError');
  const addModule = vi.fn<(address: string) => Promise<void>>(() => Promise.reject(cause));
  const context = { audioWorklet: { addModule } } as unknown as BaseAudioContext;
  try {
    const loading = loadWorklet(context, '/audio.js', () => Promise.resolve('source'));
    await expect(loading).rejects.toMatchObject({ code: 'worklet-failed', cause });
    addModule.mockResolvedValueOnce();
    await loadWorklet(context, '/audio.js');
    expect(addModule.mock.calls).toEqual([['https://app.test/audio.js'], ['https://app.test/audio.js']]);
  } finally {
    vi.doUnmock('./worklet-failure.ts');
  }
});
