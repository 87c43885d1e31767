import { durationMs } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { InternalState } from './internal-state.ts';
import type { ReceivedAudio } from './session-input.ts';
import type { Step } from './step.ts';
import { recordOutput } from './record-output.ts';

/**
 * Whether a chunk only adds to the audio of an item that is played, so that nothing has to be decided about it. A cut
 * cancels the response of each playout that it cuts. A response without a cut playout is cancelled when it starts, as the
 * last of the list, so that the list need not be searched for each chunk.
 */
export function continuesPlayout(
  { public: state, playback, responses }: InternalState,
  chunk: { readonly connection: number; readonly itemId: ItemId; readonly responseId: string },
): boolean {
  const playout = playback.playouts.get(chunk.itemId);
  return (
    playout !== undefined &&
    !playout.isCut &&
    playout.responseId === chunk.responseId &&
    responses.cancelledResponseIds.at(-1) !== chunk.responseId &&
    state.status === 'live' &&
    state.connection === chunk.connection
  );
}

/** Counts audio that was played without a step of its own. */
export function countAudio(step: Step, { itemId, byteLength }: ReceivedAudio, atMs: number): void {
  recordOutput(step, atMs);
  const playout = step.state.playback.playouts.get(itemId);
  if (!playout) return;
  const receivedMs = playout.receivedMs + durationMs(byteLength, step.state.vendor.outputFormat);
  step.setPlayout(itemId, { ...playout, receivedMs });
}
