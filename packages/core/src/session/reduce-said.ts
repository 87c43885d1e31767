import type { ItemId } from '../protocol/conversation-item.ts';
import { entryOf } from './entries.ts';
import { reduceOutput } from './reduce-output.ts';
import type { SessionInput } from './session-input.ts';
import type { Step } from './step.ts';
import { endTrack, finishOutput } from './tracks.ts';
import { addEntry, editMessage } from './transcript-edits.ts';

/* What the app has spoken by a source of its own: it is heard, cut and written down like an answer, and no vendor made it. */

type InputOf<Type extends SessionInput['type']> = Extract<SessionInput, { type: Type }>;

/** Returns false for every input that is about something else. */
export function reduceSaid(step: Step, input: SessionInput): boolean {
  switch (input.type) {
    case 'say-requested':
      addSaying(step, input);
      return true;
    case 'said-begun':
      beginSaying(step, input.itemId);
      return true;
    case 'said':
      // What comes of a text that was cut, or of an earlier connection, is for nobody.
      if (step.machine.tracks.has(input.event.itemId)) reduceOutput(step, input.event, 0);
      return true;
    case 'said-ended':
      endSaying(step, input);
      return true;
    default:
      return false;
  }
}

function addSaying(step: Step, { itemId: id, text }: InputOf<'say-requested'>): void {
  addEntry(
    step,
    {
      kind: 'message',
      id,
      connection: step.state.connection,
      role: 'agent',
      modality: 'audio',
      text,
      images: [],
      state: 'streaming',
      stage: null,
      responseId: null,
      receivedMs: 0,
      heardMs: 0,
      cut: null,
      isFromApp: true,
    },
    undefined,
  );
  step.do({ type: 'speak', itemId: id, text });
}

/** From now on it can be cut. Nobody has to be told of that: the vendor does not know of it. */
function beginSaying(step: Step, itemId: ItemId): void {
  const entry = entryOf(step.state.transcript, itemId);
  if (entry?.kind !== 'message' || entry.state !== 'streaming') return;
  const track = {
    responseId: itemId,
    contentIndex: 0,
    receivedMs: 0,
    isEnded: false,
    isCut: false,
    isOutOfBand: true,
    isFromApp: true,
  };
  step.update({ tracks: new Map(step.machine.tracks).set(itemId, track) });
}

function endSaying(step: Step, { itemId, error }: InputOf<'said-ended'>): void {
  if (error) step.notify({ type: 'error', error });
  const track = step.machine.tracks.get(itemId);
  if (track?.isCut) return;
  const isHeard = track !== undefined && track.receivedMs > 0;
  if (isHeard) endTrack(step, itemId);
  else if (track) {
    const tracks = new Map(step.machine.tracks);
    tracks.delete(itemId);
    step.update({ tracks });
  }
  editMessage(step, itemId, (entry) => {
    // Written anew: without its track it is settled.
    if (entry.state !== 'streaming') return { ...entry };
    if (error) return { ...entry, state: 'failed' };
    if (track) return { ...entry, state: 'done' };
    return { ...entry, state: 'interrupted', cut: { by: 'app', heardMs: 0 } };
  });
  finishOutput(step);
}
