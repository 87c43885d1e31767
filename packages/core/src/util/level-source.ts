/** The loudness of a signal at this moment. It is pulled and never pushed, so that nothing runs without a reader. */
export interface LevelSource {
  /** Root mean square of the last few milliseconds, 0 (silence) to 1 (full scale). */
  level(): number;
  /**
   * Fills the array with the strength of as many bands between 80 Hz and 8 kHz on a logarithmic scale, each 0 to 1, and
   * returns it.
   */
  bands(into: Float32Array): Float32Array;
}

/** A source that is always silent: a session returns it while no device is open. */
export const silentLevel: LevelSource = {
  level: () => 0,
  bands: (into) => into.fill(0),
};
