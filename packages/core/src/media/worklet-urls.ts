/** Where the worklets are served, for apps that host them themselves. */
export interface WorkletUrls {
  readonly capture?: string;
  readonly playback?: string;
}

/**
 * The worklets that ship with the package, as real files: blob and data URLs are refused by strict content security
 * policies. The path is the same from the sources and from the compiled package. Each is found when it is needed, so that
 * importing the package does nothing.
 */
export function captureWorkletUrl(): string {
  return new URL('../../worklets/capture.js', import.meta.url).href;
}

/** The playback worklet that ships with the package. */
export function playbackWorkletUrl(): string {
  return new URL('../../worklets/playback.js', import.meta.url).href;
}
