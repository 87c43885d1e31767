import { ALL, CLOSES, RUNNING, SOUNDS } from './fault-row.ts';
import type { FaultRow } from './fault-row.ts';

/** Trouble on a connection that goes on, and answers that fail. */
export const TROUBLES: readonly FaultRow[] = [
  {
    name: 'the network stands still for 3 s',
    fault: { kind: 'stall', forMs: 3_000 },
    phases: RUNNING,
    end: 'kept',
  },
  {
    name: 'the network is slow for 5 s',
    fault: { kind: 'throttle', bytesPerSecond: 50_000, forMs: 5_000 },
    phases: SOUNDS,
    end: 'kept',
  },
  {
    name: 'frames are late by random times',
    fault: { kind: 'jitter', maxMs: 300 },
    phases: RUNNING,
    end: 'kept',
  },
  {
    name: 'frames come in the wrong order',
    fault: { kind: 'reorder', count: 3 },
    phases: RUNNING,
    end: 'kept',
    isDestructive: true,
  },
  {
    name: 'frames come twice',
    fault: { kind: 'duplicate', count: 5 },
    phases: RUNNING,
    end: 'kept',
    // Deltas of its transcripts have no number.
    isDestructive: ['Gemini', 'Cartesia Line'],
  },
  {
    name: 'a frame is cut off',
    fault: { kind: 'corrupt' },
    phases: RUNNING,
    end: 'kept',
    isDestructive: true,
  },
  {
    name: 'a frame is noise',
    fault: { kind: 'corrupt', how: 'bytes' },
    phases: RUNNING,
    end: 'kept',
    isDestructive: true,
  },
  {
    name: 'a frame is very large',
    fault: { kind: 'oversize', bytes: 2_000_000 },
    phases: CLOSES,
    end: 'kept',
  },
  { name: 'a frame is of an unknown type', fault: { kind: 'unknown-event' }, phases: ALL, end: 'kept' },
  {
    name: 'transcripts are late',
    fault: { kind: 'late-transcripts' },
    phases: ['user-speaking', 'tool-running'],
    end: 'kept',
    isDestructive: ['Gemini'],
  },
  {
    name: 'no usage is reported',
    fault: { kind: 'missing-usage' },
    phases: ['user-speaking'],
    end: 'kept',
    vendors: ['openai', 'gemini', 'elevenlabs'],
  },
  {
    name: 'an answer fails',
    fault: { kind: 'answer-error' },
    phases: ['thinking', 'speaking'],
    end: 'kept',
    unless: {
      Gemini: 'renewed',
      ElevenLabs: 'renewed',
      Cartesia: 'failed vendor-failed',
      'Cartesia Line': 'failed vendor-failed',
    },
  },
];
