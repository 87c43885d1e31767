import type { RealtimeSession } from '@repartee/core';

/** A room in which the loudspeaker is heard by the microphone. */
export interface EchoRoom {
  readonly isOpen: boolean;
  /** Plays the agent into the user's microphone, late and fainter, without echo cancellation. */
  open(session: RealtimeSession): Promise<void>;
  /** Gives the session its own microphone back. */
  close(session: RealtimeSession): Promise<void>;
}

/** The way from the loudspeaker to the microphone of a laptop. */
const DELAY_S = 0.06;
const GAIN = 0.5;

/** Creates a room. It finds the sound of the page by what is connected to its loudspeaker, so it is made before anything plays. */
export function createEchoRoom(): EchoRoom {
  const loudspeaker = watchLoudspeaker();
  let leave: (() => void) | null = null;
  return {
    get isOpen() {
      return leave !== null;
    },
    async open(session) {
      const output = loudspeaker();
      if (output === null || leave !== null) return;
      const context = output.context as AudioContext;
      const constraints = { audio: { echoCancellation: false, noiseSuppression: false } };
      const voice = await navigator.mediaDevices.getUserMedia(constraints);
      const source = context.createMediaStreamSource(voice);
      const delay = new DelayNode(context, { delayTime: DELAY_S });
      const gain = new GainNode(context, { gain: GAIN });
      const heard = context.createMediaStreamDestination();
      source.connect(heard);
      output.connect(delay).connect(gain).connect(heard);
      const end = session.on('status-changed', ({ status }) => {
        if (status === 'closed' || status === 'failed') leave?.();
      });
      leave = () => {
        leave = null;
        end();
        for (const track of voice.getTracks()) track.stop();
        for (const node of [source, gain]) node.disconnect();
        if (context.state !== 'closed') output.disconnect(delay);
      };
      const [track] = heard.stream.getAudioTracks();
      await session.microphone.select({ ...(track && { track }) });
    },
    async close(session) {
      leave?.();
      await session.microphone.select({});
    },
  };
}

/** Keeps the last node that was connected to the loudspeaker. */
function watchLoudspeaker(): () => AudioNode | null {
  let last: AudioNode | null = null;
  if (typeof AudioNode === 'undefined') return () => null;
  const keep = (node: AudioNode) => {
    last = node;
  };
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function connectAndKeep(this: AudioNode, ...args: [never]) {
    const [target] = args as readonly unknown[];
    if (target instanceof AudioDestinationNode && this.context instanceof AudioContext) keep(this);
    return connect.apply(this, args);
  } as typeof connect;
  return () => (last?.context.state === 'closed' ? null : last);
}
