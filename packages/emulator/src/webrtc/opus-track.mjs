// @ts-check
import { ReceivedAudio } from './received-audio.mjs';
import { FRAME_SAMPLES, RtpStream, readRtp, writeRtp } from './rtp.mjs';

/** How often the clock is looked at, in milliseconds. */
const TICK_MS = 5;

/** Native objects close on their own thread and then throw when they are used. @param {() => void} act */
export function attempt(act) {
  try {
    act();
  } catch {
    // A closing object reports its end by events.
  }
}

/** The audio that arrives on a track, for as long as the other side sends on it. */
export class IncomingTrack {
  /** @type {import('@evan/opus').Decoder} */
  #decoder;
  /** @type {number} */
  #payloadType;
  /** @type {(samples: Int16Array) => void} */
  #onAudio;
  /** @type {RtpStream | null} */
  #line = null;
  #received = new ReceivedAudio();

  /**
   * @param {import('node-datachannel').Track} track
   * @param {import('@evan/opus').Decoder} decoder
   * @param {number} payloadType
   * @param {(samples: Int16Array) => void} onAudio
   */
  constructor(track, decoder, payloadType, onAudio) {
    this.#decoder = decoder;
    this.#payloadType = payloadType;
    this.#onAudio = onAudio;
    track.onMessage((bytes) => this.#receive(bytes));
    setInterval(() => this.#tick(), TICK_MS);
  }

  /** What is sent from now on may be another source, counted anew. @param {boolean} isSending */
  set isSending(isSending) {
    if (isSending === (this.#line !== null)) return;
    this.#line = isSending ? new RtpStream() : null;
    this.#received = new ReceivedAudio();
  }

  /** @param {Uint8Array} bytes */
  #receive(bytes) {
    const packet = this.#line && readRtp(bytes, this.#payloadType);
    if (!packet || packet.payload.length === 0) return;
    const pcm = this.#decoder.decode(packet.payload);
    const samples = new Int16Array(Uint8Array.from(pcm).buffer);
    const missing = this.#line?.place(packet, samples.length) ?? null;
    if (missing !== null) this.#onAudio(this.#received.push(samples, missing, performance.now()));
  }

  #tick() {
    const silence = this.#line && this.#received.tick(performance.now());
    if (silence) this.#onAudio(silence);
  }
}

/**
 * Sends audio on a track, in real time and for as long as it is open.
 *
 * @param {import('node-datachannel').Track} track
 * @param {import('./paced-audio.mjs').PacedAudio} audio
 * @param {{ encoder: import('@evan/opus').Encoder, payloadType: number, ssrc: number }} stream
 */
export function sendAudio(track, audio, { encoder, payloadType, ssrc }) {
  let sequence = Math.floor(Math.random() * 0x80_00);
  let timestamp = Math.floor(Math.random() * 0xff_ff_ff);
  let isFirst = true;
  setInterval(() => {
    if (!track.isOpen()) return;
    audio.take(performance.now(), (frame, skipped) => {
      timestamp += skipped * FRAME_SAMPLES;
      const bytes = writeRtp({ payloadType, sequence, timestamp, ssrc, isFirst }, encoder.encode(frame));
      isFirst = false;
      sequence += 1;
      timestamp += FRAME_SAMPLES;
      attempt(() => track.sendMessageBinary(bytes));
    });
  }, TICK_MS);
}
