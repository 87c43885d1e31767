/** Cuts a stream of bytes at whole samples: a chunk may end inside a sample, and the next chunk holds the rest of it. */
export class SampleAligner {
  #rest: Uint8Array = new Uint8Array(0);

  /** Returns the whole samples of this chunk and of what was left of the last one. */
  align(chunk: Uint8Array, bytesPerSample: number): Uint8Array {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % bytesPerSample);
    this.#rest = bytes.slice(whole);
    return bytes.subarray(0, whole);
  }

  clear(): void {
    this.#rest = new Uint8Array(0);
  }
}
