/** The handling of loudspeakers: `auto` switches to half duplex when the agent keeps interrupting itself. */
export type EchoMode = 'auto' | 'full-duplex' | 'half-duplex';

/** The facts about the agent's own sound at the microphone. */
export interface EchoState {
  readonly suggestsHeadphones: boolean;
  readonly isHalfDuplex: boolean;
}

/** Coupling from which on headphones are suggested, in decibels: a laptop's speakers without echo cancellation. */
const LOUD_DB = -30;
/** The number of reports in a row that must agree, two a second: a single loud moment is not an echo. */
const AGREED = 6;
/** The number of echoes within a minute that switch to half duplex. */
const MAX_ECHOES = 3;
const WITHIN_MS = 60_000;

/** The coupling between output and input over a session, as a value. */
export interface EchoWatch {
  readonly mode: EchoMode;
  /** Loud reports less quiet ones, 0 to `AGREED`. */
  readonly loudReports: number;
  readonly isLoud: boolean;
  /** The times in the last minute at which the agent's voice was taken for the user's, in milliseconds. */
  readonly echoes: readonly number[];
}

export function createEchoWatch(mode: EchoMode): EchoWatch {
  return { mode, loudReports: 0, isLoud: false, echoes: [] };
}

export function echoStateOf({ mode, isLoud, echoes }: EchoWatch): EchoState {
  const isStuck = isLoud && echoes.length >= MAX_ECHOES;
  return {
    suggestsHeadphones: isLoud,
    isHalfDuplex: mode === 'half-duplex' || (mode === 'auto' && isStuck),
  };
}

/** Takes a measured coupling, in decibels. */
export function measureEcho(watch: EchoWatch, couplingDb: number): EchoWatch {
  const change = couplingDb >= LOUD_DB ? 1 : -1;
  const loudReports = Math.max(0, Math.min(AGREED, watch.loudReports + change));
  const isLoud = loudReports === AGREED || (watch.isLoud && loudReports > 0);
  return { ...watch, loudReports, isLoud };
}

/** The agent's own voice was taken for the user's. */
export function countEcho(watch: EchoWatch, atMs: number): EchoWatch {
  return { ...watch, echoes: [...watch.echoes.filter((before) => atMs - before < WITHIN_MS), atMs] };
}
