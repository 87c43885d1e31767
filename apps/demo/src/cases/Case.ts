import type { AnyClientTool, InputMode } from '@repartee/core';

/** The names of the cases. */
export type CaseId = 'guide' | 'support' | 'tutor' | 'eyes';

/** A use of a voice agent that the demo shows. */
export interface Case {
  readonly id: CaseId;
  readonly name: string;
  /** The one sentence of the first screen, and a line below it. */
  readonly headline: string;
  readonly invitation: string;
  /** A suggestion to try while the agent listens. */
  readonly hint: string;
  readonly instructions: string;
  /** Tells the agent how to speak first. */
  readonly opening: string;
  /** Messages that can be sent by a click. */
  readonly suggestions: readonly string[];
  readonly inputMode: InputMode;
  readonly tools: readonly AnyClientTool[];
  /** The file of the tools; `null` without tools. */
  readonly toolsCode: string | null;
  /** Whether camera and screen are at hand, and the agent may ask to see them. @default false */
  readonly sees?: boolean;
  /** A message that makes the agent use a tool. */
  readonly toolRequest: string;
}
