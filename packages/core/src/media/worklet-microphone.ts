import { RealtimeError } from '../errors/realtime-error.ts';
import type { Clock } from '../util/clock.ts';
import { silentLevel } from '../util/level-source.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { Scope } from '../util/scope.ts';
import { createAnalyserLevel } from './analyser-level.ts';
import { watchContext } from './context-watch.ts';
import { explainMicrophoneError, microphoneIsGone } from './microphone-errors.ts';
import type { Microphone, MicrophoneOpenOptions } from './microphone-port.ts';
import { watchTrack } from './watch-track.ts';
import { CAPTURE_PROCESSOR } from './worklets/messages.ts';
import type { CaptureCommand, CaptureSetup } from './worklets/messages.ts';

/** Length of one chunk by default, in milliseconds. */
const CHUNK_MS = 20;

export interface WorkletMicrophoneOptions {
  /** The capture worklet is loaded in it. */
  readonly context: AudioContext;
  readonly track: MediaStreamTrack;
  readonly request: MicrophoneOpenOptions;
  /** Owns everything that the microphone acquires. */
  readonly scope: Scope;
  readonly clock: Clock;
}

/** A microphone whose chunks are made in the audio thread. */
export class WorkletMicrophone implements Microphone {
  readonly level: LevelSource;
  readonly source: AudioNode;
  readonly deviceId: string | null;
  readonly track: MediaStreamTrack;
  readonly #scope: Scope;
  readonly #node: AudioWorkletNode;
  #isMuted = false;

  constructor({ context, track, request, scope, clock }: WorkletMicrophoneOptions) {
    this.#scope = scope;
    this.track = track;
    this.deviceId = track.getSettings().deviceId ?? null;
    const source = createSource(context, track);
    const analyser = createAnalyserLevel(context);
    // The level shows what leaves: a meter that moves while the user is muted frightens them.
    const shown = () => (this.#isMuted || scope.isDisposed ? silentLevel : analyser.level);
    this.level = { level: () => shown().level(), bands: (into) => shown().bands(into) };
    this.#node = createNode(context, { format: request.format, chunkMs: request.chunkMs ?? CHUNK_MS });
    this.#node.port.onmessage = (event: MessageEvent<ArrayBuffer>) => {
      // Chunks that were on their way when the user muted must not leave either.
      if (!this.#isMuted) request.onChunk(new Uint8Array(event.data));
    };
    this.source = source;
    source.connect(analyser.node).connect(this.#node);
    // The output is silent. It is connected because some browsers pull only what leads to the destination (Safari).
    this.#node.connect(context.destination);
    const lose = (what: string) => request.onLost(new RealtimeError('microphone-lost', what));
    scope.listen(track, 'ended', () => request.onLost(microphoneIsGone()));
    const { onInterruption } = request;
    if (onInterruption) watchTrack({ context, track, level: analyser.level, scope, clock, onInterruption });
    scope.listen(this.#node, 'processorerror', () =>
      lose('The audio thread failed while it took the microphone’s sound.'),
    );
    let hasRun = context.state === 'running';
    scope.listen(context, 'statechange', () => {
      hasRun ||= context.state === 'running';
    });
    watchContext({
      context,
      scope,
      clock,
      onBlockedChange: (isBlocked) => {
        // A context that has never run waits for a gesture, which the speaker reports. One that has was taken by the system.
        if (isBlocked && hasRun) onInterruption?.('interrupted');
        else if (!isBlocked && hasRun && !track.muted) onInterruption?.('resumed');
        hasRun ||= !isBlocked;
      },
      onLost: () =>
        lose('The browser stopped the audio for good, so the agent cannot hear the user. Connect again.'),
    });
    scope.add(() => {
      this.#tell({ type: 'close' });
      this.#node.port.onmessage = null;
      this.#node.port.close();
      for (const part of [source, analyser.node, this.#node]) part.disconnect();
    });
  }

  #tell(command: CaptureCommand): void {
    this.#node.port.postMessage(command);
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.#tell({ type: 'mute', isMuted });
  }

  close(): void {
    this.#scope.dispose();
  }
}

function createNode(context: AudioContext, setup: CaptureSetup): AudioWorkletNode {
  return new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions: setup,
  });
}

/** Firefox refuses a device whose rate is not the context's where the app's own context has a forced rate. */
function createSource(context: AudioContext, track: MediaStreamTrack): MediaStreamAudioSourceNode {
  try {
    return context.createMediaStreamSource(new MediaStream([track]));
  } catch (cause) {
    throw explainMicrophoneError(cause);
  }
}
