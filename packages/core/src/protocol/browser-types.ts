/**
 * The instances of a class that browsers have, or `never` in a project without the DOM library: a server that only mints
 * credentials compiles without it.
 */
type BrowserInstance<Name extends string> =
  typeof globalThis extends Readonly<Record<Name, { prototype: infer Instance }>> ? Instance : never;

/** A `MediaStreamTrack`. */
export type BrowserTrack = BrowserInstance<'MediaStreamTrack'>;

/** An `RTCStatsReport`. */
export type BrowserStatsReport = BrowserInstance<'RTCStatsReport'>;
