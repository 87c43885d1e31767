import type { ClientCommand } from '../protocol/client-command.ts';
import type { SessionPhase } from '../protocol/session-phase.ts';
import type { SessionStatus } from '../session/session-state.ts';
import { sendCalls, sendSpeech, sendWriting } from './conversation-agent.ts';
import type { AgentCall, AgentSaysOptions } from './conversation-agent.ts';
import { beginSpeech, endSpeech, speak, speakByHand } from './conversation-user.ts';
import type { UserSaysOptions } from './conversation-user.ts';
import { createMismatch } from './mismatch.ts';
import { createScriptedSession } from './scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from './scripted-session.ts';
import { isSameRow, transcriptRows } from './transcript-rows.ts';
import type { TranscriptRow } from './transcript-rows.ts';

/** The user's steps in a conversation. */
export interface ConversationUser {
  /** Speaks: in hands-free mode, or in a push-to-talk turn, depending on the input mode. */
  says(words: string, options?: UserSaysOptions): Conversation;
  /** Begins to speak and does not stop: the next `says` goes on with it. */
  beginsToSpeak(): Conversation;
  writes(words: string): Conversation;
  mutes(): Conversation;
  unmutes(): Conversation;
}

/** The agent's steps in a conversation. */
export interface ConversationAgent {
  /** Answers aloud, and is heard to the end or until it is cut. */
  says(words: string, options?: AgentSaysOptions): Conversation;
  writes(words: string): Conversation;
  /** Calls one of the app's tools. */
  calls(name: string, args?: unknown): Conversation;
  /** Calls several tools in one response. */
  callsAll(calls: readonly AgentCall[]): Conversation;
}

/**
 * A conversation as a chain of steps. Each verb is a step; awaiting the conversation takes the steps in order and
 * gives the world in which they happened.
 */
export interface Conversation extends PromiseLike<ScriptedSession> {
  readonly user: ConversationUser;
  readonly agent: ConversationAgent;
  /** Connects and waits until the session is live. */
  connect(): Conversation;
  close(): Conversation;
  /** The app silences the agent. */
  interrupt(): Conversation;
  /** The connection breaks, or ends with a code of the vendor's. @default 1006 */
  drop(code?: number, reason?: string): Conversation;
  /** Time passes. */
  wait(ms: number): Conversation;
  /** Runs any other step. */
  do(step: (world: ScriptedSession) => void | Promise<void>): Conversation;
  /** Compares the transcript, as rows. @throws Error with the difference. */
  expectTranscript(rows: readonly TranscriptRow[]): Conversation;
  expectStatus(status: SessionStatus): Conversation;
  expectPhase(phase: SessionPhase): Conversation;
  /** Compares what was sent since the last comparison, audio left out. @throws Error with the difference. */
  expectCommands(...types: readonly Exclude<ClientCommand['type'], 'append-audio'>[]): Conversation;
}

/**
 * Begins a conversation with a new scripted session, or continues with an existing one.
 *
 * @example
 * await conversation()
 *   .connect()
 *   .user.says('What is the weather?')
 *   .agent.says('It is sunny today', { interruptAfterWord: 2 })
 *   .expectTranscript([{ user: 'What is the weather?' }, { agent: 'It is', isInterrupted: true }]);
 */
export function conversation(about: ScriptedSession | ScriptedSessionOptions = {}): Conversation {
  return new ConversationSteps('session' in about ? about : createScriptedSession(about));
}

type ConversationStep = (world: ScriptedSession) => void | Promise<void>;

class ConversationSteps implements Conversation {
  readonly #world: ScriptedSession;
  readonly #steps: ConversationStep[] = [];
  /** The user's speech that has begun and not ended. */
  #openSpeech: string | null = null;

  constructor(world: ScriptedSession) {
    this.#world = world;
  }

  readonly user: ConversationUser = {
    says: (words, options = {}) => this.do(() => this.#hearUser(words, options)),
    beginsToSpeak: () =>
      this.do(async (world) => {
        this.#openSpeech = await beginSpeech(world);
      }),
    writes: (words) => this.do(({ session }) => void session.sendText(words)),
    mutes: () => this.do(({ session }) => session.microphone.setMuted(true)),
    unmutes: () => this.do(({ session }) => session.microphone.setMuted(false)),
  };

  readonly agent: ConversationAgent = {
    says: (words, options = {}) => this.do(() => this.#hearAgent(words, options)),
    writes: (words) => this.do((world) => sendWriting(world, words)),
    calls: (name, args) => this.agent.callsAll([{ name, args }]),
    callsAll: (calls) => this.do(async (world) => void (await sendCalls(world, calls))),
  };

  async #hearUser(words: string, options: UserSaysOptions): Promise<void> {
    const world = this.#world;
    if (world.session.store.getState().inputMode === 'push-to-talk')
      return speakByHand(world, words, options);
    const itemId = this.#openSpeech ?? (await beginSpeech(world));
    this.#openSpeech = null;
    await speak(world, words, options.wordMs);
    await endSpeech(world, itemId, options.heardAs === undefined ? words : options.heardAs);
  }

  async #hearAgent(words: string, options: AgentSaysOptions): Promise<void> {
    const world = this.#world;
    const { durationMs } = await sendSpeech(world, words, options);
    const { interruptAfterWord, interruptBy = 'user' } = options;
    // The last report of the playhead comes a moment after the last sample.
    if (interruptAfterWord === undefined) return world.advance(durationMs + 2 * world.microphone.chunkMs);
    const share = interruptAfterWord / words.split(/\s+/).length;
    await world.advance(Math.min(1, share) * durationMs);
    if (interruptBy === 'app') world.session.interrupt();
    else this.#openSpeech = await beginSpeech(world);
  }

  connect(): Conversation {
    return this.do(({ session }) => session.connect());
  }

  close(): Conversation {
    return this.do(({ session }) => session.close());
  }

  interrupt(): Conversation {
    return this.do(({ session }) => session.interrupt());
  }

  drop(code?: number, reason?: string): Conversation {
    return this.do(({ server }) => server.drop(code, reason));
  }

  wait(ms: number): Conversation {
    return this.do(({ advance }) => advance(ms));
  }

  do(step: ConversationStep): Conversation {
    this.#steps.push(step);
    return this;
  }

  expectTranscript(rows: readonly TranscriptRow[]): Conversation {
    return this.do(({ session }) => {
      const actual = transcriptRows(session.store.getState());
      const isSame =
        actual.length === rows.length && actual.every((row, index) => isSameRow(row, rows[index]));
      if (!isSame) throw createMismatch('The transcript is another than expected.', rows, actual);
    });
  }

  expectStatus(status: SessionStatus): Conversation {
    return this.#expectState('status', status);
  }

  expectPhase(phase: SessionPhase): Conversation {
    return this.#expectState('phase', phase);
  }

  #expectState(field: 'status' | 'phase', expected: string): Conversation {
    return this.do(({ session }) => {
      const actual = session.store.getState()[field];
      if (actual !== expected)
        throw createMismatch(`The ${field} is another than expected.`, expected, actual);
    });
  }

  expectCommands(...types: readonly Exclude<ClientCommand['type'], 'append-audio'>[]): Conversation {
    return this.do(({ server }) => server.expectCommands(...types));
  }

  async #run(): Promise<ScriptedSession> {
    // Work that the test itself has started meanwhile comes before the next step.
    await this.#world.settle();
    for (let step = this.#steps.shift(); step; step = this.#steps.shift()) {
      await step(this.#world);
      await this.#world.settle();
    }
    return this.#world;
  }

  /** Awaiting performs the steps so far; a conversation can be continued and awaited again. */
  // oxlint-disable-next-line unicorn/no-thenable -- a conversation reads as one sentence, and `await` ends it
  then<Done = ScriptedSession, Failed = never>(
    onDone?: ((world: ScriptedSession) => Done | PromiseLike<Done>) | null,
    onFailed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    return this.#run().then(onDone, onFailed);
  }
}
