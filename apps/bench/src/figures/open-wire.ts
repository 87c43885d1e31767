import { createRealtimeSession } from '@repartee/core';
import type { SessionPorts } from '@repartee/core';
import type { Wire } from '../page/wires.ts';
import { silentSpeaker } from './silent-speaker.ts';

/** One message of a vendor, as a socket delivers it. */
export type Frame = string | ArrayBuffer;

/** Hands a frame to a client, as its transport does. */
export type TakeFrame = (frame: Frame) => void;

/**
 * Opens a session whose transport is a function call.
 *
 * @param hasSpeaker - whether it has the real speaker; without it, a speaker drops everything.
 */
export async function openWire(wire: Wire, hasSpeaker: boolean) {
  let take: TakeFrame = () => {};
  const transport: SessionPorts['transport'] = {
    open({ listener }) {
      take = listener.onFrame;
      for (const frame of wire.opening) setTimeout(() => take(frame));
      return Promise.resolve({ send: () => true, bufferedBytes: () => 0, close: () => {} });
    },
  };
  const session = createRealtimeSession({
    adapter: wire.adapter(),
    credential: () => Promise.resolve('ek_bench'),
    microphone: false,
    ports: { transport, ...(hasSpeaker ? {} : { speaker: silentSpeaker }) },
  });
  await session.connect();
  return { session, take: (frame: Frame) => take(frame) };
}
