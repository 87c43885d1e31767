import { CLOSES, RUNNING } from './fault-row.ts';
import type { End, FaultRow } from './fault-row.ts';

const close = (code: number, end: End, unless: FaultRow['unless'] = {}): FaultRow => ({
  name: `the vendor closes with code ${code}`,
  fault: { kind: 'drop', how: 'clean', code },
  phases: CLOSES,
  end,
  unless,
});

/** Connections that the vendor ends. */
export const ENDS: readonly FaultRow[] = [
  close(1000, 'closed remote'),
  close(1001, 'renewed'),
  close(1002, 'failed unsupported-protocol', { ElevenLabs: 'renewed' }),
  close(1003, 'failed unsupported-protocol'),
  close(1007, 'failed invalid-config'),
  close(1008, 'failed vendor-failed', {
    Gemini: 'renewed',
    ElevenLabs: 'failed invalid-config',
    Cartesia: 'failed invalid-config',
    'Cartesia Line': 'failed invalid-config',
  }),
  close(1009, 'failed invalid-config'),
  close(1011, 'renewed'),
  close(1012, 'renewed'),
  close(1013, 'renewed'),
  {
    name: 'the session reaches its cap',
    fault: { kind: 'session-cap', seconds: 1 },
    phases: RUNNING,
    end: 'renewed',
    unless: { Cartesia: 'closed remote', 'Cartesia Line': 'closed remote' },
  },
  {
    name: 'the session reaches its cap without a notice',
    fault: { kind: 'session-cap', seconds: 1, announced: false },
    phases: RUNNING,
    end: 'renewed',
    unless: { ElevenLabs: 'closed remote', Cartesia: 'closed remote', 'Cartesia Line': 'closed remote' },
  },
  {
    name: 'the vendor announces the end',
    fault: { kind: 'go-away', timeLeftMs: 3_000 },
    phases: RUNNING,
    end: 'renewed',
    vendors: ['gemini'],
  },
  {
    name: 'the vendor announces the end and falls silent',
    fault: { kind: 'go-away', timeLeftMs: 3_000, outcome: 'silence' },
    phases: RUNNING,
    end: 'renewed',
    vendors: ['gemini'],
  },
  {
    name: 'the vendor announces the end and goes on',
    fault: { kind: 'go-away', timeLeftMs: 3_000, outcome: 'stay' },
    phases: RUNNING,
    end: 'renewed',
    vendors: ['gemini'],
  },
  {
    name: 'the credential is withdrawn',
    fault: { kind: 'credential', problem: 'rejected' },
    phases: CLOSES,
    end: 'failed credential-rejected',
  },
];
