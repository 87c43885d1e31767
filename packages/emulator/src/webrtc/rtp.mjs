// @ts-check
// The little of RTP (RFC 3550) that one stream of Opus needs.

/** Samples of one packet: 20 ms at 48 kHz, the clock rate of Opus on RTP (RFC 7587). */
export const FRAME_SAMPLES = 960;

const HEADER_BYTES = 12;

/** Gaps up to this long are filled with silence, in samples; a longer one is a new beginning. */
const MAX_GAP_SAMPLES = 48_000;

/**
 * Reads a packet.
 *
 * @param {Uint8Array} bytes
 * @param {number} payloadType
 * @returns {{ sequence: number, timestamp: number, payload: Uint8Array } | null} `null` for what is no packet of this type
 */
export function readRtp(bytes, payloadType) {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(0);
  if (flags >> 6 !== 2 || (view.getUint8(1) & 0x7f) !== payloadType) return null;
  let start = HEADER_BYTES + 4 * (flags & 0x0f);
  const hasExtension = (flags & 0x10) !== 0;
  if (hasExtension) {
    if (bytes.length < start + 4) return null;
    start += 4 + 4 * view.getUint16(start + 2);
  }
  const isPadded = (flags & 0x20) !== 0;
  const end = bytes.length - (isPadded ? (bytes.at(-1) ?? 0) : 0);
  if (end < start) return null;
  return { sequence: view.getUint16(2), timestamp: view.getUint32(4), payload: bytes.subarray(start, end) };
}

/**
 * Writes a packet.
 *
 * @param {{ payloadType: number, sequence: number, timestamp: number, ssrc: number, isFirst: boolean }} header
 * @param {Uint8Array} payload
 */
export function writeRtp({ payloadType, sequence, timestamp, ssrc, isFirst }, payload) {
  const bytes = Buffer.alloc(HEADER_BYTES + payload.length);
  bytes[0] = 2 << 6;
  bytes[1] = payloadType | (isFirst ? 0x80 : 0);
  bytes.writeUInt16BE(sequence & 0xff_ff, 2);
  bytes.writeUInt32BE(timestamp >>> 0, 4);
  bytes.writeUInt32BE(ssrc, 8);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** Orders the packets of one stream in time: it drops late packets and counts missing samples. */
export class RtpStream {
  /** @type {{ sequence: number, nextTimestamp: number } | null} */
  #last = null;

  /**
   * @param {{ sequence: number, timestamp: number }} packet
   * @param {number} samples how much audio is in it
   * @returns {number | null} how many samples are missing before it; `null` when it comes too late
   */
  place({ sequence, timestamp }, samples) {
    const last = this.#last;
    const isLate = last !== null && ((sequence - last.sequence) & 0xff_ff) >= 0x80_00;
    if (isLate || sequence === last?.sequence) return null;
    this.#last = { sequence, nextTimestamp: (timestamp + samples) >>> 0 };
    const missing = last ? (timestamp - last.nextTimestamp) >>> 0 : 0;
    return missing <= MAX_GAP_SAMPLES ? missing : 0;
  }
}
