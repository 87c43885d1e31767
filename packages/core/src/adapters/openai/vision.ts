import type { ViewImage, VisionWire } from '../../protocol/vision-wire.ts';

/*
 * The `VisionWire` of OpenAI. A live view is the newest image as an item of the user's. The one before is deleted, so that one is
 * paid for in each turn.
 */

/**
 * An image costs 65 tokens and 129 for each tile of 512 px, after its short side is scaled down to 512 px. OpenAI publishes no
 * figure: the rule fits both recorded usages of 2026 (194 and 323) and the published pair of `computer-use-preview`.
 */
const TOKENS_PER_IMAGE = 65;
const TOKENS_PER_TILE = 129;
const TILE_PX = 512;

/** Writes the newest image of a live view. */
export function writeView({ id, data }: ViewImage, previousId: string | null): ReturnType<typeof writeEnd> {
  const image_url = `data:image/jpeg;base64,${data}`;
  const item = { id, type: 'message', role: 'user', content: [{ type: 'input_image', image_url }] };
  const created = { type: 'conversation.item.create', item };
  return previousId === null ? [created] : [created, ...writeEnd(previousId)];
}

/** Writes that the newest image of a live view is to be forgotten. */
export function writeEnd(lastId: string): readonly Readonly<Record<string, unknown>>[] {
  return [{ type: 'conversation.item.delete', item_id: lastId }];
}

/** Estimates what one image costs, in tokens. */
export const estimateTokens: VisionWire['estimateTokens'] = ({ width, height }) => {
  const scale = Math.min(1, TILE_PX / Math.min(width, height));
  const tiles = (side: number) => Math.ceil(Math.round(side * scale) / TILE_PX);
  return TOKENS_PER_IMAGE + TOKENS_PER_TILE * tiles(width) * tiles(height);
};
