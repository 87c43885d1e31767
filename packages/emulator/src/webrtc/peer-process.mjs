// @ts-check
// One call: a WebRTC peer in a process of its own. Native code that fails takes only its call along, audio keeps its pace
// whatever the emulator is busy with, and a network that fails is a process that is stopped. It is plain JavaScript so that
// it runs as it is, from the sources and from the built package.
import { readOffer } from './offer.mjs';
import { PacedAudio } from './paced-audio.mjs';
import { ReceivedAudio } from './received-audio.mjs';
import { FRAME_SAMPLES, RtpLine, readRtp, writeRtp } from './rtp.mjs';

/** The label that the vendor's clients give to their channel comes from the parent. */
const [label = ''] = process.argv.slice(2);

/** How often the clock is looked at, in milliseconds. */
const TICK_MS = 5;

/** A peer that cannot say good-bye is left alone after this long, in milliseconds. */
const FAREWELL_MS = 500;

/** Tells the emulator, which may be gone. @param {object} message */
const tell = (message) => process.send?.(message, undefined, undefined, () => {});

/** Native objects throw when they close under one's hands, which they do on a thread of their own. @param {() => void} act */
function attempt(act) {
  try {
    act();
  } catch {
    // What is closing tells so by its events.
  }
}

/** @type {import('node-datachannel').PeerConnection | null} */
let connection = null;
/** @type {import('node-datachannel').DataChannel | null} */
let channel = null;
/** @type {import('node-datachannel').Track | null} */
let track = null;
let isEnding = false;

const audio = new PacedAudio({
  onBegin: (item) => tell({ type: 'began', item }),
  onEnd: (item, playedMs) => tell({ type: 'ended', item, playedMs }),
});

/** @param {string} sdp */
async function answer(sdp) {
  const offer = readOffer(sdp);
  if (!offer) return tell({ type: 'refused', message: 'The offer has no Opus audio, or no data channel.' });
  const native = await load();
  if (!native) return;
  const { rtc, opus } = native;
  const options = { iceServers: [], disableAutoNegotiation: true, bindAddress: '127.0.0.1' };
  connection = new rtc.PeerConnection('call', options);
  connection.onDataChannel(openChannel);
  connection.onStateChange((state) => {
    if (state === 'closed' || state === 'failed') end();
  });
  const peer = connection;
  const gathered = new Promise((resolve) => {
    peer.onGatheringStateChange((state) => state === 'complete' && resolve(undefined));
  });
  peer.setRemoteDescription(sdp, 'offer');
  addAudio(rtc, opus, offer);
  peer.setLocalDescription('answer');
  await gathered;
  tell({ type: 'answered', sdp: peer.localDescription()?.sdp ?? '' });
}

async function load() {
  try {
    const [rtc, opus] = await Promise.all([import('node-datachannel'), import('@evan/opus')]);
    return { rtc: rtc.default, opus };
  } catch (error) {
    tell({ type: 'unavailable', message: String(error) });
    return null;
  }
}

/** @param {import('node-datachannel').DataChannel} opened */
function openChannel(opened) {
  if (opened.getLabel() !== label || channel) return;
  channel = opened;
  let isTold = false;
  const tellOpen = () => {
    if (!isTold) tell({ type: 'opened' });
    isTold = true;
  };
  opened.onOpen(tellOpen);
  // A channel that is open when it is handed over says nothing more of it.
  if (opened.isOpen()) tellOpen();
  opened.onMessage((data) => tell({ type: 'message', data: typeof data === 'string' ? data : null }));
  opened.onClosed(() => end());
}

/**
 * @param {typeof import('node-datachannel').default} rtc
 * @param {typeof import('@evan/opus')} opus
 * @param {import('./offer.mjs').AudioOffer} offer
 */
function addAudio(rtc, opus, { mid, payloadType, canSend }) {
  const media = new rtc.Audio(mid, canSend ? 'SendRecv' : 'SendOnly');
  const ssrc = 1 + Math.floor(Math.random() * 0xff_ff_ff);
  media.addOpusCodec(payloadType, 'minptime=10;useinbandfec=1');
  media.addSSRC(ssrc, 'agent', 'agent', 'audio');
  track = /** @type {import('node-datachannel').PeerConnection} */ (connection).addTrack(media);
  // Reports on what arrives, from which the other side knows its round trip and its losses.
  attempt(() => track?.setMediaHandler(new rtc.RtcpReceivingSession()));
  receiveAudio(track, new opus.Decoder({ channels: 1, sample_rate: 48_000 }), payloadType);
  const encoder = new opus.Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' });
  sendAudio(track, encoder, { payloadType, ssrc });
}

/** @param {import('node-datachannel').Track} from @param {import('@evan/opus').Decoder} decoder @param {number} payloadType */
function receiveAudio(from, decoder, payloadType) {
  const line = new RtpLine();
  const received = new ReceivedAudio();
  from.onMessage((bytes) => {
    const packet = readRtp(bytes, payloadType);
    if (!packet || packet.payload.length === 0) return;
    const pcm = decoder.decode(packet.payload);
    const samples = new Int16Array(Uint8Array.from(pcm).buffer);
    const missing = line.place(packet, samples.length);
    if (missing !== null)
      tell({ type: 'audio', samples: bytesOf(received.push(samples, missing, performance.now())) });
  });
  setInterval(() => {
    const silence = received.tick(performance.now());
    if (silence) tell({ type: 'audio', samples: bytesOf(silence) });
  }, TICK_MS);
}

/** @param {Int16Array} samples */
function bytesOf(samples) {
  return new Uint8Array(samples.buffer);
}

/**
 * @param {import('node-datachannel').Track} to
 * @param {import('@evan/opus').Encoder} encoder
 * @param {{ payloadType: number, ssrc: number }} stream
 */
function sendAudio(to, encoder, { payloadType, ssrc }) {
  let sequence = Math.floor(Math.random() * 0x80_00);
  let timestamp = Math.floor(Math.random() * 0xff_ff_ff);
  let isFirst = true;
  setInterval(() => {
    if (!to.isOpen()) return;
    audio.take(performance.now(), (frame, skipped) => {
      timestamp += skipped * FRAME_SAMPLES;
      const bytes = writeRtp({ payloadType, sequence, timestamp, ssrc, isFirst }, encoder.encode(frame));
      isFirst = false;
      sequence += 1;
      timestamp += FRAME_SAMPLES;
      attempt(() => to.sendMessageBinary(bytes));
    });
  }, TICK_MS);
}

/** Hangs up, and ends when the other side has been told. */
function end() {
  if (isEnding) return;
  isEnding = true;
  attempt(() => channel?.close());
  attempt(() => connection?.onStateChange((state) => state === 'closed' && process.exit(0)));
  attempt(() => connection?.close());
  setTimeout(() => process.exit(0), connection ? FAREWELL_MS : 0);
}

process.on('message', (/** @type {any} */ message) => {
  switch (message.type) {
    case 'answer':
      void answer(message.sdp).catch((error) => tell({ type: 'refused', message: String(error) }));
      break;
    case 'send':
      attempt(() => channel?.sendMessage(message.text));
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
