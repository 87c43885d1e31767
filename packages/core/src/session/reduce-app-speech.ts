import type { ItemId } from '../protocol/conversation-item.ts';
import type { InputHandlers } from './handlers.ts';
import { endPlayout, finishOutput } from './playouts.ts';
import { takeAudio, takeWordTimes } from './reduce-output.ts';
import type { InputOf } from './session-input.ts';
import { DEFAULT_RATE } from './transcript/speech-rate.ts';
import type { Step } from './step.ts';
import { addEntry, createMessageEntry, editMessage } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';

/** Handlers of the app's own speech. It is played, cut and transcribed like an answer, but the vendor does not make it. */
export const APP_SPEECH_HANDLERS: InputHandlers<
  'app-speech-requested' | 'app-speech-started' | 'app-speech-received' | 'app-speech-done'
> = {
  'app-speech-requested': (step, { itemId: id, text }) => {
    const entry = createMessageEntry(step, {
      id,
      role: 'agent',
      modality: 'audio',
      text,
      state: 'streaming',
    });
    addEntry(step, { ...entry, isFromApp: true });
    step.do({ type: 'speak', itemId: id, text });
  },
  'app-speech-started': (step, { itemId }) => startSpeech(step, itemId),
  'app-speech-received': (step, { event }) => {
    // Audio of a text that was cut, or of an earlier connection, is dropped.
    if (!step.state.playback.playouts.has(event.itemId)) return;
    if (event.type === 'audio-delta') takeAudio(step, event, 0);
    else takeWordTimes(step, event);
  },
  'app-speech-done': endSpeech,
};

/** From here on the speech can be cut. */
function startSpeech(step: Step, itemId: ItemId): void {
  const entry = entryOf(step.public.transcript, itemId);
  if (entry?.kind !== 'message' || entry.state !== 'streaming') return;
  step.setPlayout(itemId, {
    responseId: itemId,
    contentIndex: 0,
    receivedMs: 0,
    speechRate: DEFAULT_RATE,
    isEnded: false,
    isCut: false,
    isOutOfBand: true,
    isFromApp: true,
  });
}

function endSpeech(step: Step, { itemId, error }: InputOf<'app-speech-done'>): void {
  if (error) step.emit('error', error);
  const playout = step.state.playback.playouts.get(itemId);
  if (playout?.isCut) return;
  if (playout && playout.receivedMs > 0) endPlayout(step, itemId);
  else if (playout) step.dropPlayout(itemId);
  editMessage(step, itemId, (entry) => {
    // A copy, so that the entry is written again: without its playout it is settled.
    if (entry.state !== 'streaming') return { ...entry };
    if (error) return { ...entry, state: 'failed' };
    if (playout) return { ...entry, state: 'done' };
    return { ...entry, state: 'interrupted', cut: { by: 'app', heardMs: 0 } };
  });
  finishOutput(step);
}
