import { CLOSES } from './fault-row.ts';
import type { FaultRow } from './fault-row.ts';

/** Sessions that can be resumed, and handles that cannot. */
export const MEMORIES: readonly FaultRow[] = [
  {
    name: 'the handle is unknown',
    fault: { kind: 'drop' },
    plan: [{ kind: 'stale-handle', trigger: { onConnection: 2 } }],
    phases: CLOSES,
    end: 'renewed',
    memory: 'reseeded',
    vendors: ['gemini'],
  },
  {
    name: 'the handle is refused again and again',
    fault: { kind: 'drop' },
    plan: [2, 3, 4, 5, 6].map((onConnection) => ({
      kind: 'stale-handle',
      how: 'internal-error',
      trigger: { onConnection },
    })),
    phases: CLOSES,
    end: 'renewed',
    memory: 'reseeded',
    vendors: ['gemini'],
  },
  {
    name: 'the resumed session repeats the cut sentence',
    fault: { kind: 'drop' },
    plan: [{ kind: 'repeat-sentence', trigger: { onConnection: 2 } }],
    phases: ['speaking'],
    end: 'renewed',
    vendors: ['gemini'],
  },
];
