import { RealtimeError } from '../errors/realtime-error.ts';

/** A worklet whose file could not be loaded. */
export interface WorkletFailure {
  readonly context: BaseAudioContext;
  readonly address: string;
  /** Directives of the page's policy that were violated meanwhile. */
  readonly violations: readonly string[];
  readonly cause: unknown;
  /** Gives the source of a worklet of the package. */
  readonly loadSource: (() => Promise<string>) | undefined;
}

/** Runs the source in place of the file. @throws RealtimeError `worklet-failed`, with the reason of the failure. */
export async function recoverWorklet(failure: WorkletFailure): Promise<void> {
  const { context, address, violations, cause, loadSource } = failure;
  if (loadSource && (await addSource(context, loadSource))) return;
  if (violations.length === 0) await askAgain(address);
  const [directive] = violations;
  const reason =
    directive === undefined
      ? await findReason(address)
      : `the page's Content-Security-Policy (${directive}) blocked it`;
  throw new RealtimeError('worklet-failed', explain(address, reason), { cause });
}

/** Returns whether the source runs. A strict Content-Security-Policy refuses Blobs. */
async function addSource(context: BaseAudioContext, loadSource: () => Promise<string>): Promise<boolean> {
  // Offline, or a new version of the app was deployed meanwhile: the reason of the first failure counts.
  const source = await loadSource().catch(() => '');
  if (!source) return false;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    await context.audioWorklet.addModule(address);
    return true;
  } catch {
    // The caller reports the failure of the file, which is what the app can mend.
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Chromium reports no violation for worklets, but it does for a preload of the same file, which runs nothing. */
function askAgain(address: string): Promise<void> {
  const link = document.createElement('link');
  if (!link.relList.supports('modulepreload')) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      link.remove();
      resolve();
    };
    link.addEventListener('load', finish);
    link.addEventListener('error', finish);
    link.rel = 'modulepreload';
    link.href = address;
    document.head.append(link);
  });
}

/** The browser says only that it failed; asking for the file tells what the server has to say. */
async function findReason(address: string): Promise<string> {
  try {
    const response = await fetch(address);
    await response.body?.cancel();
    const type = response.headers.get('content-type') ?? 'no content type';
    if (!response.ok) return `the server answered ${response.status} ${response.statusText}`.trim();
    if (!/javascript|ecmascript/.test(type)) return `the server answered with ${type} instead of JavaScript`;
    return 'the file is there, but the browser would not run it; see its console';
  } catch {
    // Refused, unreachable or blocked: a page is not told more than that.
    return 'the file could not be fetched';
  }
}

function explain(address: string, reason: string): string {
  return (
    `The audio worklet ${address} could not be loaded, so no audio can flow: ${reason}. Serve the file ` +
    '@repartee/core/worklets/audio.js from an origin that the Content-Security-Policy of the page allows, and pass its ' +
    "address as workletUrl. In Vite's dev server, set optimizeDeps.exclude to ['@repartee/core'] instead."
  );
}
