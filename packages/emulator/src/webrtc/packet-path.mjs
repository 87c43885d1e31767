// @ts-check
// The network of one call: a relay of UDP packets in front of the peer, which can lose, delay and stop them.
import { createSocket } from 'node:dgram';

/** @typedef {{ lossIn: number, lossOut: number, jitterMs: number, bytesPerSecondIn: number, bytesPerSecondOut: number }} Impairment */

/** Nothing is wrong. A limit of 0 is none. @type {Impairment} */
export const NO_IMPAIRMENT = {
  lossIn: 0,
  lossOut: 0,
  jitterMs: 0,
  bytesPerSecondIn: 0,
  bytesPerSecondOut: 0,
};

/** Packets that would wait longer than this at a limited rate are lost, as in a router's full buffer, in milliseconds. */
const MAX_WAIT_MS = 2_000;

const HOST = '127.0.0.1';

/** Relays packets between one port of the peer and the senders to the port of the relay. */
class Relay {
  /** @type {number} */
  #peerPort;
  /** @type {import('node:dgram').Socket} */
  #front = createSocket('udp4');
  /** The socket that stands for each address of the other side. @type {Map<string, import('node:dgram').Socket>} */
  #backs = new Map();
  /** @type {() => Impairment} */
  #read;
  #busyUntilMs = { in: 0, out: 0 };

  /** @param {number} peerPort @param {() => Impairment} read */
  constructor(peerPort, read) {
    this.#peerPort = peerPort;
    this.#read = read;
    this.#front.on('message', (packet, from) => this.#takeIn(packet, from));
    this.#front.unref();
  }

  /** @returns {Promise<number>} the port that the other side is to send to */
  listen() {
    return new Promise((resolve) => {
      this.#front.bind(0, HOST, () => resolve(this.#front.address().port));
    });
  }

  /** @param {Buffer} packet @param {import('node:dgram').RemoteInfo} from */
  #takeIn(packet, from) {
    const back = this.#backOf(from);
    this.#pass('in', packet, () => back.send(packet, this.#peerPort, HOST));
  }

  /** @param {import('node:dgram').RemoteInfo} from */
  #backOf({ address, port }) {
    const key = `${address}:${port}`;
    const known = this.#backs.get(key);
    if (known) return known;
    const back = createSocket('udp4');
    back.on('message', (packet) => this.#pass('out', packet, () => this.#front.send(packet, port, address)));
    back.unref();
    this.#backs.set(key, back);
    return back;
  }

  /** @param {'in' | 'out'} way @param {Buffer} packet @param {() => void} send */
  #pass(way, packet, send) {
    const { lossIn, lossOut, jitterMs, bytesPerSecondIn, bytesPerSecondOut } = this.#read();
    if (Math.random() < (way === 'in' ? lossIn : lossOut)) return;
    const rate = way === 'in' ? bytesPerSecondIn : bytesPerSecondOut;
    const nowMs = performance.now();
    let waitMs = way === 'out' ? Math.random() * jitterMs : 0;
    if (rate > 0) {
      const startMs = Math.max(nowMs, this.#busyUntilMs[way]);
      if (startMs - nowMs > MAX_WAIT_MS) return;
      this.#busyUntilMs[way] = startMs + (packet.length / rate) * 1000;
      waitMs += this.#busyUntilMs[way] - nowMs;
    }
    if (waitMs > 0) setTimeout(send, waitMs);
    else send();
  }
}

/** The paths of one peer: one for each of its ports. */
export class PacketPath {
  /** @type {Impairment} */
  #impairment = NO_IMPAIRMENT;
  /** The port of the relay in front of each port of the peer. @type {Map<string, Promise<number>>} */
  #ports = new Map();

  /** @param {Impairment} impairment */
  impair(impairment) {
    this.#impairment = impairment;
  }

  /**
   * Puts relays in front of the ports that a description of the peer names.
   *
   * @param {string} sdp
   * @returns {Promise<string>} the description for the other side
   */
  async describe(sdp) {
    const lines = sdp.split('\r\n').map(async (line) => {
      const match = /^(a=candidate:\S+ \d+ udp \d+ \S+ )(\d+)( .*)$/i.exec(line);
      if (!match) return line;
      const [, before = '', port = '', after = ''] = match;
      return `${before}${await this.#portFor(port)}${after}`;
    });
    return (await Promise.all(lines)).join('\r\n');
  }

  /** @param {string} port */
  #portFor(port) {
    const known = this.#ports.get(port);
    if (known) return known;
    const opened = new Relay(Number(port), () => this.#impairment).listen();
    this.#ports.set(port, opened);
    return opened;
  }
}

/**
 * Takes the addresses out of the other side's description, so that the peer sends nothing before the relay has brought a
 * packet.
 *
 * @param {string} sdp
 */
export function hideCandidates(sdp) {
  return sdp.replace(/^a=(candidate:.*|end-of-candidates)\r?\n/gm, '');
}
