// @ts-check

/**
 * What has to be known of an offer to answer it.
 *
 * @typedef {object} AudioOffer
 * @property {string} mid
 * @property {number} payloadType of Opus
 * @property {boolean} canSend whether the client may send audio
 */

/**
 * Reads the audio section of an offer (RFC 8829).
 *
 * @param {string} sdp
 * @returns {AudioOffer | null} `null` where there is none with Opus, or no data channel beside it
 */
export function readOffer(sdp) {
  const [, ...sections] = sdp.split(/^m=/m);
  const audio = sections.find((section) => section.startsWith('audio '));
  const mid = audio && /^a=mid:(\S+)/m.exec(audio)?.[1];
  const payloadType = audio && /^a=rtpmap:(\d+) opus\/48000/im.exec(audio)?.[1];
  const hasChannel = sections.some((section) => section.startsWith('application '));
  if (!audio || !mid || !payloadType || !hasChannel) return null;
  return { mid, payloadType: Number(payloadType), canSend: !/^a=(recvonly|inactive)/m.test(audio) };
}
