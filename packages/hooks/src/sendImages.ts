import { createVision } from '@repartee/core';
import type { ItemId, PreparedImage, RealtimeSession } from '@repartee/core';

import type { ImageList } from './createImageList.ts';

/** An image as a part of a message. */
export const partOf = ({ url }: PreparedImage) => ({ type: 'image', url }) as const;

/** Sends the images of a list with a text, or without one. Rejects as the session does: the images stay in the list then. */
export function sendImages(session: RealtimeSession, list: ImageList, text: string): Promise<ItemId> {
  const words = text === '' ? [] : [{ type: 'text', text } as const];
  return list.send(async (images) => {
    if (session.capabilities.canSendImages) return session.sendMessage([...images.map(partOf), ...words]);
    // Files belong to a conversation: there is none before the session is live.
    await session.connect();
    return createVision(session).sendMessage([...images.map(partOf), ...words]);
  });
}
