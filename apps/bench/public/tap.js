/** Records what goes to the speaker, every sample of it, in pieces of this many frames. */
const PIECE = 4_800;

class Tap extends AudioWorkletProcessor {
  #piece = new Float32Array(PIECE);
  #filled = 0;
  #from = 0;

  constructor() {
    super();
    this.port.onmessage = () => this.#send();
  }

  #send() {
    const samples = this.#piece.slice(0, this.#filled);
    this.port.postMessage({ from: this.#from, samples }, [samples.buffer]);
    this.#filled = 0;
  }

  process([input]) {
    if (this.#filled === 0) this.#from = currentFrame;
    // Nothing is connected, or nothing plays: that is silence too.
    const channel = input?.[0];
    if (channel) this.#piece.set(channel, this.#filled);
    else this.#piece.fill(0, this.#filled, this.#filled + 128);
    this.#filled += 128;
    if (this.#filled + 128 > PIECE) this.#send();
    return true;
  }
}

/** The quickest way from the page to the ear: what it is given sounds in the next block. */
class Floor extends AudioWorkletProcessor {
  #left = 0;

  constructor() {
    super();
    this.port.onmessage = (event) => {
      this.#left = event.data;
    };
  }

  process(_inputs, [output]) {
    const channel = output?.[0];
    if (channel && this.#left > 0) channel.fill(0.3);
    this.#left -= 128;
    return true;
  }
}

registerProcessor('bench-tap', Tap);
registerProcessor('bench-floor', Floor);
