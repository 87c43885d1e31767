/** The functions of a test page; they run in the browser. */
export interface CallPage {
  /** Opens a call. Gives the status of the answer, and where the call lies. */
  begin(options: {
    readonly key: string;
  }): Promise<{ status: number; location: string | null; body: string }>;
  /** Plays a WAV file, in base64, into the call. Settles when it is over. */
  speak(wav: string): Promise<void>;
  send(event: object): void;
  /** Every event so far, with when it came. */
  readonly events: readonly {
    readonly type: string;
    readonly atMs: number;
    readonly [key: string]: unknown;
  }[];
  /** Sound that arrived, as the loudest of each hundredth of a second. */
  readonly levels: readonly number[];
  state(): { readonly connection: string; readonly ice: string; readonly channel: string };
  /** Packets of audio that have come and that are missing. */
  packets(): Promise<{ readonly received: number; readonly lost: number }>;
  end(): void;
}

declare global {
  var call: CallPage;
}

/** Gives a page a call whose microphone is the test's. It is carried into the browser as it is, so it imports nothing. */
export function installCall(): void {
  const audio = new AudioContext({ sampleRate: 48_000 });
  const microphone = audio.createMediaStreamDestination();
  const events: CallPage['events'][number][] = [];
  const levels: number[] = [];
  let connection = new RTCPeerConnection();
  let channel = connection.createDataChannel('unused');
  const listen = (stream: MediaStream) => {
    // Chromium gives Web Audio nothing of a remote stream that no element plays.
    const element = new Audio();
    element.muted = true;
    element.srcObject = stream;
    void element.play();
    const analyser = audio.createAnalyser();
    audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      levels.push(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    }, 10);
  };
  globalThis.call = {
    events,
    levels,
    async begin({ key }) {
      connection = new RTCPeerConnection();
      for (const track of microphone.stream.getTracks()) connection.addTrack(track, microphone.stream);
      connection.ontrack = ({ streams }) => streams[0] && listen(streams[0]);
      channel = connection.createDataChannel('oai-events');
      channel.onmessage = ({ data }: MessageEvent<string>) =>
        events.push({ ...(JSON.parse(data) as { type: string }), atMs: performance.now() });
      await connection.setLocalDescription(await connection.createOffer());
      const response = await fetch('/v1/realtime/calls', {
        method: 'POST',
        body: connection.localDescription?.sdp ?? '',
        headers: { 'Content-Type': 'application/sdp', Authorization: `Bearer ${key}` },
      });
      const { status } = response;
      const body = await response.text();
      if (status === 201) {
        const isOpen = new Promise((resolve) => (channel.onopen = resolve));
        await connection.setRemoteDescription({ type: 'answer', sdp: body });
        await isOpen;
      }
      return { status, location: response.headers.get('Location'), body };
    },
    async speak(wav) {
      const bytes = Uint8Array.from(atob(wav), (letter) => letter.codePointAt(0) ?? 0);
      const source = audio.createBufferSource();
      source.buffer = await audio.decodeAudioData(bytes.buffer);
      source.connect(microphone);
      source.start();
      await new Promise((resolve) => (source.onended = resolve));
    },
    send: (event) => channel.send(JSON.stringify(event)),
    state: () => ({
      connection: connection.connectionState,
      ice: connection.iceConnectionState,
      channel: channel.readyState,
    }),
    async packets() {
      const stats = [...(await connection.getStats()).values()] as readonly Record<string, unknown>[];
      const inbound = stats.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio') ?? {};
      return { received: Number(inbound['packetsReceived'] ?? 0), lost: Number(inbound['packetsLost'] ?? 0) };
    },
    end: () => connection.close(),
  };
}
