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
  const violations: string[] = [];
  const watch = (event: SecurityPolicyViolationEvent) => {
    // What is blocked is told as an address, as its origin only, or as its scheme only (`blob`, `data`).
    if (event.blockedURI !== '' && address.startsWith(event.blockedURI))
      violations.push(event.effectiveDirective);
  };
  document.addEventListener('securitypolicyviolation', watch);
  try {
    await context.audioWorklet.addModule(address);
  } catch (cause) {
    if (violations.length === 0) await askAgain(address);
    const [directive] = violations;
    const reason =
      directive === undefined
        ? await findReason(address)
        : `the page's Content-Security-Policy (${directive}) blocked it`;
    throw new RealtimeError('worklet-failed', explain(address, reason), { cause });
  } finally {
    document.removeEventListener('securitypolicyviolation', watch);
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
    `The audio worklet ${address} could not be loaded, so no audio can flow: ${reason}. Check that the bundler copies the ` +
    'file @repartee/core/worklets/audio.js and that a Content-Security-Policy of the page allows its origin; or serve the ' +
    'file yourself and pass its address as workletUrl.'
  );
}
