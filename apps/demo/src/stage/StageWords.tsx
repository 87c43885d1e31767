import type { EndReason, ItemId, SessionState } from '@repartee/core';
import { entryOf, useBargeIn, useSessionState } from '@repartee/hooks';
import { Captions } from '@repartee/ui';
import type { Case } from '../cases/Case.ts';
import { CutWords } from './CutWords.tsx';
import { isOpenStatus } from './isOpenStatus.ts';

const ENDS: Readonly<Record<EndReason, string>> = {
  user: 'You ended the conversation.',
  remote: 'The vendor ended the conversation.',
  budget: 'The budget for this conversation is used up.',
  idle: 'The conversation ended because nothing was said for a while.',
  hidden: 'The conversation ended because this page was in the background for too long.',
  failed: 'The conversation ended with an error.',
};

/** The sentence of the first screen, what is being said, or why the conversation has ended. */
export function StageWords({ example }: { readonly example: Case }) {
  const isOpen = useSessionState(({ status }) => isOpenStatus(status));
  const endReason = useSessionState((state) => state.endReason);
  const hasStarted = useSessionState(({ effective }) => effective !== null);
  if (isOpen) return <SpokenWords example={example} />;
  if (endReason === null)
    return (
      <>
        <h1>{example.headline}</h1>
        <p className="demo-stage-invitation">{example.invitation}</p>
      </>
    );
  return (
    <h1 className="demo-stage-end">
      {endReason === 'failed' && !hasStarted ? 'The conversation could not start.' : ENDS[endReason]}
    </h1>
  );
}

/** The number of entries that are searched for the last answer. */
const REACH = 12;

/** The last answer, if it was cut off in its words and no other one has been heard since. */
function cutOf({ transcript, speakingItemId }: SessionState): ItemId | null {
  for (const id of transcript.order.slice(-REACH).toReversed()) {
    const entry = entryOf(transcript, id);
    if (entry?.kind !== 'message' || entry.role !== 'agent') continue;
    if (entry.cut) return entry.text.trim() === '' ? null : id;
    if (id === speakingItemId || entry.heardMs > 0) return null;
  }
  return null;
}

/** The words as they are heard; after an interruption, those that were not. */
function SpokenWords({ example }: { readonly example: Case }) {
  const cut = useSessionState(cutOf);
  return (
    <>
      <h1 className="repartee-hidden">{example.headline}</h1>
      {cut === null ? <Captions background="none" size="large" /> : <CutWords id={cut} />}
      <Coach hint={example.hint} isCut={cut !== null} />
    </>
  );
}

/** One line that says what to do now. */
function Coach({ hint, isCut }: { readonly hint: string; readonly isCut: boolean }) {
  const { isDucked, isPaused, history } = useBargeIn();
  const status = useSessionState((state) => state.status);
  const phase = useSessionState((state) => state.phase);
  const isByHand = useSessionState(({ inputMode }) => inputMode === 'push-to-talk');
  const wasCut = isCut || history.some(({ verdict }) => verdict === 'yield');
  const words = () => {
    if (status === 'connecting') return 'Allow the microphone if your browser asks for it.';
    if (isPaused) return 'Waiting while I work out whether you mean me.';
    if (isDucked) return 'Quieter while I work out whether you mean me.';
    if (phase === 'speaking' && !wasCut)
      return `Interrupt me: ${isByHand ? 'hold the button and speak' : 'just start talking'}, or press Stop.`;
    return phase === 'listening' ? hint : '';
  };
  return (
    <p className="demo-coach" data-ducked={isDucked || undefined}>
      {words()}
    </p>
  );
}
