import type { Case, CaseId } from './Case.ts';
import { eyes } from './eyes.ts';
import { guide } from './guide.ts';
import { support } from './support.ts';
import { tutor } from './tutor.ts';

/** The cases of the demo, the first one first. */
export const CASES: readonly Case[] = [guide, support, tutor, eyes];

/** Finds a case; the first one for a name that is none. */
export function caseOf(id: CaseId): Case {
  return CASES.find((one) => one.id === id) ?? guide;
}
