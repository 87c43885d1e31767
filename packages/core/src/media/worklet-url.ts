import { loadWorklet } from './load-worklet.ts';
import { packageFileUrl } from './package-file-url.ts';

/**
 * The worklets that ship with the package, as a real file: strict content security policies refuse blob and data URLs. The
 * path is the same from the sources and from the compiled package. The function reads it late, so that importing the package
 * does nothing.
 */
export function ownWorkletUrl(): string {
  return packageFileUrl('audio.js', () => new URL('../../worklets/audio.js', import.meta.url));
}

/** Loads the worklets of microphone and speaker: from the address that the app gives, else from the package. */
export function loadAudioWorklet(context: BaseAudioContext, workletUrl?: string): Promise<void> {
  if (workletUrl !== undefined) return loadWorklet(context, workletUrl);
  return loadWorklet(context, ownWorkletUrl(), async () => {
    const { workletSources } = await import('./worklet-sources.ts');
    return workletSources.audio;
  });
}
