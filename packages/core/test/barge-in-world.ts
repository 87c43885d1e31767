import fc from 'fast-check';
import type { Capabilities } from '../src/protocol/capabilities.ts';
import type { ReflexReport } from '../src/audio/reflex.ts';
import type { ServerEvent } from '../src/protocol/server-event.ts';
import type { BargeInPolicy } from '../src/session/barge-in/barge-in-policy.ts';
import { LISTENING_WORDS } from '../src/session/barge-in/listening-words.ts';
import type { ListeningWords } from '../src/session/barge-in/split-phrases.ts';
import type { InternalState } from '../src/session/internal-state.ts';
import { observeBargeIn } from '../src/session/observe-barge-in.ts';
import type { SessionEffect } from '../src/session/session-effect.ts';
import type { SessionInput } from '../src/session/session-input.ts';
import { ReducerBench } from './reducer-bench.ts';
import { responseDone } from './response-done.ts';

/** One input, the states around it, and its effects. */
export interface Taken {
  readonly input: SessionInput;
  readonly before: InternalState;
  readonly after: InternalState;
  readonly effects: readonly SessionEffect[];
}

/** The session of a world. */
export interface WorldOptions {
  readonly turnAuthority: 'client' | 'vendor';
  readonly isCall: boolean;
  readonly capabilities: Partial<Capabilities>;
}

/** Sessions with barge-in: over a WebSocket or in a call, with vendors that can do more or less. */
export const anyWorld: fc.Arbitrary<WorldOptions> = fc.record({
  turnAuthority: fc.constantFrom('client', 'client', 'vendor'),
  isCall: fc.boolean(),
  capabilities: fc.constantFrom<Partial<Capabilities>[]>(
    {},
    { pause: 'hold' },
    { hasInterimTranscript: false },
    { canCancelResponse: false, isResponseOnDemand: false },
  ),
});

/** The fields in which a sound differs from a voice. */
export type Sound = Partial<ReflexReport>;

/**
 * The rules of a session with a reflex, a speaker and a vendor as simple as they can be. What they answer is on its way until
 * `deliver` is called, so that other things happen before it.
 */
export class BargeInWorld {
  readonly bench: ReducerBench;
  readonly #check: (taken: Taken) => void;
  nowMs = 1_000;
  /** Whether the speaker is held, and the reflex has lowered the agent. */
  isHeld = false;
  isDucked = false;
  #isOpen = false;
  #isArmed = false;
  #onWay: (() => void)[] = [];
  #voice: { onsetAtMs: number; speechMs: number; sound: Sound } | null = null;
  #isDismissed = false;
  #item: string | null = null;
  #count = 0;

  constructor(options: WorldOptions, check: (taken: Taken) => void) {
    this.#check = check;
    this.bench = new ReducerBench({ ...options, observe: observeBargeIn });
  }

  take(...inputs: readonly SessionInput[]): void {
    for (const input of inputs) {
      const before = this.bench.state;
      this.bench.effects = [];
      this.bench.input(input);
      const { effects, state } = this.bench;
      for (const effect of effects) this.#perform(effect);
      this.#check({ input, before, after: state, effects });
    }
  }

  hear(...events: readonly ServerEvent[]): void {
    const { connection } = this.bench.state.public;
    const times = { atMs: this.nowMs, lastVoicedAtMs: null, playhead: this.#playhead };
    for (const event of events) this.take({ type: 'server-event-received', connection, event, ...times });
  }

  get #playhead() {
    return this.#item === null ? null : { itemId: this.#item, heardMs: 500 };
  }

  /** What the devices, the reflex and the timers have to say reaches the session. */
  deliver(): void {
    const onWay = this.#onWay;
    this.#onWay = [];
    for (const arrive of onWay) arrive();
  }

  configure(policy: BargeInPolicy | null): void {
    if (policy === null) this.closeReflex(false);
    this.take({ type: 'barge-in-changed', policy });
    if (policy && policy.detect !== 'vendor' && !this.#isOpen) this.openReflex();
    if (policy?.detect === 'vendor') this.closeReflex(false);
  }

  openReflex(): void {
    if (this.bench.state.bargeIn === null) return;
    this.#isOpen = true;
    this.isDucked = this.#isArmed = false;
    this.take({ type: 'reflex-opened', canPause: !this.bench.state.vendor.isCall });
  }

  closeReflex(isLost: boolean): void {
    if (!this.#isOpen) return;
    this.#isOpen = this.isDucked = this.#isArmed = false;
    this.#voice = null;
    this.take({ type: 'reflex-closed', isLost });
  }

  speak(isInterruptible: boolean, isDone: boolean): void {
    if (this.#item !== null || this.bench.state.public.status !== 'live') return;
    this.#count += 1;
    const [responseId, itemId] = [`r${this.#count}`, `a${this.#count}`];
    const place = { responseId, itemId, contentIndex: 0 };
    this.hear(
      { type: 'response-started', responseId, isOutOfBand: false, metadata: null },
      { type: 'output-transcript-delta', ...place, delta: 'Once upon a time there was a king.' },
      { type: 'audio-delta', ...place, audio: new Uint8Array(96_000) },
    );
    if (isDone) this.hear({ type: 'audio-done', ...place }, responseDone(responseId));
    if (!this.bench.state.playback.playouts.has(itemId)) return;
    this.#item = itemId;
    this.take({ type: 'item-playout-started', itemId, atMs: this.nowMs, isInterruptible });
    this.#listen();
  }

  /** The agent has been heard to the end of what it says. */
  finish(): void {
    const itemId = this.#item;
    if (itemId === null || this.isHeld) return;
    this.#item = null;
    const { responseId = '' } = this.bench.state.playback.playouts.get(itemId) ?? {};
    if (this.bench.state.responses.active.has(responseId)) this.hear(responseDone(responseId));
    this.take(
      { type: 'item-playout-done', itemId, heardMs: 2_000 },
      { type: 'playback-drained', atMs: this.nowMs },
    );
  }

  begin(sound: Sound): void {
    if (!this.#isOpen || this.#voice) return;
    this.#voice = { onsetAtMs: this.nowMs, speechMs: 20, sound };
    this.#isDismissed = false;
    this.nowMs += 20;
    this.#report('onset');
    this.#listen();
  }

  goOn(ms: number): void {
    this.nowMs += ms;
    if (!this.#voice) return;
    this.#voice.speechMs += ms;
    this.#report('speech');
    this.#listen();
  }

  end(): void {
    this.nowMs += 300;
    if (!this.#voice) return;
    this.#report('offset', 300);
    this.#voice = null;
  }

  /** The reflex lowers an audible agent while it hears a voice. */
  #listen(): void {
    const isAudible = this.#item !== null && !this.isHeld;
    if (!this.#voice || !this.#isArmed || this.#isDismissed || this.isDucked || !isAudible) return;
    this.isDucked = true;
    this.#report('ducked');
  }

  #report(type: ReflexReport['type'], silenceMs = 0): void {
    if (!this.#voice) return;
    const { onsetAtMs, speechMs, sound } = this.#voice;
    const report: ReflexReport = {
      type,
      onsetAtMs,
      atMs: this.nowMs,
      isDucked: this.isDucked,
      isAgentAudible: this.#item !== null,
      elapsedMs: this.nowMs - onsetAtMs,
      speechMs,
      voicedMs: speechMs,
      silenceMs,
      levelDb: 15,
      probability: 0.9,
      evidenceAtMs: this.nowMs,
      echoMatch: 0,
      couplingDb: -60,
      ...sound,
    };
    this.take({ type: 'reflex-report-received', report, playhead: this.#playhead, atMs: this.nowMs });
  }

  #later(act: () => void): void {
    this.#onWay.push(act);
  }

  #perform(effect: SessionEffect): void {
    switch (effect.type) {
      case 'hold-output':
        this.isHeld = effect.isHeld;
        return;
      case 'flush-output': {
        const heard = this.#playhead ? [this.#playhead] : [];
        this.#item = null;
        const { by } = effect;
        return this.#later(() => this.take({ type: 'output-flushed', by, heard, atMs: this.nowMs }));
      }
      case 'set-timer':
        if (effect.timer !== 'barge-in-silence' && effect.timer !== 'barge-in-words') return;
        return this.#later(() => this.take({ type: 'timer-fired', timer: effect.timer, atMs: this.nowMs }));
      case 'open-connection':
        return this.#later(() => this.#connect(effect.connection));
      case 'tell-reflex':
        return this.#tell(effect.command);
      default:
    }
  }

  #connect(connection: number): void {
    this.take({ type: 'transport-opened', connection });
    const names = { sessionId: 's', expiresAtMs: null, model: null, voice: null };
    this.hear({ type: 'session-configured', turnDetection: { mode: 'server' }, ...names });
  }

  #tell(command: Extract<SessionEffect, { type: 'tell-reflex' }>['command']): void {
    switch (command.type) {
      case 'arm':
        this.#isArmed = command.isArmed;
        return;
      case 'pause':
        return this.#later(() => this.#report('paused'));
      case 'yield':
      case 'resume':
        this.isDucked = false;
        this.#isDismissed = true;
        if (command.type === 'yield') this.#later(() => this.#report('silenced'));
        return;
      case 'load-words': {
        const words = LISTENING_WORDS['en'] as ListeningWords;
        const { language } = command;
        return this.#later(() => this.take({ type: 'listening-words-loaded', language, words }));
      }
      default:
    }
  }

  /** The connection breaks, and another one is on its way. */
  lose(): void {
    const { connection, status } = this.bench.state.public;
    if (status !== 'live') return;
    this.take({
      type: 'connection-lost',
      connection,
      cause: 'connection-lost',
      error: null,
      dropsHandle: false,
      attempt: 1,
      retryDelayMs: 0,
      nextAttemptAtMs: null,
      isOffline: false,
      playhead: this.#playhead,
    });
  }

  pause(): void {
    this.take({ type: 'pause-requested', playhead: this.#playhead });
  }

  close(): void {
    this.take({ type: 'close-requested', reason: 'user', playhead: this.#playhead });
    this.#item = null;
    this.closeReflex(false);
    this.take({ type: 'release-done', playhead: null });
  }

  /** Everything comes to rest: the voice and the agent end, and nothing is on its way any more. */
  rest(): void {
    this.deliver();
    this.end();
    this.take({ type: 'mute-changed', isMuted: false, by: 'user' });
    for (let round = 0; round < 4; round += 1) {
      this.finish();
      this.deliver();
    }
  }
}
