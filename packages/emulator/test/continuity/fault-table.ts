import { ENDS } from './faults/end-rows.ts';
import type { FaultRow } from './faults/fault-row.ts';
import { LOSSES } from './faults/loss-rows.ts';
import { MEMORIES } from './faults/memory-rows.ts';
import { REQUESTS } from './faults/request-rows.ts';
import { TROUBLES } from './faults/trouble-rows.ts';

/** The matrix. Every row holds for every vendor that has the fault. */
export const FAULT_TABLE: readonly FaultRow[] = [...REQUESTS, ...LOSSES, ...ENDS, ...TROUBLES, ...MEMORIES];
