import { RealtimeError } from '../errors/realtime-error.ts';
import type { WorkletFailure } from './worklet-failure.ts';

const loaded = new WeakMap<BaseAudioContext, Map<string, Promise<void>>>();

/**
 * Loads a worklet into a context, once. If the file of a worklet of the package cannot be loaded, its source runs from a Blob:
 * some bundlers move the module that refers to the file and leave the file behind (Vite 5 to 7 and Rsbuild when they pre-bundle
 * dependencies, esbuild always).
 *
 * @param loadSource - gives the source of a worklet of the package.
 * @throws RealtimeError `worklet-failed`, naming the content security policy or the server's answer where it was the
 * reason; `insecure-context` where the browser offers no worklets.
 */
export function loadWorklet(
  context: BaseAudioContext,
  url: string,
  loadSource?: () => Promise<string>,
): Promise<void> {
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
    module = addModule(context, url, loadSource).catch((error: unknown) => {
      // A later attempt may find the file: the failure is not kept.
      modules.delete(url);
      throw error;
    });
    modules.set(url, module);
  }
  return module;
}

async function addModule(
  context: BaseAudioContext,
  url: string,
  loadSource?: () => Promise<string>,
): Promise<void> {
  const address = new URL(url, document.baseURI).href;
  const violations: string[] = [];
  const watch = (event: SecurityPolicyViolationEvent) => {
    // The browser tells a blocked file as an address, as its origin only, or as its scheme only (`blob`, `data`).
    if (event.blockedURI !== '' && address.startsWith(event.blockedURI))
      violations.push(event.effectiveDirective);
  };
  document.addEventListener('securitypolicyviolation', watch);
  try {
    await context.audioWorklet.addModule(address);
  } catch (cause) {
    await recover({ context, address, violations, cause, loadSource });
  } finally {
    document.removeEventListener('securitypolicyviolation', watch);
  }
}

/**
 * Recovers from a failure. Where the module that knows more cannot be loaded, the error has at least its code and its cause.
 */
async function recover(failure: WorkletFailure): Promise<void> {
  const module = await import('./worklet-failure.ts').catch(() => null);
  if (module) return module.recoverWorklet(failure);
  const { address, cause } = failure;
  throw new RealtimeError(
    'worklet-failed',
    `The audio worklet ${address} could not be loaded, so no audio can flow. Check the network and connect again.`,
    { cause },
  );
}
