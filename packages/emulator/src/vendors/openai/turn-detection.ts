import type { Wire } from './frames.ts';

/** The longest wait of semantic detection by eagerness, in milliseconds (API reference). */
const LONGEST_WAIT_MS: Readonly<Record<string, number>> = {
  low: 8_000,
  medium: 4_000,
  auto: 4_000,
  high: 2_000,
};

/** The wait after something that sounds complete, by eagerness: the emulator's own choice. */
const SHORT_WAIT_MS: Readonly<Record<string, number>> = { low: 1_500, medium: 800, auto: 800, high: 400 };

/** Words that do not end a sentence. */
const UNFINISHED =
  /\b(a|an|and|are|because|but|for|from|if|in|is|my|of|or|so|that|the|then|to|uh|um|when|with|would)[,.\s]*$/i;

/** The settings of turn detection. */
export interface TurnDetection {
  readonly threshold: number;
  /** The audio in front of the detected start that belongs to the turn, in milliseconds. */
  readonly prefixMs: number;
  readonly canRespond: boolean;
  readonly canInterrupt: boolean;
  /** Silence after an answer that triggers another one, in milliseconds; `null` for never. */
  readonly idleMs: number | null;
  /** The silence that ends a turn with these last words. */
  silenceMs(lastWords: string): number;
}

/** Reads a checked configuration with defaults; `null` if the client commits its turns. */
export function readTurnDetection(wire: Wire | null): TurnDetection | null {
  if (wire === null) return null;
  const isSemantic = wire['type'] === 'semantic_vad';
  const eagerness = String(wire['eagerness']);
  return {
    threshold: isSemantic ? 0.5 : Number(wire['threshold']),
    prefixMs: isSemantic ? 300 : Number(wire['prefix_padding_ms']),
    canRespond: wire['create_response'] !== false,
    canInterrupt: wire['interrupt_response'] !== false,
    idleMs: typeof wire['idle_timeout_ms'] === 'number' ? wire['idle_timeout_ms'] : null,
    silenceMs: isSemantic
      ? (words) => semanticSilenceMs(words, eagerness)
      : () => Number(wire['silence_duration_ms']),
  };
}

/** Guesses completeness from the last word. Without words in time, every turn counts as complete. */
function semanticSilenceMs(words: string, eagerness: string): number {
  const waits = UNFINISHED.test(words) ? LONGEST_WAIT_MS : SHORT_WAIT_MS;
  return waits[eagerness] ?? 800;
}
