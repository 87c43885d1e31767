/** The other side of a call in the same page, in the place of a vendor's server. */
export interface PagePeer {
  readonly peer: RTCPeerConnection;
  /** The messages that have come over the data channel. */
  readonly messages: readonly (string | ArrayBuffer)[];
  /** The data channel, as soon as it is there. */
  readonly channel: RTCDataChannel | null;
  /** The offers that it was asked to answer. */
  readonly offers: readonly string[];
  /** Answers an offer. */
  readonly exchange: (offer: { readonly sdp: string }) => Promise<string>;
  /** Lets the agent be heard, as a tone, or be silent. */
  speak(isSpeaking: boolean): void;
  /** The loudness of the user here at this moment: root mean square, 0 to 1. */
  hear(): number;
  close(): Promise<void>;
}

/** Fulfils when all candidates are in the description, or after a moment: on loopback that is at once. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (peer.iceGatheringState === 'complete' || peer.localDescription?.sdp.includes('a=candidate'))
        resolve();
    };
    peer.addEventListener('icegatheringstatechange', look);
    peer.addEventListener('icecandidate', look);
    look();
  });
}

/** Creates a peer that answers one call, sends a tone and records the user. */
export function createPagePeer(): PagePeer {
  const context = new AudioContext();
  const voice = new GainNode(context, { gain: 0 });
  const out = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 440 });
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  const samples = new Float32Array(2048);
  const element = new Audio();
  const peer = new RTCPeerConnection();
  const messages: (string | ArrayBuffer)[] = [];
  const offers: string[] = [];
  let channel: RTCDataChannel | null = null;
  tone.connect(voice).connect(out);
  tone.start();
  peer.addEventListener('datachannel', (event) => {
    channel = event.channel;
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }) => messages.push(data as string));
  });
  peer.addEventListener('track', ({ track }) => {
    const stream = new MediaStream([track]);
    element.muted = true;
    element.srcObject = stream;
    void element.play();
    context.createMediaStreamSource(stream).connect(analyser);
  });
  return {
    peer,
    messages,
    offers,
    get channel() {
      return channel;
    },
    async exchange({ sdp }) {
      offers.push(sdp);
      await peer.setRemoteDescription({ type: 'offer', sdp });
      const [transceiver] = peer.getTransceivers();
      if (transceiver) {
        transceiver.direction = 'sendrecv';
        await transceiver.sender.replaceTrack(out.stream.getAudioTracks()[0] ?? null);
        transceiver.sender.setStreams(out.stream);
      }
      await peer.setLocalDescription();
      await gathered(peer);
      return peer.localDescription?.sdp ?? '';
    },
    speak: (isSpeaking) => voice.gain.setValueAtTime(isSpeaking ? 0.3 : 0, context.currentTime),
    hear() {
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
    },
    async close() {
      element.srcObject = null;
      peer.close();
      if (context.state !== 'closed') await context.close();
    },
  };
}
