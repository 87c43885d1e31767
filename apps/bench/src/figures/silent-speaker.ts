import type { SessionPorts } from '@repartee/core';

/** A speaker that drops everything: what is left is reading and bookkeeping. */
export const silentSpeaker: SessionPorts['speaker'] = {
  unlock: () => {},
  open: ({ listener }) =>
    Promise.resolve({
      level: { level: () => 0, bands: (into: Float32Array) => into.fill(0) },
      play: () => {},
      endItem(itemId: string) {
        listener.onItemFinished({ itemId, heardMs: 0 });
        listener.onDrained();
      },
      flush: () => Promise.resolve([]),
      setVolume: () => {},
      resume: () => Promise.resolve(),
      stats: () => ({ underruns: 0, underrunMs: 0, stalls: 0, jitterBufferMs: 0, queuedMs: 0, droppedMs: 0 }),
      close: () => {},
    }),
};
