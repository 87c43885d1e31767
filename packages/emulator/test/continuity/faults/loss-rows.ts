import type { FaultPlan } from '../../../src/faults/fault.ts';
import { ALL, RUNNING } from './fault-row.ts';
import type { FaultRow } from './fault-row.ts';

/** Every attempt to reconnect is refused. */
const REFUSALS: FaultPlan = [2, 3, 4, 5, 6, 7, 8].map((onConnection) => ({
  kind: 'refuse',
  trigger: { at: 'upgrade', onConnection },
}));

/** Connections that are lost, and paths that are dead. */
export const LOSSES: readonly FaultRow[] = [
  {
    name: 'every attempt to reconnect is refused',
    fault: { kind: 'drop' },
    plan: REFUSALS,
    phases: ['listening'],
    end: 'failed connect-refused',
  },
  {
    name: 'every connection breaks as soon as it is live',
    plan: [{ kind: 'drop', trigger: { at: 'configured', times: 'always' } }],
    phases: ['connecting'],
    end: 'failed connection-lost',
  },
  { name: 'the connection breaks', fault: { kind: 'drop' }, phases: ALL, end: 'renewed' },
  { name: 'the connection is reset', fault: { kind: 'drop', how: 'reset' }, phases: RUNNING, end: 'renewed' },
  {
    name: 'the connection is half open',
    fault: { kind: 'drop', how: 'half-open' },
    phases: RUNNING,
    end: 'renewed',
    isSilent: true,
    // The old socket is still open at the vendor, which refuses the handle.
    unless: { Gemini: 'renewed reseeded' },
  },
  {
    name: 'nothing arrives any more',
    fault: { kind: 'stall', direction: 'to-client' },
    phases: ['user-speaking', 'speaking'],
    end: 'renewed',
    isSilent: true,
    // The vendor has heard them.
    isDestructive: true,
  },
  {
    name: 'the server reads no more',
    fault: { kind: 'stall', direction: 'to-server' },
    phases: ['user-speaking'],
    end: 'renewed',
    isSilent: true,
    unless: { Gemini: 'renewed reseeded' },
  },
];
