import { aborted } from '../errors/aborted.ts';
import type { ReflexCommand } from '../audio/reflex.ts';
import { createScope } from '../util/scope.ts';
import type { OpenReflex, ReflexOpenOptions, ReflexPort } from './reflex-port.ts';
import type { SpeakerPath } from './speaker-port.ts';
import { untilAborted } from './until-aborted.ts';
import { loadReflexWorklet } from './reflex-worklet-url.ts';
import { REFLEX_PROCESSOR } from './worklets/reflex-messages.ts';
import type { ReflexMessage, ReflexNews } from './worklets/reflex-messages.ts';

/** The options of the browser's reflex. */
export interface ReflexDeviceOptions {
  /** The address of the worklet, for an app that serves it itself. @default the file `worklets/reflex.js` of the package */
  readonly workletUrl?: string;
}

/** Creates the port that puts a reflex between the browser's microphone and speaker. */
export function createReflex({ workletUrl }: ReflexDeviceOptions = {}): ReflexPort {
  return {
    async open(request) {
      const { source } = request.microphone;
      const { path } = request.speaker;
      if (!source || !path || source.context !== path.agent.context) return null;
      await untilAborted(loadReflexWorklet(source.context, workletUrl), request.signal, () =>
        aborted('The barge-in reflex'),
      );
      return openBetween(source, path, request);
    },
  };
}

/** The sound takes the new way once the audio thread has made it: before that it would be silent there. */
async function openBetween(
  microphone: AudioNode,
  path: SpeakerPath,
  request: ReflexOpenOptions,
): Promise<OpenReflex> {
  const { reflex, signal, onReport, onLost } = request;
  const { context } = microphone;
  const scope = createScope();
  const node = new AudioWorkletNode(context, REFLEX_PROCESSOR, {
    numberOfInputs: 2,
    outputChannelCount: [1],
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions: reflex,
  });
  const tell = (message: ReflexMessage, transfer: Transferable[] = []) =>
    node.port.postMessage(message, transfer);
  const isReady = new Promise<void>((resolve) => {
    node.port.onmessage = ({ data }: MessageEvent<ReflexNews>) => {
      if (data.type === 'ready') resolve();
      else onReport(data);
    };
  });
  scope.add(() => {
    tell({ type: 'close' });
    node.port.onmessage = null;
    node.port.close();
    node.disconnect();
  });
  scope.listen(signal, 'abort', () => scope.dispose());
  await untilAborted(isReady, signal, () => aborted('The barge-in reflex'));
  microphone.connect(node, 0, 0);
  path.agent.connect(node, 0, 1);
  path.agent.disconnect(path.output);
  node.connect(path.output);
  scope.add(() => {
    try {
      microphone.disconnect(node);
      path.agent.disconnect(node);
    } catch {
      // The device was closed before: it has disconnected itself from everything.
    }
    // Chromium warns of it, and nothing sounds in a closed context.
    if (context.state !== 'closed') path.agent.connect(path.output);
  });
  // A reflex that has failed is silent: the agent must be heard without it.
  scope.listen(node, 'processorerror', () => {
    scope.dispose();
    onLost();
  });
  startDetector(request, context.sampleRate, scope.signal, tell);
  return { tell: (command: ReflexCommand) => tell(command), close: () => scope.dispose() };
}

/** The agent is ducked and decided about while the detector is still being loaded, and after it has failed. */
function startDetector(
  { detector, onDetectorLost }: ReflexOpenOptions,
  rateHz: number,
  signal: AbortSignal,
  tell: (message: ReflexMessage, transfer?: Transferable[]) => void,
): void {
  if (!detector) return;
  const { port1, port2 } = new MessageChannel();
  tell({ type: 'listen', port: port1 }, [port1]);
  let isLost = false;
  const onLost = (cause: unknown) => {
    if (isLost || signal.aborted) return;
    isLost = true;
    tell({ type: 'evidence-ended' });
    onDetectorLost?.(cause);
  };
  const start = async () => detector({ port: port2, rateHz, signal, onLost });
  start().catch(onLost);
}
