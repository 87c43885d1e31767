import type { RealtimeSession } from '@repartee/core';
import { createRecorder } from '@repartee/core/recording';
import type { Recorder, RecorderOptions } from '@repartee/core/recording';
import { CHANNEL, createChannelId, isMessage } from './channel.ts';
import type { ChannelMessage } from './channel.ts';

/** The options of `connectInspector`. */
export interface ConnectInspectorOptions extends RecorderOptions {
  /** The name of the channel, where several apps share an origin. @default 'repartee-inspector' */
  readonly channel?: string;
  /**
   * A recorder that runs already, such as that of an error report, so that the session is recorded once. The other options of a
   * recorder then do nothing, and it is not stopped at the end. @default a recorder of its own
   */
  readonly recorder?: Recorder;
}

/**
 * Lets an inspector on another page of the same origin follow the session. It records from now on, so that an inspector that opens
 * later has the last five minutes; lines are written only while one is open. One that is open already follows the page at once. Returns
 * the function that ends it.
 *
 * @example
 * if (import.meta.env.DEV) connectInspector(session);
 */
export function connectInspector(
  session: RealtimeSession,
  { channel: name = CHANNEL, recorder: given, ...options }: ConnectInspectorOptions = {},
): () => void {
  const channel = new BroadcastChannel(name);
  const recorder = given ?? createRecorder(session, options);
  const from = createChannelId();
  const inspectors = new Set<string>();
  const post = (message: ChannelMessage) => channel.postMessage(message);
  let stop: (() => void) | null = null;
  let waiting: string[] = [];
  const send = () => {
    const lines = waiting;
    waiting = [];
    if (lines.length > 0) post({ type: 'lines', from, lines });
  };
  const begin = () => {
    stop?.();
    waiting = [];
    post({ type: 'begin', from });
    stop = recorder.follow((line) => {
      if (waiting.length === 0) queueMicrotask(send);
      waiting.push(line);
    });
  };
  const end = () => {
    stop?.();
    send();
    post({ type: 'end', from });
  };
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isMessage(data)) return;
    if (data.type === 'ask' && (data.to ?? from) === from) {
      inspectors.add(data.by);
      begin();
    }
    if (data.type === 'leave' && inspectors.delete(data.by) && inspectors.size === 0) end();
  });
  post({ type: 'here', from });
  return () => {
    end();
    if (!given) recorder.stop();
    channel.close();
  };
}
