// @ts-check
// One side of a call: a WebRTC peer in a process of its own. Native code that fails takes only its call along, audio keeps its
// pace whatever the emulator is busy with, and a network that fails is a process that is stopped. It is plain JavaScript so
// that it runs as it is, from the sources and from the built package.
import { quietenOthers, readOffer } from './offer.mjs';
import { HeardTrack, attempt, sendAudio } from './opus-track.mjs';
import { PacedAudio } from './paced-audio.mjs';

/** The labels of the data channels that count come from the parent. */
const labels = process.argv.slice(2);

/** A peer that cannot say good-bye is left alone after this long, in milliseconds. */
const FAREWELL_MS = 500;

/** Tells the emulator, which may be gone. @param {object} message */
const tell = (message) => process.send?.(message, undefined, undefined, () => {});

/** @typedef {{ rtc: typeof import('node-datachannel').default, opus: typeof import('@evan/opus') }} Native */
/** @typedef {{ id: string, trackId: string }} Stream */

/** @type {import('node-datachannel').PeerConnection | null} */
let connection = null;
/** @type {Promise<void>} */
let gathered = Promise.resolve();
/** @type {Map<string, import('node-datachannel').DataChannel>} */
const channels = new Map();
/** Sections that the client sends in, by their mids. @type {Map<string, HeardTrack>} */
const heard = new Map();
/** The section that the agent speaks in. @type {string | null} */
let spokenMid = null;
/** What is let go of is closed. @type {object[]} */
const kept = [];
let isEnding = false;

const audio = new PacedAudio({
  onBegin: (item) => tell({ type: 'began', item }),
  onEnd: (item, playedMs) => tell({ type: 'ended', item, playedMs }),
});

/** @returns {Promise<Native | null>} */
async function load() {
  try {
    const [rtc, opus] = await Promise.all([import('node-datachannel'), import('@evan/opus')]);
    return { rtc: rtc.default, opus };
  } catch (error) {
    tell({ type: 'unavailable', message: String(error) });
    return null;
  }
}

/** @param {Native} native */
function connect({ rtc }) {
  const options = { iceServers: [], disableAutoNegotiation: true, bindAddress: '127.0.0.1' };
  const peer = new rtc.PeerConnection('call', options);
  peer.onDataChannel(takeChannel);
  peer.onTrack((track) => kept.push(track));
  peer.onStateChange((state) => {
    if (state === 'closed' || state === 'failed') end();
  });
  gathered = new Promise((resolve) => {
    peer.onGatheringStateChange((state) => state === 'complete' && resolve());
  });
  return peer;
}

/** Answers an offer: the first one, or one that changes what is offered. @param {{ sdp: string, stream: Stream | null }} offer */
async function answer({ sdp, stream }) {
  const native = await load();
  if (!native) return;
  const { audio: sections, hasChannel } = readOffer(sdp);
  const peer = (connection ??= connect(native));
  peer.setRemoteDescription(sdp, 'offer');
  for (const section of sections) {
    const isToSpeak = stream !== null && spokenMid === null && section.canReceive;
    const isNew = section.canSend && !heard.has(section.mid);
    if (isToSpeak || isNew) addAudio(native, section, isToSpeak ? stream : null);
    const track = heard.get(section.mid);
    if (track) track.isSending = section.canSend;
  }
  peer.setLocalDescription('answer');
  await gathered;
  const own = peer.localDescription()?.sdp ?? '';
  const sending = sections.filter(({ canSend }) => canSend).map(({ mid }) => mid);
  const used = new Set([...sending, ...(spokenMid === null ? [] : [spokenMid])]);
  tell({ type: 'answered', sdp: quietenOthers(own, used), spokenMid, hasChannel });
}

/** Calls the other side, with the data channels and a voice. @param {{ stream: Stream }} offer */
async function offer({ stream }) {
  const native = await load();
  if (!native) return;
  const peer = (connection ??= connect(native));
  for (const label of labels) takeChannel(peer.createDataChannel(label));
  addAudio(native, { mid: 'audio', payloadType: 111, canSend: false, canReceive: true }, stream);
  peer.setLocalDescription('offer');
  await gathered;
  tell({ type: 'answered', sdp: peer.localDescription()?.sdp ?? '', spokenMid, hasChannel: true });
}

/**
 * @param {Native} native
 * @param {import('./offer.mjs').AudioSection} section
 * @param {Stream | null} stream that the agent's voice is to be in
 */
function addAudio({ rtc, opus }, { mid, payloadType, canSend }, stream) {
  const media = new rtc.Audio(mid, canSend ? (stream ? 'SendRecv' : 'RecvOnly') : 'SendOnly');
  const ssrc = 1 + Math.floor(Math.random() * 0xff_ff_ff);
  media.addOpusCodec(payloadType, 'minptime=10;useinbandfec=1');
  if (stream) media.addSSRC(ssrc, 'agent', stream.id, stream.trackId);
  const track = /** @type {import('node-datachannel').PeerConnection} */ (connection).addTrack(media);
  kept.push(track);
  // Reports on what arrives, from which the other side knows its round trip and its losses.
  attempt(() => track.setMediaHandler(new rtc.RtcpReceivingSession()));
  if (canSend) {
    const decoder = new opus.Decoder({ channels: 1, sample_rate: 48_000 });
    const hear = (/** @type {Int16Array} */ samples) => tell({ type: 'audio', samples: bytesOf(samples) });
    heard.set(mid, new HeardTrack(track, decoder, payloadType, hear));
  }
  if (!stream) return;
  spokenMid = mid;
  const encoder = new opus.Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' });
  sendAudio(track, audio, { encoder, payloadType, ssrc });
}

/** @param {Int16Array} samples */
function bytesOf(samples) {
  return new Uint8Array(samples.buffer);
}

/** @param {import('node-datachannel').DataChannel} channel */
function takeChannel(channel) {
  const label = channel.getLabel();
  kept.push(channel);
  if (!labels.includes(label) || channels.has(label)) return;
  channels.set(label, channel);
  let isTold = false;
  const tellOpen = () => {
    if (!isTold) tell({ type: 'opened', label });
    isTold = true;
  };
  channel.onOpen(tellOpen);
  // A channel that is open when it is handed over says nothing more of it.
  if (channel.isOpen()) tellOpen();
  channel.onMessage((data) => tell({ type: 'message', label, data }));
  channel.onClosed(() => end());
}

/** @param {{ label: string, data: string | Uint8Array }} message */
function send({ label, data }) {
  const channel = channels.get(label);
  attempt(() =>
    typeof data === 'string' ? channel?.sendMessage(data) : channel?.sendMessageBinary(Buffer.from(data)),
  );
}

/** Hangs up, and ends when the other side has been told. */
function end() {
  if (isEnding) return;
  isEnding = true;
  for (const channel of channels.values()) attempt(() => channel.close());
  attempt(() => connection?.onStateChange((state) => state === 'closed' && process.exit(0)));
  attempt(() => connection?.close());
  setTimeout(() => process.exit(0), connection ? FAREWELL_MS : 0);
}

/** What goes wrong with a description is the other side's to know. @param {Promise<void>} negotiation */
function negotiate(negotiation) {
  void negotiation.catch((error) => tell({ type: 'refused', message: String(error) }));
}

process.on('message', (/** @type {any} */ message) => {
  switch (message.type) {
    case 'load':
      void load().then((native) => native && tell({ type: 'available' }));
      break;
    case 'answer':
      negotiate(answer(message));
      break;
    case 'offer':
      negotiate(offer(message));
      break;
    case 'accept':
      attempt(() => connection?.setRemoteDescription(message.sdp, 'answer'));
      break;
    case 'send':
      send(message);
      break;
    case 'play':
      audio.push(message.item, new Int16Array(Uint8Array.from(message.samples).buffer));
      break;
    case 'end-item':
      audio.end(message.item);
      break;
    case 'clear':
      tell({ type: 'cleared', played: audio.clear() });
      break;
    case 'close':
      end();
      break;
  }
});
process.on('disconnect', end);
