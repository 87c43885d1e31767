import type { ReflexReport } from '../audio/reflex.ts';
import type { Microphone } from '../media/microphone-port.ts';
import type { OpenReflex } from '../media/reflex-port.ts';
import type { Speaker } from '../media/speaker-port.ts';
import { createReflex } from '../media/worklet-reflex.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { BargeIn, BargeInState } from '../session/barge-in/barge-in.ts';
import { QUIET_BARGE_IN } from '../session/barge-in/barge-in.ts';
import { decideBargeIn } from '../session/barge-in/decide-barge-in.ts';
import type { BargeInDecision } from '../session/barge-in/decide-barge-in.ts';
import { EchoWatch } from '../session/barge-in/echo-watch.ts';
import type { Machine } from '../session/machine.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { Scope } from '../util/scope.ts';
import { createScope } from '../util/scope.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import { Doubt } from './doubt.ts';
import { resolveRules } from './resolve-rules.ts';
import type { Playhead } from './realtime-session.ts';
import type { SessionPorts } from './session-options.ts';
import { SpokenItems } from './spoken-items.ts';

/** The devices of a session once both are open. */
export interface OpenDevices {
  readonly microphone: Microphone;
  readonly speaker: Speaker;
  /** Aborts when they are released. */
  readonly signal: AbortSignal;
}

/** What the part that handles barge-in is made with. */
export interface BargeInSetup {
  readonly options: BargeInOptions;
  readonly adapter: ProviderAdapter;
  readonly ports: SessionPorts;
  readonly readMachine: () => Machine;
  readonly readPlayhead: () => Playhead | null;
  readonly dispatch: (input: SessionInput) => void;
}

/** How long the silence after a yield is waited for, in milliseconds: a context may stand still. */
const SILENCE_PATIENCE_MS = 500;
/** How long the words of a sound that was dismissed may still prove that it was a turn, in milliseconds. */
const LATE_WORDS_MS = 3_000;
/** How long somebody speaks into a muted microphone before it is told, in milliseconds. */
const MUTED_SPEECH_MS = 300;

/** Watches the user's voice over the agent's: duck, decide, then yield or resume. One for a session. */
export class BargeInControl {
  readonly #setup: BargeInSetup;
  readonly #items = new SpokenItems();
  #options: BargeInOptions;
  #rules: ReturnType<typeof resolveRules>;
  #echo: EchoWatch;
  #reflex: OpenReflex | null = null;
  #scope: Scope = createScope();
  #doubt: Doubt | null = null;
  /** A sound that has been dismissed, and whose words may still come. */
  #dismissed: Doubt | null = null;
  #isArmed = false;
  #attempt = 0;

  constructor(setup: BargeInSetup) {
    this.#setup = setup;
    this.#options = setup.options;
    this.#rules = resolveRules(setup.options, setup.readMachine().config);
    this.#echo = new EchoWatch(setup.options.echo ?? 'auto');
    this.#note({});
  }

  get #nowMs(): number {
    return this.#setup.ports.clock.now();
  }

  /** Takes new options. Those of the reflex hold from the next connection of the devices on. */
  set(options: BargeInOptions): void {
    this.#options = options;
    this.#rules = resolveRules(options, this.#setup.readMachine().config);
    this.#echo = new EchoWatch(options.echo ?? 'auto');
    this.#arm();
  }

  /** Puts the reflex between the devices. Where that cannot be, the vendor's detection is what there is. */
  async attach({ microphone, speaker, signal }: OpenDevices): Promise<void> {
    // Another microphone begins anew: the old one's ears are taken out.
    this.#reflex?.close();
    this.#reflex = null;
    this.#attempt += 1;
    const attempt = this.#attempt;
    const { detect, duckLevel, duckMs, resumeMs, speech, detector } = this.#options;
    if (this.#scope.isDisposed) this.#scope = createScope();
    signal.addEventListener('abort', () => this.#release(), { once: true });
    if (detect === 'vendor' || signal.aborted) return;
    const port = this.#setup.ports.reflex ?? createReflex();
    const reflex = await port.open({
      microphone,
      speaker,
      reflex: {
        ...(speech && { detector: speech }),
        ...(duckLevel !== undefined && { duckLevel }),
        ...(duckMs !== undefined && { duckMs }),
        ...(resumeMs !== undefined && { resumeMs }),
      },
      ...(detector && { detector }),
      signal,
      onReport: (report) => this.#take(report),
      onLost: () => {
        this.#reflex = null;
        this.#settle({ verdict: 'resume', reason: 'agent-finished' }, false);
      },
    });
    if (signal.aborted || attempt !== this.#attempt) return reflex?.close();
    this.#reflex = reflex;
    this.#isArmed = false;
    this.#arm();
  }

  /** Leaves the floor to the vendor: nothing of it stays. */
  detach(): void {
    this.#release();
  }

  #release(): void {
    this.#reflex?.close();
    this.#reflex = null;
    this.#doubt = null;
    this.#dismissed = null;
    this.#scope.dispose();
    this.#items.clear();
    this.#note({ isDucked: false, isSpeakingWhileMuted: false });
  }

  /** Looks at what has happened, after the rules of the session have been applied to it. */
  observe(input: SessionInput): void {
    switch (input.type) {
      case 'mute-set':
        if (!input.isMuted) this.#note({ isSpeakingWhileMuted: false });
        return this.#arm();
      case 'input-mode-set':
        return this.#arm();
      case 'item-started':
        this.#items.start(this.#setup.readMachine(), input.itemId, this.#nowMs);
        return this.#arm();
      case 'playback-drained':
      case 'output-flushed':
        return this.#takeSilence(input);
      case 'server-event-received':
        return this.#takeEvent(input.event);
      default:
    }
  }

  #takeEvent(event: Extract<SessionInput, { type: 'server-event-received' }>['event']): void {
    switch (event.type) {
      case 'response-started':
        return this.#items.note(event.responseId, event.metadata);
      case 'speech-started':
        return this.#confirm();
      case 'input-transcript-delta':
      case 'input-transcript-done':
        return this.#readWords(event.itemId);
      default:
    }
  }

  /** The agent has fallen silent: by its own end, or because somebody else cut it. */
  #takeSilence(input: Extract<SessionInput, { type: 'playback-drained' | 'output-flushed' }>): void {
    // A speaker that was flushed may be empty before it has told how much was heard.
    const { tracks } = this.#setup.readMachine();
    if (input.type === 'playback-drained' && [...tracks.values()].some(({ isCut }) => isCut)) return;
    this.#items.end();
    this.#arm();
    if (input.type === 'playback-drained')
      this.#settle({ verdict: 'resume', reason: 'agent-finished' }, false);
    else if (input.by !== 'disconnect')
      this.#settle({ verdict: 'yield', reason: input.by === 'app' ? 'app' : 'vendor' }, false);
  }

  /** The vendor hears speech. Where nothing can hear it here, its word is all there is. */
  #confirm(): void {
    const { state, isHolding } = this.#setup.readMachine();
    if (this.#doubt) {
      if (this.#options.detect !== 'local') this.#doubt.isConfirmed = true;
      return this.#decide();
    }
    if (!this.#items.isSpeaking || state.inputMode !== 'hands-free') return;
    if (!isHolding) return this.#explain(this.#open(null), { verdict: 'yield', reason: 'vendor' });
    // Nobody is heard here: what the vendor hears is the agent itself, or the room.
    this.#setup.dispatch({ type: 'voice-began', isDoubt: true });
    this.#doubt = this.#open(null);
    this.#doubt.isConfirmed = true;
    if (this.#reflex) return this.#settle({ verdict: 'resume', reason: 'quiet' }, true);
    const isInterruptible = this.#isInterruptible;
    this.#settle(
      isInterruptible ? { verdict: 'yield', reason: 'vendor' } : { verdict: 'resume', reason: 'protected' },
      !isInterruptible,
    );
  }

  #open(report: ReflexReport | null): Doubt {
    const machine = this.#setup.readMachine();
    return new Doubt(machine.state.transcript, this.#setup.readPlayhead(), report);
  }

  get #isInterruptible(): boolean {
    const { isInterruptible = true } = this.#options;
    const item = this.#items.current;
    return typeof isInterruptible === 'boolean' ? isInterruptible : !item || isInterruptible(item);
  }

  /** Tells the reflex whether it may duck. */
  #arm(): void {
    const { isMuted, inputMode } = this.#setup.readMachine().state;
    const isInterruptible = this.#isInterruptible;
    const { isHalfDuplex } = this.#echo.state;
    const isArmed = isInterruptible && !isMuted && inputMode === 'hands-free' && !isHalfDuplex;
    if (isArmed !== this.#isArmed) this.#reflex?.tell({ type: 'arm', isArmed });
    this.#isArmed = isArmed;
    this.#note({ isInterruptible, ...this.#echo.state });
  }

  #note(patch: Partial<BargeInState>): void {
    const before: BargeInState | null = this.#setup.readMachine().state.bargeIn;
    const known = before ?? QUIET_BARGE_IN;
    const keys = Object.keys(patch) as (keyof BargeInState)[];
    if (before && keys.every((key) => known[key] === patch[key])) return;
    this.#setup.dispatch({ type: 'barge-in-noted', patch });
  }

  #take(report: ReflexReport): void {
    const { isMuted } = this.#setup.readMachine().state;
    if (isMuted) return this.#takeMuted(report);
    if (report.type === 'echo') {
      this.#echo.measured(report.couplingDb);
      return this.#arm();
    }
    if (report.type === 'silenced') return this.#dismissed?.silenced(report);
    // What was under way when the last sound was decided about says nothing new.
    if (report.onsetAtMs === this.#dismissed?.onsetAtMs) return;
    if (report.type === 'onset' || report.isDucked) this.#begin(report);
    const doubt = this.#doubt;
    if (!doubt) return;
    doubt.take(report);
    this.#note({ isDucked: report.isDucked });
    this.#decide();
  }

  #takeMuted(report: ReflexReport): void {
    const isSpeaking = report.type !== 'offset' && report.voicedMs >= MUTED_SPEECH_MS;
    if (isSpeaking || report.type === 'offset') this.#note({ isSpeakingWhileMuted: isSpeaking });
  }

  /** A voice has begun. Over the agent it is a doubt; else it is simply the user's turn. */
  #begin(report: ReflexReport): void {
    if (this.#setup.readMachine().state.inputMode !== 'hands-free' || this.#doubt) return;
    const isDoubt = report.isAgentAudible && this.#items.isSpeaking && !this.#echo.state.isHalfDuplex;
    this.#setup.dispatch({ type: 'voice-began', isDoubt });
    if (isDoubt) this.#doubt = this.#open(report);
  }

  #decide(): void {
    const doubt = this.#doubt;
    if (!doubt) return;
    const evidence = doubt.evidence(this.#setup.readMachine(), {
      isInterruptible: this.#isInterruptible,
      responseMs: this.#items.speakingMs(this.#nowMs),
    });
    // Whether it was a turn is asked of what is protected too: it is answered later, and a cough never.
    const decision = decideBargeIn({ ...evidence, isInterruptible: true }, this.#rules);
    if (decision.verdict === 'wait') return;
    const isDismissed = decision.verdict === 'resume';
    this.#settle(
      evidence.isInterruptible ? decision : { verdict: 'resume', reason: 'protected' },
      isDismissed,
    );
  }

  /** Late words may show that what was dismissed was a turn after all: a short question. */
  #readWords(itemId: string): void {
    this.#decide();
    const doubt = this.#dismissed;
    if (!doubt?.owns(itemId) || doubt.decision?.verdict !== 'resume') return;
    if (this.#nowMs - doubt.decidedAtMs > LATE_WORDS_MS) return;
    const evidence = doubt.evidence(this.#setup.readMachine(), {
      isInterruptible: this.#isInterruptible,
      responseMs: Infinity,
    });
    const decision = decideBargeIn(evidence, this.#rules);
    if (decision.reason !== 'words' && decision.reason !== 'command') return;
    this.#doubt = doubt;
    this.#settle(decision, false);
  }

  /** Acts on a decision, and explains it when all that followed has happened. */
  #settle(decision: BargeInDecision, isDismissed: boolean): void {
    const doubt = this.#doubt;
    if (!doubt || decision.verdict === 'wait') return;
    const { verdict, reason } = decision;
    const atMs = this.#nowMs;
    this.#doubt = null;
    this.#dismissed = doubt;
    doubt.settle(decision, atMs);
    const isEcho = reason.startsWith('echo');
    if (isEcho) this.#echo.echoed(atMs);
    this.#reflex?.tell(verdict === 'yield' ? { type: 'yield' } : { type: 'resume', isEcho });
    this.#setup.dispatch({ type: 'barge-in-decided', verdict, reason, isDismissed, atMs });
    this.#note({ isDucked: false });
    if (isEcho) this.#arm();
    this.#explain(doubt, decision);
  }

  #explain(doubt: Doubt, decision: BargeInDecision): void {
    const { dispatch, ports, readMachine } = this.#setup;
    const verdict = decision.verdict === 'yield' ? 'yield' : 'resume';
    const { reason } = decision;
    if (!doubt.decision) doubt.settle(decision, this.#nowMs);
    const evidence = doubt.evidence(readMachine(), {
      isInterruptible: this.#isInterruptible,
      responseMs: this.#items.speakingMs(this.#nowMs),
    });
    const finish = () => {
      const { itemId, heardMs, decidedAtMs: atMs, onsetToDuckMs, onsetToSilenceMs } = doubt;
      const bargeIn: BargeIn = {
        itemId,
        heardMs,
        verdict,
        reason,
        evidence,
        atMs,
        onsetToDuckMs,
        onsetToSilenceMs,
      };
      dispatch({ type: 'barge-in-explained', bargeIn });
    };
    if (verdict === 'resume' || !this.#reflex) return finish();
    const stop = this.#scope.timeout(ports.clock, finish, SILENCE_PATIENCE_MS);
    doubt.onSilenced = () => {
      stop();
      finish();
    };
  }
}

/** Makes the part. */
export function createBargeInControl(setup: BargeInSetup): BargeInControl {
  return new BargeInControl(setup);
}
