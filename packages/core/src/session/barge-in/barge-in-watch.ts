import type { ReflexReport } from '../../audio/reflex.ts';
import type { ItemId } from '../../protocol/conversation-item.ts';
import type { BargeIn } from './barge-in.ts';
import type { BargeInPolicy, SpokenItem } from './barge-in-policy.ts';
import type { BargeInDecision, BargeInRules } from './decide-barge-in.ts';
import type { EchoWatch } from './echo-watch.ts';

/** The agent's current speech. */
export interface SpokenState {
  readonly item: SpokenItem | null;
  /** Whether the app lets the user interrupt the item. */
  readonly isInterruptible: boolean;
  /** Since when the response has been heard without a silence, in milliseconds; `null` while the agent is silent. */
  readonly sinceMs: number | null;
  /** The metadata of recent responses: it is known long before they are heard. */
  readonly metadata: ReadonlyMap<string, SpokenItem['metadata']>;
}

/** A sound of the user over the agent: it may be an interruption, and is decided about. */
export interface BargeInCandidate {
  /** The item that the agent was speaking, and how much of it had been heard at the onset, in milliseconds. */
  readonly itemId: ItemId | null;
  readonly heardMs: number;
  /** The start of the voice, in milliseconds on the clock of the reflex; `null` where only the vendor detected it. */
  readonly onsetAtMs: number | null;
  readonly onsetToDuckMs: number | null;
  /** Whether the agent has been paused until it is decided, and when it was silent. */
  readonly isPaused: boolean;
  readonly onsetToPauseMs: number | null;
  /** Whether the vendor's own detection reports speech. */
  readonly isConfirmed: boolean;
  /** Whether the user had begun a turn before, which the vendor has not taken as ended yet. */
  readonly isInTurn: boolean;
  /** The entries at the onset. Earlier speech may be transcribed late, and is not part of the candidate. */
  readonly entriesBefore: readonly ItemId[];
  readonly report: ReflexReport | null;
  readonly decision: BargeInDecision | null;
  readonly decidedAtMs: number;
}

/** The state of the barge-in rules. */
export interface BargeInWatch {
  readonly policy: BargeInPolicy;
  readonly rules: BargeInRules;
  readonly echo: EchoWatch;
  readonly spoken: SpokenState;
  /** Whether the reflex is between the speaker and the microphone. */
  readonly hasReflex: boolean;
  /** Whether the speaker can be paused. */
  readonly canPause: boolean;
  /** Whether the reflex may duck the agent. */
  readonly isArmed: boolean;
  readonly candidate: BargeInCandidate | null;
  /** The candidate that was decided last. */
  readonly decided: BargeInCandidate | null;
  /** The last ones that were no turns, in order: late words may still show that one was. */
  readonly rejected: readonly BargeInCandidate[];
  /** Whether a turn of one of them has been committed, and another sound has begun since. */
  readonly isTurnRejected: boolean;
  /** The sound that cut the agent without a word, while its words are awaited. */
  readonly wordless: BargeInCandidate | null;
  /** Whether the agent went on after such a cut, and the user has said nothing since. */
  readonly hasContinued: boolean;
  /** The onset of the voice that the reflex hears now, over the agent or not, in milliseconds on its clock. */
  readonly voiceAtMs: number | null;
  /** A decision that is reported once the reflex has measured the silence. */
  readonly unreported: BargeIn | null;
  /** The time of the last input, in milliseconds on the session's clock. */
  readonly nowMs: number;
}
