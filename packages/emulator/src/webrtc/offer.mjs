// @ts-check

/**
 * A section of an offer that audio may go through.
 *
 * @typedef {object} AudioSection
 * @property {string} mid
 * @property {number} payloadType of Opus
 * @property {boolean} canSend whether the client may send audio in it
 * @property {boolean} canReceive whether it may be sent audio in it
 */

/**
 * Reads an offer (RFC 8829).
 *
 * @param {string} sdp
 * @returns {{ audio: AudioSection[], hasChannel: boolean }} its sections with Opus, and whether data channels are offered
 */
export function readOffer(sdp) {
  const sections = sectionsOf(sdp);
  return {
    audio: sections.flatMap((section) => readAudio(section) ?? []),
    hasChannel: sections.some((section) => section.startsWith('application ')),
  };
}

/** @param {string} section @returns {AudioSection | null} */
function readAudio(section) {
  const mid = /^a=mid:(\S+)/m.exec(section)?.[1];
  const payloadType = /^a=rtpmap:(\d+) opus\/48000/im.exec(section)?.[1];
  if (!section.startsWith('audio ') || !mid || !payloadType) return null;
  return {
    mid,
    payloadType: Number(payloadType),
    canSend: !/^a=(recvonly|inactive)/m.test(section),
    canReceive: !/^a=(sendonly|inactive)/m.test(section),
  };
}

/**
 * Takes back what an answer promises for sections that nothing goes through: taken up without being asked for, they would be
 * tracks without a publisher.
 *
 * @param {string} sdp of an answer
 * @param {ReadonlySet<string>} mids of the sections that are in use
 */
export function quietenOthers(sdp, mids) {
  const [head = '', ...sections] = sdp.split(/^(?=m=)/m);
  const quiet = sections.map((section) => {
    const mid = /^a=mid:(\S+)/m.exec(section)?.[1] ?? '';
    if (!/^m=(audio|video) /.test(section) || mids.has(mid)) return section;
    return section
      .replace(/^a=(sendrecv|sendonly|recvonly)$/m, 'a=inactive')
      .replace(/^a=(ssrc|msid):.*\r?\n/gm, '');
  });
  return head + quiet.join('');
}

/** @param {string} sdp */
function sectionsOf(sdp) {
  return sdp.split(/^m=/m).slice(1);
}
