import type { ItemId } from '@repartee/core';
import { useBargeIn, useHeardText, useTranscriptItem } from '@repartee/hooks';
import { firstWords, lastWords } from './excerpt.ts';

/** An answer that was cut off: the last words that were heard, the cut, and what was never heard. */
export function CutWords({ id }: { readonly id: ItemId }) {
  const { heardText, unheardText } = useHeardText(id);
  const entry = useTranscriptItem(id);
  if (entry?.kind !== 'message' || !entry.cut) return null;
  const { heardMs } = entry.cut;
  const unheard = unheardText.trim();
  return (
    <div className="demo-cut" role="group" aria-label="Interruption">
      <p className="demo-cut-words" dir="auto">
        {lastWords(heardText, 70)}
        <span className="demo-cut-mark" aria-hidden="true" />
        {unheard !== '' && (
          <>
            <span className="repartee-hidden"> Not heard: </span>
            <s>{firstWords(unheard, 90)}</s>
          </>
        )}
      </p>
      <p className="demo-cut-facts">
        <Fact value={`${(heardMs / 1_000).toFixed(1)} s`} name="heard" />
        <Speed itemId={id} />
      </p>
      {unheard !== '' && (
        <p className="demo-note">You never heard the struck words, and the agent knows that.</p>
      )}
    </div>
  );
}

/** The time in which the agent fell silent, where a voice interrupted it. */
function Speed({ itemId }: { readonly itemId: ItemId }) {
  const decision = useBargeIn().history.findLast((one) => one.itemId === itemId && one.verdict === 'yield');
  if (!decision) return null;
  const { onsetToDuckMs, onsetToSilenceMs } = decision;
  return (
    <>
      {onsetToDuckMs !== null && <Fact value={`${Math.round(onsetToDuckMs)} ms`} name="to quieter" />}
      {onsetToSilenceMs !== null && <Fact value={`${Math.round(onsetToSilenceMs)} ms`} name="to silence" />}
    </>
  );
}

function Fact({ value, name }: { readonly value: string; readonly name: string }) {
  return (
    <span className="demo-fact" dir="ltr">
      <strong>{value}</strong> {name}
    </span>
  );
}
