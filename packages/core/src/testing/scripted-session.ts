import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import * as pairedSpeaker from '../media/paired-speaker.ts';
import * as appSpeech from '../runtime/app-speech.ts';
import * as conversation from '../runtime/assemble-conversation.ts';
import * as bargeIn from '../runtime/barge-in-shell.ts';
import * as call from '../runtime/call-module.ts';
import * as continuity from '../runtime/continuity-module.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import { SessionHandle } from '../runtime/session-handle.ts';
import type { SessionModules } from '../runtime/session-loop.ts';
import type { RealtimeSessionOptions, SessionPorts } from '../runtime/session-options.ts';
import { resolveStartPorts } from '../runtime/start-ports.ts';
import * as tools from '../runtime/tool-runner.ts';
import { LISTENING_WORDS } from '../session/barge-in/listening-words.ts';
import type { ListeningWords } from '../session/barge-in/split-phrases.ts';
import { mergeWords } from '../session/barge-in/split-phrases.ts';
import * as restore from '../session/history/restore-conversation.ts';
import type { Clock } from '../util/clock.ts';
import { systemClock } from '../util/clock.ts';
import type { Lazy } from '../util/lazy.ts';
import { createFakeNetwork, createFakePage } from './fake-environment.ts';
import type { FakeNetwork, FakePage } from './fake-environment.ts';
import { createFakeMicrophone } from './fake-microphone.ts';
import type { FakeMicrophone } from './fake-microphone.ts';
import { createFakeReflex } from './fake-reflex.ts';
import type { FakeReflex } from './fake-reflex.ts';
import { createFakeSpeaker } from './fake-speaker.ts';
import type { FakeSpeaker } from './fake-speaker.ts';
import { createManualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { createScriptedAdapter } from './scripted-adapter.ts';
import type { ScriptedAdapterOptions } from './scripted-adapter.ts';
import { createScriptedServer } from './scripted-server.ts';
import type { ScriptedServer } from './scripted-server.ts';
import { createScriptedTransport } from './scripted-transport.ts';
import type { ScriptedTransport } from './scripted-transport.ts';
import { createScriptedSpeech, routeSpeech } from './scripted-speech.ts';
import type { ScriptedSpeech } from './scripted-speech.ts';
import { settle } from './settle.ts';

/** Options of a scripted session. `idleTimeoutMs` is `false` by default, so that a test can let any time pass. */
export interface ScriptedSessionOptions extends Partial<Omit<RealtimeSessionOptions, 'adapter'>> {
  /** The options of the scripted vendor, which otherwise supports everything. */
  readonly vendor?: ScriptedAdapterOptions;
  /** Lets time pass by itself, for stories that people watch. @default false */
  readonly realTime?: boolean;
  /** Whether the speaker opens blocked, as in a page without a user gesture. @default false */
  readonly playbackBlocked?: boolean;
  /** Whether the session has a source that speaks the app's texts. @default true */
  readonly speechSource?: boolean;
}

/** A real session in a made-up world. */
export interface ScriptedSession {
  readonly session: RealtimeSession;
  readonly adapter: ProviderAdapter;
  readonly server: ScriptedServer;
  readonly transport: ScriptedTransport;
  readonly microphone: FakeMicrophone;
  readonly speaker: FakeSpeaker;
  /** Opened in sessions with `bargeIn`. */
  readonly reflex: FakeReflex;
  /** The network of the device. */
  readonly network: FakeNetwork;
  /** The page that the session runs in. */
  readonly page: FakePage;
  /** Speaks the texts of `say`. */
  readonly speech: ScriptedSpeech;
  readonly clock: Clock;
  /** Lets time pass; in real time it really waits. */
  readonly advance: (ms: number) => Promise<void>;
  /** Waits until everything that can happen without time passing has happened. */
  readonly settle: () => Promise<void>;
  /** Timers that wait; 0 in real time, where they are the platform's. */
  readonly pendingTimers: () => number;
}

/** All modules are loaded: a test steps through a session from the first call on. */
const LOADED_MODULES: SessionModules = {
  conversation: loaded(conversation),
  restore: loaded(restore),
  tools: loaded(tools),
  bargeIn: loaded({
    createBargeInShell: (options) => bargeIn.createBargeInShell({ ...options, loadWords: wordsOf }),
  }),
  speech: loaded(appSpeech),
  continuity: loaded(continuity),
  call: loaded(call),
  pairedSpeaker: loaded(pairedSpeaker),
};

function wordsOf(language: string | null): ListeningWords {
  if (language === null) return mergeWords(Object.values(LISTENING_WORDS));
  return LISTENING_WORDS[language] ?? { backchannels: [], commands: [] };
}

function loaded<Module>(module: Module): Lazy<Module> {
  return { loaded: module, load: () => Promise.resolve(module) };
}

/**
 * Creates a session that is real in all but its world: a scripted vendor, a scripted transport, fake media, and time that
 * advances on command. Streamed text is published once a task. It runs in Node and in browsers.
 *
 * @example
 * const { session, server } = createScriptedSession();
 * await session.connect();
 * server.emit({ type: 'speech-started', itemId: 'u1', audioStartMs: 0 });
 */
export function createScriptedSession(options: ScriptedSessionOptions = {}): ScriptedSession {
  const { vendor, realTime = false, playbackBlocked = false, speechSource = true, ports, ...rest } = options;
  const manual = realTime ? null : createManualClock();
  const clock = ports?.clock ?? manual ?? systemClock;
  const adapter = createScriptedAdapter(vendor);
  const transport = createScriptedTransport();
  const server = createScriptedServer(transport);
  const microphone = createFakeMicrophone();
  const speaker = createFakeSpeaker({ clock, blocked: playbackBlocked });
  const reflex = createFakeReflex();
  const speech = createScriptedSpeech();
  const [network, page] = [createFakeNetwork(), createFakePage()];
  const devices = { microphone, speaker, reflex, transport: routeSpeech(transport, speech) };
  const world = { ...createQuietPorts(), ...devices, network, page, clock, ...ports };
  const session = new SessionHandle(
    {
      credential: () => Promise.resolve('scripted-credential'),
      ...(speechSource && { speech: speech.options }),
      idleTimeoutMs: false,
      ...rest,
      adapter,
    },
    resolveStartPorts(world),
    LOADED_MODULES,
  );
  return {
    session,
    adapter,
    server,
    transport,
    microphone,
    speaker,
    reflex,
    network,
    page,
    speech,
    clock,
    advance: (ms) => pass(clock, manual, ms),
    settle,
    pendingTimers: () => manual?.pendingTimers ?? 0,
  };
}

async function pass(clock: Clock, manual: ManualClock | null, ms: number): Promise<void> {
  if (manual) await manual.advanceAsync(ms);
  else await new Promise<void>((resolve) => void clock.setTimeout(resolve, ms));
  await settle();
}

/** Frames come with the next microtask and ids are counted, so that every run is the same. */
function createQuietPorts(): Pick<SessionPorts, 'scheduleFrame' | 'createId'> {
  let created = 0;
  return {
    scheduleFrame: (callback) => queueMicrotask(callback),
    createId() {
      created += 1;
      return String(created);
    },
  };
}
