import { RealtimeError } from '../errors/realtime-error.ts';

const loaded = new WeakMap<BaseAudioContext, Map<string, Promise<void>>>();

/**
 * Loads a worklet into a context, once.
 *
 * @throws RealtimeError `worklet-failed`, naming the content security policy or the server's answer where it was the
 * reason; `insecure-context` where the browser offers no worklets.
 */
export function loadWorklet(context: BaseAudioContext, url: string): Promise<void> {
  if (!context.audioWorklet) {
    const message =
      'This browser offers no AudioWorklet here, so speech can neither be taken nor played. Serve the page over https or ' +
      'from localhost.';
    return Promise.reject(new RealtimeError('insecure-context', message));
  }
  const modules = loaded.get(context) ?? new Map<string, Promise<void>>();
  loaded.set(context, modules);
  let module = modules.get(url);
  if (!module) {
    module = addModule(context, url).catch((error: unknown) => {
      // A later attempt may find the file: the failure is not kept.
      modules.delete(url);
      throw error;
    });
    modules.set(url, module);
  }
  return module;
}

async function addModule(context: BaseAudioContext, url: string): Promise<void> {
  const address = new URL(url, document.baseURI).href;
  let directive: string | null = null;
  const watch = (event: SecurityPolicyViolationEvent) => {
    // What is blocked is told as an address, as its origin only, or as its scheme only (`blob`, `data`).
    if (event.blockedURI !== '' && address.startsWith(event.blockedURI)) directive = event.effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', watch);
  try {
    await context.audioWorklet.addModule(address);
  } catch (cause) {
    // The report of a violation is a task of its own, which may come right after the rejection.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const reason = directive === null ? await findReason(address) : blockedBy(directive);
    throw new RealtimeError('worklet-failed', explain(address, reason), { cause });
  } finally {
    document.removeEventListener('securitypolicyviolation', watch);
  }
}

/** The browser says only that it was aborted; asking for the file again tells what the server has to say. */
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

function blockedBy(directive: string): string {
  return `the page's Content-Security-Policy (${directive}) blocked it`;
}

function explain(address: string, reason: string): string {
  return (
    `The audio worklet ${address} could not be loaded, so no audio can flow: ${reason}. Check that the bundler copies the ` +
    'files of @repartee/core/worklets and that a Content-Security-Policy of the page allows their origin; or serve the files ' +
    'yourself and pass their addresses as workletUrls.'
  );
}
