import type { ReflexCommand } from '../audio/reflex.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScope } from '../util/scope.ts';
import { loadWorklet } from './load-worklet.ts';
import type { OpenReflex, ReflexOpenOptions, ReflexPort } from './reflex-port.ts';
import type { SpeakerPath } from './speaker-port.ts';
import { untilAborted } from './until-aborted.ts';
import { REFLEX_PROCESSOR } from './worklets/reflex-messages.ts';
import type { ReflexMessage, ReflexNews } from './worklets/reflex-messages.ts';

/** What the browser's reflex is made with. */
export interface ReflexDeviceOptions {
  /** Where the app serves the worklet itself. @default the file `worklets/reflex.js` of the package */
  readonly workletUrl?: string;
}

/** Creates the port that puts a reflex between the browser's microphone and speaker. */
export function createReflex({ workletUrl }: ReflexDeviceOptions = {}): ReflexPort {
  return {
    async open(request) {
      const { source } = request.microphone;
      const { path } = request.speaker;
      if (!source || !path || source.context !== path.agent.context) return null;
      const url = workletUrl ?? new URL('../../worklets/reflex.js', import.meta.url).href;
      await untilAborted(loadWorklet(source.context, url), request.signal, aborted);
      return openBetween(source, path, request);
    },
  };
}

/** The sound takes the new way once the audio thread has made it: before that it would be silent there. */
async function openBetween(
  microphone: AudioNode,
  path: SpeakerPath,
  { reflex, detector, signal, onReport, onLost }: ReflexOpenOptions,
): Promise<OpenReflex> {
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
  await untilAborted(isReady, signal, aborted);
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
    path.agent.connect(path.output);
  });
  // A reflex that has failed is silent: the agent must be heard without it.
  scope.listen(node, 'processorerror', () => {
    scope.dispose();
    onLost();
  });
  if (detector) {
    const { port1, port2 } = new MessageChannel();
    tell({ type: 'listen', port: port1 }, [port1]);
    await detector({ context, microphone, port: port2, signal: scope.signal });
  }
  return { tell: (command: ReflexCommand) => tell(command), close: () => scope.dispose() };
}

function aborted(): RealtimeError {
  return new RealtimeError('aborted', 'The reflex was given up while it was being opened.');
}
