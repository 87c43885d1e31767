import { RealtimeError } from '../errors/realtime-error.ts';

const loaded = new WeakMap<AudioContext, Map<string, Promise<void>>>();

/**
 * Loads a worklet into a context, once.
 *
 * @throws RealtimeError `worklet-failed`, naming the content security policy when it was the reason.
 */
export function loadWorklet(context: AudioContext, url: string): Promise<void> {
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

async function addModule(context: AudioContext, url: string): Promise<void> {
  let directive: string | null = null;
  const watch = (event: SecurityPolicyViolationEvent) => {
    if (event.blockedURI !== '' && url.startsWith(event.blockedURI)) directive = event.effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', watch);
  try {
    await context.audioWorklet.addModule(url);
  } catch (cause) {
    // The report of a violation is a task of its own, which may come right after the rejection.
    await new Promise((resolve) => setTimeout(resolve, 0));
    throw new RealtimeError('worklet-failed', explain(url, directive), { cause });
  } finally {
    document.removeEventListener('securitypolicyviolation', watch);
  }
}

function explain(url: string, directive: string | null): string {
  if (directive) {
    return (
      `The page's Content-Security-Policy (${directive}) blocked the audio worklet ${url}, so no audio can flow. Allow its ` +
      'origin there, or serve the files of @repartee/core/worklets yourself and pass their addresses as workletUrls.'
    );
  }
  return (
    `The audio worklet ${url} could not be loaded, so no audio can flow. Check that the bundler copies the files of ` +
    '@repartee/core/worklets, that the address answers with JavaScript, and that no Content-Security-Policy blocks it; or ' +
    'serve the files yourself and pass their addresses as workletUrls.'
  );
}
