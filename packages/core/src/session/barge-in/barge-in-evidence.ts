/** All that is known about a possible barge-in at one moment. */
export interface BargeInEvidence {
  /** Since the voice began, in milliseconds. */
  readonly elapsedMs: number;
  /** How much of it was above the noise, how much of that was voiced, and how long nothing has been. */
  readonly speechMs: number;
  readonly voicedMs: number;
  readonly silenceMs: number;
  /** How loud it is over the running noise floor, in decibels. */
  readonly levelDb: number;
  /** What the vendor has recognised of it so far. */
  readonly words: string;
  /** What the agent has just said, and is saying. */
  readonly agentWords: string;
  /** How alike its loudness moves to the agent's, 0 to 1, and how much of the output comes back, in decibels. */
  readonly echoMatch: number;
  readonly couplingDb: number;
  /** Whether the vendor's own detection says that it is speech. */
  readonly isConfirmed: boolean;
  /** Whether the app lets the agent be cut here. */
  readonly isInterruptible: boolean;
  /** How long the response has been heard, in milliseconds. */
  readonly responseMs: number;
}

/** What is to be done: stop the agent, let it go on, or wait for more. */
export type BargeInVerdict = 'yield' | 'resume' | 'wait';

/** Why. */
export type BargeInReason =
  | 'words'
  | 'command'
  | 'duration'
  | 'vendor'
  | 'app'
  | 'protected'
  | 'grace'
  | 'echo-words'
  | 'echo-envelope'
  | 'backchannel'
  | 'unvoiced'
  | 'quiet'
  | 'too-short'
  | 'agent-finished'
  | 'doubt-expired';
