import { CHANNEL, createChannelId, isMessage } from './channel.ts';
import type { ChannelMessage } from './channel.ts';
import { createLineSource } from './RecordingSource.ts';
import type { RecordingSource } from './RecordingSource.ts';

/** Follows a session of another page of the same origin, which has called `connectInspector`. */
export function createChannelSource(name = CHANNEL): RecordingSource {
  return createLineSource(({ take, clear }) => {
    const channel = new BroadcastChannel(name);
    const by = createChannelId();
    const post = (message: ChannelMessage) => channel.postMessage(message);
    const leave = () => post({ type: 'leave', by });
    /** The page that is followed. A page that is reloaded has another id, and takes its place. */
    let followed: string | null = null;
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isMessage(data)) return;
      // A page that has opened, or that was loaded again.
      if (data.type === 'here') post({ type: 'ask', by, to: data.from });
      if (data.type === 'begin') {
        followed = data.from;
        clear();
      }
      if (data.type === 'end' && data.from === followed) followed = null;
      if (data.type === 'lines' && data.from === followed) for (const line of data.lines) take(line);
    });
    // A tab that is closed unmounts nothing.
    const tab = 'onpagehide' in globalThis ? globalThis : null;
    tab?.addEventListener('pagehide', leave);
    post({ type: 'ask', by });
    return () => {
      tab?.removeEventListener('pagehide', leave);
      leave();
      channel.close();
    };
  });
}
