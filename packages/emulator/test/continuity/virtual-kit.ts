import { createRealtimeSession, defineTool, listEntries, preloadRealtimeSession } from '@repartee/core';
import type {
  AnyClientTool,
  Continuity,
  LazyAdapter,
  MessageEntry,
  RealtimeError,
  RealtimeSession,
  SessionBudget,
  SessionState,
  TranscriptEntry,
} from '@repartee/core';
import { encodeAudio } from '@repartee/core/audio';
import { createBudget } from '@repartee/core/budget';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker, createManualClock } from '@repartee/core/testing';
import type { FakeMicrophone, FakeSpeaker, ManualClock } from '@repartee/core/testing';
import { WebSocket } from 'ws';
import type { AgentOutput, AgentTurn, EmulatedAgent } from '../../src/agent/agent.ts';
import { createEmulator } from '../../src/create-emulator.ts';
import type { Emulator } from '../../src/create-emulator.ts';
import type { EmulatorOptions } from '../../src/emulator-options.ts';
import type { FaultPlan } from '../../src/faults/fault.ts';
import { createToneVoice } from '../fake-speech.ts';
import { Billing } from './billing.ts';
import type { Kit } from './kit.ts';
import { Loopback } from './loopback-quiet.ts';
import { createWordRecognizer, speakWords } from './spoken-words.ts';
import type { WordRecognizer } from './spoken-words.ts';

/** The audio that the microphone gives at once, in milliseconds: more than a real one, so that the machine has less to do. */
const CHUNK_MS = 100;

/** Timers within a slice run without a pause; promises settle behind each slice, and sockets deliver behind each chunk. */
const SLICE_MS = 20;

async function drainMicrotasks(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}

/** After so much silence neither side will say anything, in milliseconds: if the agent had the last word, and if not. */
const ANSWERED_MS = 400;
const SETTLED_MS = 2_000;

/** The duration of the app's tool, in milliseconds. */
export const TOOL_MS = 1_000;

export const STORY = 'Once there was a keeper in a tower';
const STORY_MARK = 'story';

/** An agent that remembers, or has to say that it does not. */
export const rememberingAgent: EmulatedAgent = { respond: answer };

function answer({ history }: AgentTurn): readonly AgentOutput[] {
  const last = history.findLast(({ role }) => role === 'user' || role === 'tool');
  const asked = last?.text.toLowerCase() ?? '';
  if (last?.role === 'tool') return [{ type: 'speech', text: 'It is mild in Paris.' }];
  if (asked.includes('who')) {
    const isKnown = history.some(({ text }) => /\bann\b/i.test(text));
    return [{ type: 'speech', text: isKnown ? 'You are Ann.' : 'I do not know.' }];
  }
  if (asked.includes('weather'))
    return [{ type: 'tool-call', name: 'get_weather', arguments: { place: 'Paris' } }];
  if (asked.includes(STORY_MARK)) return [{ type: 'speech', text: STORY }];
  return [{ type: 'speech', text: 'All right then.' }];
}

export const isMessage = (entry: TranscriptEntry): entry is MessageEntry => entry.kind === 'message';

export interface VirtualKitOptions {
  readonly kit: Kit;
  readonly faults?: FaultPlan;
  /** The options of the emulator that differ. */
  readonly emulated?: Partial<EmulatorOptions>;
  /** The fields of the tool that differ. */
  readonly tool?: Partial<AnyClientTool>;
}

interface World {
  readonly emulator: Emulator;
  readonly recognizer: WordRecognizer;
  readonly loopback: Loopback;
  readonly clock: ManualClock;
}

/** A session of the kit on real sockets against the emulator, in virtual time, with a user whose words can be told apart. */
export class VirtualKit {
  readonly clock: ManualClock;
  readonly microphone: FakeMicrophone = createFakeMicrophone();
  readonly speaker: FakeSpeaker;
  readonly continuities: Continuity[] = [];
  readonly errors: RealtimeError[] = [];
  readonly emulator: Emulator;
  readonly recognizer: WordRecognizer;
  readonly session: RealtimeSession;
  readonly budget: SessionBudget;
  readonly billing: Billing;
  /** The number of times that the tool ran. */
  toolRuns = 0;
  /**
   * The number of connections that were live. One that stood by takes the place of another without a change of the status.
   */
  lives = 0;
  /** The most connections that were open at a time. */
  mostOpen = 0;
  readonly #adapter: LazyAdapter;
  readonly #loopback: Loopback;
  readonly #systemNow: () => number;
  readonly #timersBefore: number;
  /** The user's speech so far, in milliseconds. */
  spokenMs = 0;
  /** Whether a credential has been asked for: everything that is loaded for a conversation has been. */
  #hasBegun = false;
  #speech = new Float32Array(0);
  /** The last message when the user began to speak. */
  #lastBefore: string | null = null;

  static async create(options: VirtualKitOptions): Promise<VirtualKit> {
    const loopback = new Loopback();
    const clock = createManualClock();
    const recognizer = createWordRecognizer();
    const emulator = await createEmulator({
      voice: createToneVoice(),
      recognizer,
      agent: rememberingAgent,
      latencyMs: 400,
      jitterMs: 0,
      pace: 2,
      clock,
      epochMs: clock.wallNow() - clock.now(),
      ...(options.faults && { faults: options.faults }),
      ...options.kit.emulated,
      ...options.emulated,
    });
    return new VirtualKit(options, { emulator, recognizer, loopback, clock });
  }

  private constructor({ kit, tool }: VirtualKitOptions, world: World) {
    const { emulator, recognizer, loopback, clock } = world;
    this.recognizer = recognizer;
    this.clock = clock;
    // Credentials are dated by the server that mints them.
    this.#systemNow = Date.now;
    Date.now = () => clock.wallNow();
    this.speaker = createFakeSpeaker({ clock });
    this.emulator = emulator;
    this.#loopback = loopback;
    this.#timersBefore = clock.pendingTimers;
    const minter = kit.minter(emulator.origin);
    this.#adapter = kit.adapter(emulator.origin);
    this.billing = new Billing(emulator, clock, kit.billedTokens);
    this.budget = createBudget({ prices: kit.prices });
    this.session = createRealtimeSession({
      budget: this.budget,
      adapter: this.#adapter,
      credential: () => {
        this.#hasBegun = true;
        return minter.mint();
      },
      idleTimeoutMs: false,
      tools: [{ ...this.#createTool(), ...tool }],
      ports: {
        clock,
        microphone: this.microphone,
        speaker: this.speaker,
        transport: createWebSocketTransport({ webSocket: WebSocket }),
        scheduleFrame: (callback) => (queueMicrotask(callback), () => {}),
      },
    });
    this.session.on('continuity', (event) => this.continuities.push(event));
    this.session.on('error', (error) => this.errors.push(error));
    let lastLive: number | null = null;
    this.session.store.subscribe(({ status, connection }) => {
      if (status !== 'live' || connection === lastLive) return;
      lastLive = connection;
      this.lives += 1;
    });
  }

  #createTool() {
    return defineTool<{ readonly place?: string }>({
      name: 'get_weather',
      description: 'Tells the weather.',
      execute: () => {
        this.toolRuns += 1;
        return new Promise((resolve) => {
          this.clock.setTimeout(() => resolve({ summary: 'Mild.' }), TOOL_MS);
        });
      },
    });
  }

  get state(): SessionState {
    return this.session.store.getState();
  }

  /** Connects, and hears a greeting to its end. Returns the error of `connect`, or `null`. */
  async connect(): Promise<unknown> {
    let outcome: unknown = undefined;
    // The modules of a process's first session take no virtual time.
    await preloadRealtimeSession(this.#adapter);
    this.session.connect().then(
      () => (outcome = null),
      (error: unknown) => (outcome = error),
    );
    const isSettled = () => outcome !== undefined;
    while (!this.#hasBegun && !isSettled()) await new Promise((resolve) => void setTimeout(resolve, 1));
    await this.until(isSettled, 60_000);
    return outcome;
  }

  /** The words are spoken into the microphone from now on. */
  speak(words: string): void {
    this.#lastBefore = this.#lastMessage?.id ?? null;
    const { sampleRateHz } = this.microphone.lastOptions?.format ?? { sampleRateHz: 24_000 };
    const samples = speakWords(words.split(' '), sampleRateHz);
    const joined = new Float32Array(this.#speech.length + samples.length);
    joined.set(this.#speech);
    joined.set(samples, this.#speech.length);
    this.#speech = joined;
  }

  get isUserSpeaking(): boolean {
    return this.#speech.length > 0;
  }

  /** Lets time pass: the microphone gives its audio, timers run, and sockets deliver. */
  async pass(ms: number): Promise<void> {
    const endMs = this.clock.now() + ms;
    while (this.clock.now() < endMs) {
      const stepMs = Math.min(CHUNK_MS, endMs - this.clock.now());
      await this.#step(stepMs);
    }
  }

  async #step(ms: number): Promise<void> {
    this.#pushMicrophone(ms);
    await this.#loopback.quiet();
    const endMs = this.clock.now() + ms;
    while (this.clock.now() < endMs) {
      this.clock.advance(Math.min(SLICE_MS, endMs - this.clock.now()));
      await drainMicrotasks();
    }
    await this.#loopback.quiet();
    const open = this.emulator.sessions.filter(({ isOpen }) => isOpen).length;
    this.mostOpen = Math.max(this.mostOpen, open);
  }

  #pushMicrophone(ms: number): void {
    const format = this.microphone.lastOptions?.format;
    if (!this.microphone.isOpen || !format) return;
    const length = Math.round((ms * format.sampleRateHz) / 1000);
    const samples = new Float32Array(length);
    const said = this.#speech.subarray(0, length);
    samples.set(said);
    this.spokenMs += (said.length * 1000) / format.sampleRateHz;
    this.#speech = this.#speech.slice(length);
    this.microphone.push(encodeAudio(samples, format));
  }

  /** Lets time pass until something is so. Returns whether it came to be within the limit. */
  async until(isSo: () => boolean, limitMs = 30_000): Promise<boolean> {
    const endMs = this.clock.now() + limitMs;
    await this.#loopback.quiet();
    while (!isSo()) {
      if (this.clock.now() >= endMs) return false;
      await this.pass(CHUNK_MS);
    }
    return true;
  }

  get isOver(): boolean {
    return this.state.status === 'closed' || this.state.status === 'failed';
  }

  /** Whether words of the user are awaited. */
  get isTranscribing(): boolean {
    return listEntries(this.state.transcript).some(
      (entry) => isMessage(entry) && (entry.state === 'transcribing' || entry.state === 'speaking'),
    );
  }

  /** Whether the agent has had the last word. */
  get isAnswered(): boolean {
    const last = this.#lastMessage;
    return last?.role === 'agent' && last.state !== 'streaming' && last.id !== this.#lastBefore;
  }

  get #lastMessage(): MessageEntry | undefined {
    return listEntries(this.state.transcript).findLast(isMessage);
  }

  /** Lets time pass until neither side has said anything for a while, or the session has ended. */
  async untilQuiet(limitMs = 60_000): Promise<boolean> {
    let sinceMs = this.clock.now();
    return this.until(() => {
      const { status, phase } = this.state;
      const isQuiet =
        status === 'live' && phase === 'listening' && !this.isUserSpeaking && !this.isTranscribing;
      if (!isQuiet) sinceMs = this.clock.now();
      return this.isOver || this.clock.now() - sinceMs >= (this.isAnswered ? ANSWERED_MS : SETTLED_MS);
    }, limitMs);
  }

  /** Ends everything. Returns what was left open. */
  async close(): Promise<readonly string[]> {
    const left: string[] = [];
    const closing = this.session.close();
    await this.#loopback.quiet();
    await this.pass(CHUNK_MS);
    await closing;
    await this.#loopback.quiet();
    const { microphone, speaker } = this;
    if (microphone.opened !== microphone.closed)
      left.push(`microphone opened ${microphone.opened}, closed ${microphone.closed} times`);
    if (speaker.opened !== speaker.closed)
      left.push(`speaker opened ${speaker.opened}, closed ${speaker.closed} times`);
    await this.emulator.close();
    await this.#loopback.quiet();
    if (this.#loopback.openCount > 0) left.push(`${this.#loopback.openCount} sockets`);
    // The tool of the app may still run: its timer is the test's own.
    this.clock.advance(TOOL_MS);
    const timers = this.clock.pendingTimers - this.#timersBefore;
    if (timers > 0) left.push(`${timers} timers`);
    this.#loopback.close();
    Date.now = this.#systemNow;
    return left;
  }
}
