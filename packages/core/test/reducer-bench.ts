import { callRules } from '../src/session/reduce-playout.ts';
import type { Capabilities } from '../src/protocol/capabilities.ts';
import type { ClientCommand } from '../src/protocol/client-command.ts';
import type { ServerEvent } from '../src/protocol/server-event.ts';
import { continuityRules } from '../src/session/continuity-rules.ts';
import { createInternalState } from '../src/session/initial-state.ts';
import type { InternalStateOptions } from '../src/session/initial-state.ts';
import type { InternalState } from '../src/session/internal-state.ts';
import { reduceSession } from '../src/session/reduce-session.ts';
import type { InputObserver, LoadedRules } from '../src/session/step.ts';
import type { SessionEffect } from '../src/session/session-effect.ts';
import type { SessionInput } from '../src/session/session-input.ts';
import { entryOf } from '../src/session/transcript/transcript.ts';
import type { TranscriptEntry } from '../src/session/transcript/transcript.ts';
import { SCRIPTED_CAPABILITIES } from '../src/testing/scripted-capabilities.ts';

interface ReducerBenchOptions extends Partial<Omit<InternalStateOptions, 'capabilities'>> {
  readonly capabilities?: Partial<Capabilities>;
  /** The rules of barge-in. */
  readonly observe?: InputObserver;
}

/** A live session reduced to its rules: it takes inputs and keeps the state and the effects. */
export class ReducerBench {
  state: InternalState;
  effects: SessionEffect[] = [];
  nowMs = 0;
  readonly #rules: LoadedRules;

  constructor({ capabilities, observe, ...options }: ReducerBenchOptions = {}) {
    this.#rules = { observe: observe ?? null, continuity: continuityRules, call: callRules };
    this.state = createInternalState({
      capabilities: { ...SCRIPTED_CAPABILITIES, ...capabilities },
      outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
      config: {},
      inputMode: 'hands-free',
      volume: 1,
      ...options,
    });
    this.input({ type: 'connect-requested' }, { type: 'transport-opened', connection: 1 });
    const names = { sessionId: 's', expiresAtMs: null, model: null, voice: null };
    this.hear({ type: 'session-configured', turnDetection: { mode: 'server' }, ...names });
    this.effects = [];
  }

  input(...inputs: readonly SessionInput[]): this {
    for (const input of inputs) {
      const { state, effects } = reduceSession(this.state, input, this.#rules);
      this.state = state;
      this.effects.push(...effects);
    }
    return this;
  }

  /** Takes events of the vendor. */
  hear(...events: readonly ServerEvent[]): this {
    const { connection } = this.state.public;
    const times = { atMs: this.nowMs, lastVoicedAtMs: null };
    return this.input(
      ...events.map((event) => ({ type: 'server-event-received', connection, event, ...times }) as const),
    );
  }

  /** The commands that have been sent. */
  get sent(): readonly ClientCommand[] {
    return this.effects.flatMap((effect) => (effect.type === 'send' ? [effect.command] : []));
  }

  entry(id: string): TranscriptEntry | null {
    return entryOf(this.state.public.transcript, id);
  }
}
