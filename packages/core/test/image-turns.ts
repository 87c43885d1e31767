import { responseDone } from './response-done.ts';
import type { PriceTable } from '../src/protocol/price-table.ts';
import type { VisionWire } from '../src/protocol/vision-wire.ts';
import { encodeBase64 } from '../src/util/base64.ts';
import { MeteredConversation } from './metered-conversation.ts';

/** The first bytes of a JPEG of a size: as much as tells it. */
export function jpegUrl(width: number, height: number): string {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const bytes = Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, ...size, 3, ...new Uint8Array(32)]);
  return `data:image/jpeg;base64,${encodeBase64(bytes)}`;
}

/** A conversation whose vendor reports nothing, so that its images are estimated. */
export function createImageTurns(table: PriceTable, estimateImage?: VisionWire['estimateTokens']) {
  const { meter } = new MeteredConversation(table, null, estimateImage);
  let turn = 0;
  return {
    meter,
    /** The user sends an image in a message. */
    send: (width: number, height: number) => {
      const content = [{ type: 'image', url: jpegUrl(width, height) }] as const;
      const item = { type: 'message', id: `m${width}`, role: 'user', status: 'completed', content } as const;
      meter.send({ type: 'create-item', commandId: 'c1', item });
    },
    /** A turn is answered. Returns the tokens of the images that it takes in, and of those the ones that are cached. */
    answer: () => {
      turn += 1;
      const responseId = `r${turn}`;
      meter.beginTurn(`u${turn}`, false);
      meter.hear({ type: 'response-started', responseId, isOutOfBand: false, metadata: null });
      meter.hear(responseDone(responseId));
      const { tally } = meter.ledger.balance(table, turn);
      return [tally.inputImage, tally.cachedImage];
    },
  };
}
