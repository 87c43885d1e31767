import { loadWorklet } from './load-worklet.ts';
import { packageFileUrl } from './package-file-url.ts';

/** Loads the worklet of the reflex, which only sessions with barge-in need: from the address that the app gives, else from the package. */
export function loadReflexWorklet(context: BaseAudioContext, workletUrl?: string): Promise<void> {
  if (workletUrl !== undefined) return loadWorklet(context, workletUrl);
  const url = packageFileUrl('reflex.js', () => new URL('../../worklets/reflex.js', import.meta.url));
  return loadWorklet(context, url, async () => {
    const { workletSources } = await import('./worklet-sources.ts');
    return workletSources.reflex;
  });
}
