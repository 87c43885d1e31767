import type { ReflexCommand, ReflexReport } from '../audio/reflex.ts';
import type { OpenReflex, ReflexOpenOptions, ReflexPort } from '../media/reflex-port.ts';

/** The time that the fake takes to lower the agent, to silence it and to pause it, in milliseconds. */
const DUCK_MS = 32;
const SILENCE_MS = 10;
const PAUSE_MS = 60;
/** The pause after which a detector takes speech for ended, in milliseconds. */
const HANGOVER_MS = 300;

/** Measurements of a sound. The default is a clear voice over headphones. */
export type DetectedSound = Partial<Omit<ReflexReport, 'type' | 'onsetAtMs' | 'atMs' | 'isDucked'>>;

/** A reflex that reports what a test says. */
export interface FakeReflex extends ReflexPort {
  readonly isOpen: boolean;
  /** The number of open reflexes in the way of the sound: more than one would duck twice. */
  readonly openCount: number;
  readonly isArmed: boolean;
  readonly isDucked: boolean;
  /** The commands of the session, oldest first. */
  readonly commands: readonly ReflexCommand[];
  /** The options of the last opening. */
  readonly lastOptions: ReflexOpenOptions | null;
  /** A sound begins at the microphone. It ducks the agent where that is armed and audible. */
  begin(sound?: DetectedSound): void;
  /** The sound goes on for so long, in milliseconds. */
  goOn(ms: number, sound?: DetectedSound): void;
  /** The sound ends, and a pause follows it. */
  end(): void;
  /** Measures how much of the output comes back, in decibels. */
  measure(couplingDb: number): void;
  /** The audio thread dies. */
  lose(): void;
}

/** Creates a reflex without an audio thread. */
export function createFakeReflex(): FakeReflex {
  return new Fake();
}

const QUIET: ReflexReport = {
  type: 'onset',
  onsetAtMs: 0,
  atMs: 0,
  isDucked: false,
  isAgentAudible: true,
  elapsedMs: 0,
  speechMs: 0,
  voicedMs: 0,
  silenceMs: 0,
  levelDb: 15,
  probability: 0.9,
  evidenceAtMs: 0,
  echoMatch: 0,
  couplingDb: -60,
};

class Fake implements FakeReflex {
  openCount = 0;
  isArmed = false;
  isDucked = false;
  readonly commands: ReflexCommand[] = [];
  lastOptions: ReflexOpenOptions | null = null;
  #current: ReflexOpenOptions | null = null;
  #heard: ReflexReport = QUIET;

  get isOpen(): boolean {
    return this.#current !== null;
  }

  open(options: ReflexOpenOptions): Promise<OpenReflex> {
    this.lastOptions = options;
    this.#current = options;
    this.isArmed = false;
    this.openCount += 1;
    let isOpen = true;
    return Promise.resolve({
      tell: (command: ReflexCommand) => this.#take(command),
      close: () => {
        if (isOpen) this.openCount -= 1;
        isOpen = false;
        if (this.#current === options) this.#leave();
      },
    });
  }

  #take(command: ReflexCommand): void {
    this.commands.push(command);
    if (command.type === 'arm') this.isArmed = command.isArmed;
    if (command.type === 'resume' || command.type === 'yield') this.isDucked = false;
    if (command.type === 'pause') {
      const { onsetAtMs, atMs } = this.#heard;
      queueMicrotask(() => this.#report('paused', { onsetAtMs, atMs: atMs + PAUSE_MS }));
    }
    if (command.type !== 'yield') return;
    const { onsetAtMs, atMs } = this.#heard;
    queueMicrotask(() => this.#report('silenced', { onsetAtMs, atMs: atMs + SILENCE_MS }));
  }

  #report(type: ReflexReport['type'], change: Partial<ReflexReport>): void {
    this.#heard = { ...this.#heard, ...change, type, isDucked: this.isDucked };
    this.#current?.onReport(this.#heard);
  }

  begin(sound: DetectedSound = {}): void {
    const onsetAtMs = this.#heard.atMs + 1_000;
    this.#heard = { ...QUIET, ...sound, onsetAtMs, atMs: onsetAtMs + 20, elapsedMs: 20, speechMs: 20 };
    this.#heard = { ...this.#heard, voicedMs: sound.voicedMs ?? 20 };
    this.#report('onset', {});
    if (!this.isArmed || !this.#heard.isAgentAudible) return;
    this.isDucked = true;
    this.#report('ducked', { atMs: onsetAtMs + DUCK_MS });
  }

  goOn(ms: number, sound: DetectedSound = {}): void {
    const { atMs, elapsedMs, speechMs, voicedMs } = this.#heard;
    const longer = { atMs: atMs + ms, elapsedMs: elapsedMs + ms, speechMs: speechMs + ms };
    this.#report('speech', { ...longer, voicedMs: voicedMs + ms, silenceMs: 0, ...sound });
  }

  end(): void {
    this.#report('offset', { atMs: this.#heard.atMs + HANGOVER_MS, silenceMs: HANGOVER_MS });
  }

  measure(couplingDb: number): void {
    this.#report('echo', { couplingDb });
  }

  lose(): void {
    const current = this.#current;
    this.#leave();
    current?.onLost();
  }

  /** The agent is heard past a reflex that is gone. */
  #leave(): void {
    this.#current = null;
    this.isArmed = this.isDucked = false;
  }
}
