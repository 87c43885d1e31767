/** Where the worklets are served, for apps that host them themselves. */
export interface WorkletUrls {
  readonly capture?: string;
  readonly playback?: string;
}

/**
 * The worklets that ship with the package, as real files: blob and data URLs are refused by strict content security
 * policies. The path is the same from the sources and from the compiled package.
 */
export const packagedWorklets: Required<WorkletUrls> = {
  capture: new URL('../../worklets/capture.js', import.meta.url).href,
  playback: new URL('../../worklets/playback.js', import.meta.url).href,
};
