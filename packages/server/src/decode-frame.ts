import type { ServerEvent, WireCodec } from '@repartee/core/server';
import type { ServerLogger } from './audit/logger.ts';

/** Reads a frame of the vendor. One that the adapter cannot read is logged and holds no events: the session goes on. */
export function decodeFrame(
  codec: WireCodec,
  frame: string | ArrayBuffer,
  logger: ServerLogger,
  details: Readonly<Record<string, unknown>>,
): readonly ServerEvent[] {
  try {
    return codec.decode(frame);
  } catch (err) {
    logger.error({ err, ...details }, 'A frame of the vendor could not be read.');
    return [];
  }
}
