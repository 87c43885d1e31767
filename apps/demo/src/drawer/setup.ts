import { neural } from '@repartee/core/detectors/neural';
import type { BargeInOptions, Capabilities, InputMode, TurnDetection } from '@repartee/core';
import type { Case } from '../cases/Case.ts';

/** The ways to find the end of the user’s turn. */
export const DETECTIONS = {
  server: { label: 'After silence', value: { mode: 'server' } },
  patient: { label: 'After a longer silence', value: { mode: 'server', silenceMs: 1_000 } },
  semantic: { label: 'By meaning (semantic)', value: { mode: 'semantic', eagerness: 'auto' } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly value: TurnDetection }>>;

/** The settings of how easily the user’s voice interrupts the agent. */
export const INTERRUPTIONS = {
  balanced: { label: 'Balanced', value: { preset: 'balanced' } },
  eager: { label: 'Eager', value: { preset: 'eager' } },
  patient: { label: 'Patient', value: { preset: 'patient' } },
  vendor: { label: 'Vendor’s detection', value: { detect: 'vendor' } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly value: BargeInOptions }>>;

const NEURAL = neural();

/** The settings of a conversation. */
export interface Setup {
  readonly instructions: string;
  /** One of the vendor's voices; `null` is the vendor's default. */
  readonly voice: string | null;
  readonly detection: keyof typeof DETECTIONS;
  readonly inputMode: InputMode;
  readonly interruption: keyof typeof INTERRUPTIONS;
  /** Whether the neural detector decides what is a voice, from the next conversation on. */
  readonly isNeural: boolean;
  /** Whether the app speaks a greeting, in a voice of its own. */
  readonly hasGreeting: boolean;
}

/** The settings of a case, with what the user has changed. What the vendor does not have is left out. */
export function setupOf(
  { instructions, inputMode }: Case,
  changed: Partial<Setup>,
  voices: readonly string[],
  { turnDetection, canCommitTurns }: Pick<Capabilities, 'turnDetection' | 'canCommitTurns'>,
): Setup {
  const { voice = null, detection = 'server', interruption = 'balanced' } = changed;
  const mode = Object.hasOwn(DETECTIONS, detection) ? DETECTIONS[detection].value.mode : null;
  return {
    instructions: changed.instructions ?? instructions,
    voice: voice !== null && voices.includes(voice) ? voice : null,
    detection: mode !== null && turnDetection.includes(mode) ? detection : 'server',
    inputMode: canCommitTurns ? (changed.inputMode ?? inputMode) : 'hands-free',
    interruption: Object.hasOwn(INTERRUPTIONS, interruption) ? interruption : 'balanced',
    isNeural: changed.isNeural === true,
    hasGreeting: changed.hasGreeting === true,
  };
}

/** The turn detection of the settings. */
export function turnDetectionOf({ detection }: Setup): TurnDetection {
  return DETECTIONS[detection].value;
}

/** The barge-in options of the settings. */
export function bargeInOf({ interruption, isNeural }: Setup): BargeInOptions {
  const options: BargeInOptions = INTERRUPTIONS[interruption].value;
  return isNeural ? { ...options, detector: NEURAL } : options;
}
