import { RealtimeError } from '../../errors/realtime-error.ts';
import { openWorker } from '../../media/open-worker.ts';
import { packageFileUrl } from '../../media/package-file-url.ts';
import { decodeBase64 } from '../../util/base64.ts';

/**
 * Loads the weights: from the address that the app gives, else from the package.
 *
 * @throws RealtimeError `worklet-failed` with the address and the server's answer.
 */
export async function loadWeights(weightsUrl: string | undefined, signal: AbortSignal): Promise<ArrayBuffer> {
  const own = () => new URL('../../../worklets/silero-v6.bin', import.meta.url);
  const url = weightsUrl ?? packageFileUrl('silero-v6.bin', own);
  const refused = (reason: string, cause?: unknown) =>
    new RealtimeError('worklet-failed', explain(url, reason), { cause });
  let failure: RealtimeError;
  try {
    const response = await fetch(url, { signal });
    const type = response.headers.get('content-type') ?? '';
    // A server that answers every path with its page would answer this one too.
    if (response.ok && !type.includes('text/html')) return await response.arrayBuffer();
    await response.body?.cancel();
    failure = refused(`the server answered ${response.status} with ${type || 'no content type'}`);
  } catch (cause) {
    failure = refused('the file could not be fetched', cause);
  }
  const source = weightsUrl === undefined && !signal.aborted ? await readSource('weights') : '';
  const bytes = source === '' ? null : decodeBase64(source);
  if (!bytes) throw failure;
  return bytes.slice().buffer;
}

/**
 * Starts the worker from the address that the app gives, else from the package. Some bundlers leave the file behind: its
 * source then runs from a Blob, where the Content-Security-Policy allows it.
 *
 * @throws RealtimeError `worklet-failed`
 */
export async function startWorker(workerUrl: string | undefined): Promise<Worker> {
  const own = () => new URL('../../../worklets/neural.js', import.meta.url);
  const url = workerUrl ?? packageFileUrl('neural.js', own);
  try {
    return await openWorker(url);
  } catch (cause) {
    const source = workerUrl === undefined ? await readSource('worker') : '';
    const refused = new RealtimeError('worklet-failed', explain(url, 'the browser would not run it'), {
      cause,
    });
    if (source === '') throw refused;
    const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    return openWorker(address)
      .catch(() => Promise.reject(refused))
      .finally(() => URL.revokeObjectURL(address));
  }
}

async function readSource(name: 'worker' | 'weights'): Promise<string> {
  // Offline, or a new version of the app was deployed meanwhile: the reason of the first failure counts.
  const { neuralSources } = await import('./neural-sources.ts').catch(() => ({ neuralSources: null }));
  return neuralSources?.[name] ?? '';
}

function explain(url: string, reason: string): string {
  const file = new URL(url, document.baseURI).href;
  return (
    `The file ${file} of the neural detector could not be loaded, so the built-in detector decides: ${reason}. Serve the ` +
    'files neural.js and silero-v6.bin of @repartee/core/worklets, and pass their addresses as workerUrl and weightsUrl.'
  );
}
