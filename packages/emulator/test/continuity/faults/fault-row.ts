import type { ContinuityKind } from '@repartee/core';
import type { FaultPlan, PlannedFault } from '../../../src/faults/fault.ts';
import type { Phase } from '../fault-cell.ts';

/**
 * The end of a cell after its fault:
 * - `kept`: the conversation goes on over the same connection
 * - `renewed`: it goes on over another connection
 * - `failed <code>`, `closed <reason>`: the session ends, and says so
 */
export type End = 'kept' | 'renewed' | `renewed ${ContinuityKind}` | `failed ${string}` | `closed ${string}`;

/** One fault of the matrix, and what is expected of every vendor. */
export interface FaultRow {
  /** The fault, in words. */
  readonly name: string;
  /** The fault of the phase; with `connecting`, at the moment that the fault itself names. */
  readonly fault?: PlannedFault;
  /** The other faults, at moments of their own. */
  readonly plan?: FaultPlan;
  readonly phases: readonly Phase[];
  readonly end: End;
  /** Vendors whose own signal means something else, by the name of the kit. */
  readonly unless?: Readonly<Record<string, End>>;
  /** The memory of a renewed connection, where it is not what the vendor usually can. */
  readonly memory?: ContinuityKind;
  /** Only these vendors have the fault, by their id. @default all */
  readonly vendors?: readonly string[];
  /** The path is dead and says nothing: it is noticed within ten seconds of outgoing speech. */
  readonly isSilent?: true;
  /** The fault itself destroys or doubles words on their way to the client, of all vendors or of these kits. */
  readonly isDestructive?: true | readonly string[];
}

export const ALL: readonly Phase[] = [
  'connecting',
  'listening',
  'user-speaking',
  'thinking',
  'speaking',
  'tool-running',
];
export const RUNNING = ALL.slice(1);
/** For faults whose phase matters little: silence, and both sides' speech. */
export const SOUNDS: readonly Phase[] = ['listening', 'user-speaking', 'speaking'];
export const CLOSES: readonly Phase[] = ['listening', 'speaking'];
