// @ts-check
// One side of a call: a WebRTC peer in its own process. A crash of native code ends only its call, audio keeps its pace while
// the emulator is busy, and stopping the process simulates a failing network. The file is plain JavaScript so that it runs
// from the sources and from the built package alike.
import { quietenOthers, readOffer } from './offer.mjs';
import { IncomingTrack, attempt, sendAudio } from './opus-track.mjs';
import { PacedAudio } from './paced-audio.mjs';
import { PacketPath, hideCandidates } from './packet-path.mjs';

/** The labels of the data channels that count come from the parent. */
const labels = process.argv.slice(2);

/**
 * The process exits after this time if the peer cannot close in order, in milliseconds. What has been sent must be acknowledged
 * first, and a lost packet is sent again after a second.
 */
const CLOSE_MS = 2_500;

/** After the peer has closed, its last packets pass the relay within this time, in milliseconds. */
const RELAY_MS = 50;

/** Sends a message to the emulator, which may have exited. @param {object} message */
const post = (message) => process.send?.(message, undefined, undefined, () => {});

/** @typedef {{ rtc: typeof import('node-datachannel').default, opus: typeof import('@evan/opus') }} Native */
/** @typedef {{ id: string, trackId: string }} Stream */

/** @type {import('node-datachannel').PeerConnection | null} */
let connection = null;
/** @type {Promise<void>} */
let gathered = Promise.resolve();
/** @type {Map<string, import('node-datachannel').DataChannel>} */
const channels = new Map();
/** Labels of channels that a fault closes. @type {Set<string>} */
const closing = new Set();
/** Sections that the client sends in, by their mids. @type {Map<string, IncomingTrack>} */
const incoming = new Map();
/** The section that the agent speaks in. @type {string | null} */
let spokenMid = null;
/** References that keep native objects from being collected, which would close them. @type {object[]} */
const kept = [];
let isEnding = false;
/** The network between the peer and the other side. */
const path = new PacketPath();

const audio = new PacedAudio({
  onBegin: (item) => post({ type: 'began', item }),
  onEnd: (item, playedMs) => post({ type: 'ended', item, playedMs }),
});

/** @returns {Promise<Native | null>} */
async function load() {
  try {
    const [rtc, opus] = await Promise.all([import('node-datachannel'), import('@evan/opus')]);
    return { rtc: rtc.default, opus };
  } catch (error) {
    post({ type: 'unavailable', message: String(error) });
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
  peer.setRemoteDescription(hideCandidates(sdp), 'offer');
  for (const section of sections) {
    const isToSpeak = stream !== null && spokenMid === null && section.canReceive;
    const isNew = section.canSend && !incoming.has(section.mid);
    if (isToSpeak || isNew) addAudio(native, section, isToSpeak ? stream : null);
    const track = incoming.get(section.mid);
    if (track) track.isSending = section.canSend;
  }
  peer.setLocalDescription('answer');
  await gathered;
  const own = await path.describe(peer.localDescription()?.sdp ?? '');
  const sending = sections.filter(({ canSend }) => canSend).map(({ mid }) => mid);
  const used = new Set([...sending, ...(spokenMid === null ? [] : [spokenMid])]);
  post({ type: 'answered', sdp: quietenOthers(own, used), spokenMid, hasChannel });
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
  const own = await path.describe(peer.localDescription()?.sdp ?? '');
  post({ type: 'answered', sdp: own, spokenMid, hasChannel: true });
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
    const onAudio = (/** @type {Int16Array} */ samples) => post({ type: 'audio', samples: bytesOf(samples) });
    incoming.set(mid, new IncomingTrack(track, decoder, payloadType, onAudio));
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
  let isAnnounced = false;
  const tellOpen = () => {
    if (!isAnnounced) post({ type: 'opened', label });
    isAnnounced = true;
  };
  channel.onOpen(tellOpen);
  // A channel that is open already fires no open event.
  if (channel.isOpen()) tellOpen();
  channel.onMessage((data) => post({ type: 'message', label, data }));
  channel.onClosed(() => closing.delete(label) || end());
}

/** @param {{ label: string, data: string | Uint8Array }} message */
function send({ label, data }) {
  const channel = channels.get(label);
  attempt(() =>
    typeof data === 'string' ? channel?.sendMessage(data) : channel?.sendMessageBinary(Buffer.from(data)),
  );
}

/** Closes the data channels. The audio goes on. */
function closeChannels() {
  for (const [label, channel] of channels) {
    closing.add(label);
    attempt(() => channel.close());
  }
}

/** Hangs up, and exits when the other side has received the close. */
function end() {
  if (isEnding) return;
  isEnding = true;
  for (const channel of channels.values()) attempt(() => channel.close());
  attempt(() =>
    connection?.onStateChange((state) => {
      if (state === 'closed') setTimeout(exit, RELAY_MS);
    }),
  );
  attempt(() => connection?.close());
  setTimeout(exit, connection ? CLOSE_MS : 0);
}

/** Exits after the packets that wait for the relay: on a busy machine a timer comes before them. */
function exit() {
  setImmediate(() => setImmediate(() => process.exit(0)));
}

/** Reports a failed negotiation to the emulator. @param {Promise<void>} negotiation */
function negotiate(negotiation) {
  void negotiation.catch((error) => post({ type: 'refused', message: String(error) }));
}

process.on('message', (/** @type {any} */ message) => {
  switch (message.type) {
    case 'load':
      void load().then((native) => native && post({ type: 'available' }));
      break;
    case 'answer':
      negotiate(answer(message));
      break;
    case 'offer':
      negotiate(offer(message));
      break;
    case 'accept':
      attempt(() => connection?.setRemoteDescription(hideCandidates(message.sdp), 'answer'));
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
      post({ type: 'cleared', played: audio.clear() });
      break;
    case 'close-channels':
      closeChannels();
      break;
    case 'impair':
      path.impair(message.impairment);
      break;
    case 'close':
      end();
      break;
  }
});
process.on('disconnect', end);
