/**
 * The worklets that ship with the package, as a real file: blob and data URLs are refused by strict content security
 * policies. The path is the same from the sources and from the compiled package. It is found when it is needed, so that
 * importing the package does nothing.
 */
export function ownWorkletUrl(): string {
  return new URL('../../worklets/audio.js', import.meta.url).href;
}
