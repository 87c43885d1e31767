import { RealtimeError } from '../errors/realtime-error.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ContentPart, ItemId } from '../protocol/conversation-item.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { SpeakerStats } from '../media/speaker-port.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import { entryOf } from '../session/entries.ts';
import type { InputMode, SessionState } from '../session/session-state.ts';
import { silentLevel } from '../util/level-source.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { ReadableStore } from '../util/readable-store.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { BudgetWorld } from './budget/session-budget.ts';
import type { AnyClientTool } from './client-tool.ts';
import type { Devices } from './devices.ts';
import type { Playhead, RealtimeSession, SessionEvents } from './realtime-session.ts';
import { Retention } from './retention.ts';
import type { MicrophoneOptions } from './microphone-options.ts';
import type { RealtimeSessionOptions } from './session-options.ts';
import type { SpeakerOptions } from './speaker-options.ts';
import type { SessionParts } from './parts.ts';
import { SessionRuntime } from './session-runtime.ts';
import type { StartPorts } from './start-ports.ts';

/** The app's side of a session: it checks what the app asks for and passes it on to the runtime. */
export class SessionHandle implements RealtimeSession {
  readonly store: ReadableStore<SessionState>;
  readonly capabilities: Capabilities;
  readonly budget: RealtimeSession['budget'];
  readonly microphone: LevelSource;
  readonly speaker: LevelSource;
  readonly #runtime: SessionRuntime;
  readonly #ports: StartPorts;
  readonly #adapterId: string;
  readonly #hasSpeech: boolean;
  readonly #retention: Retention;
  #connecting: Promise<void> | null = null;
  #areToolsStale = false;

  constructor(options: RealtimeSessionOptions, ports: StartPorts, parts: SessionParts) {
    this.#adapterId = options.adapter.id;
    this.capabilities = options.adapter.capabilities;
    this.#checkBargeIn(options.bargeIn);
    this.#runtime = new SessionRuntime(options, ports, parts);
    this.#ports = ports;
    this.#hasSpeech = options.speech !== undefined;
    this.store = this.#runtime.publisher.store;
    this.budget = options.budget ?? null;
    this.#runtime.openBudget = () => options.budget?.open(this, worldOf(options, ports));
    this.microphone = createRelay(() => this.#devices?.microphoneLevel);
    this.speaker = createRelay(() => this.#devices?.speakerLevel);
    this.#retention = new Retention(ports.clock, () => {
      if (this.#state.status !== 'idle') void this.close();
    });
  }

  get #state(): SessionState {
    return this.#runtime.machine.state;
  }

  /** What is open once there is somebody to talk to. */
  get #devices(): Devices | undefined {
    return this.#runtime.engine?.devices;
  }

  // Methods are bound, so that `onClick={session.interrupt}` and destructuring work.
  readonly connect: RealtimeSession['connect'] = ({ signal } = {}) => {
    if (signal?.aborted)
      return Promise.reject(this.#error('aborted', 'The call was aborted before it began.'));
    const { status } = this.#state;
    if (status === 'live') return Promise.resolve();
    const refusal = this.budget?.refusal();
    if (refusal) return Promise.reject(refusal);
    if (status === 'closing') {
      return Promise.reject(
        this.#error(
          'invalid-state',
          'The session is being closed. Wait for close() before you connect again.',
        ),
      );
    }
    this.#connecting ??= this.#beginConnecting();
    const abort = () => void this.close();
    signal?.addEventListener('abort', abort, { once: true });
    return this.#connecting.finally(() => signal?.removeEventListener('abort', abort));
  };

  #beginConnecting(): Promise<void> {
    const connecting = this.#runtime.waitForLive().finally(() => {
      this.#connecting = null;
    });
    this.#devices?.endDraining();
    this.#runtime.dispatch({ type: 'connect-requested' });
    if (this.#runtime.starting) this.#unlock();
    return connecting;
  }

  /** Within the user's gesture, which would be over by the time that the engine has been loaded. */
  #unlock(): void {
    if (this.#runtime.machine.config.outputModality === 'text') return;
    try {
      (this.#ports.own.speaker ?? this.#ports.contexts).unlock();
    } catch {
      // Where there is no audio at all, opening the speaker says so, to whoever waits for the connection.
    }
  }

  readonly close: RealtimeSession['close'] = async ({ reason = 'user' } = {}) => {
    const playhead = this.#devices?.playhead ?? null;
    this.#runtime.dispatch({ type: 'close-requested', reason, playhead });
    this.#devices?.endDraining();
    await this.#runtime.starting;
    await this.#runtime.waitForEnd();
  };

  readonly beginTurn = (): void => {
    if (!this.capabilities.canCommitTurns) this.#refuse('take turns that are opened by hand');
    if (this.#state.inputMode !== 'push-to-talk') {
      throw this.#error(
        'invalid-state',
        'Turns are found by voice in hands-free mode. Set the input mode to push-to-talk first.',
      );
    }
    const isTurnWaiting = this.#runtime.machine.queue.some(({ type }) => type === 'commit-turn');
    if (isTurnWaiting || this.#state.status === 'idle') {
      throw this.#error(
        'invalid-state',
        isTurnWaiting
          ? 'A turn is waiting for the connection already, so no other can be opened. Wait until the session is live.'
          : 'A turn cannot be opened while no microphone is: call connect() first.',
      );
    }
    this.#requireUsable('A turn cannot be opened');
    this.#runtime.dispatch({ type: 'turn-begun' });
  };

  readonly endTurn = (): void => {
    // A turn that was opened while the engine is on its way is not in the state yet.
    if (!this.#state.isTurnOpen && !this.#runtime.starting) {
      throw this.#error(
        'invalid-state',
        'No turn is open, so there is nothing to hand over. Call beginTurn() first.',
      );
    }
    this.#runtime.dispatch({
      type: 'turn-ended',
      audioMs: this.#devices?.gate.sentMs ?? 0,
      atMs: this.#ports.clock.now(),
      lastVoicedAtMs: this.#devices?.lastVoicedAtMs ?? null,
    });
  };

  readonly cancelTurn = (): void => this.#runtime.dispatch({ type: 'turn-cancelled' });

  readonly interrupt = (): void => this.#runtime.dispatch({ type: 'interrupt-requested' });

  readonly setMicrophone = (microphone: MicrophoneOptions | false): Promise<void> =>
    this.#runtime.setMicrophone(microphone);

  readonly setSpeaker = (speaker: SpeakerOptions): Promise<void> => this.#runtime.setSpeaker(speaker);

  readonly stopResponding = (): void => this.#runtime.dispatch({ type: 'stop-requested' });

  readonly setMuted = (isMuted: boolean): void => this.#runtime.dispatch({ type: 'mute-set', isMuted });

  readonly setVolume = (volume: number): void => {
    if (!(volume >= 0 && volume <= 1)) {
      throw this.#error('invalid-config', `The volume must be a number from 0 to 1, and ${volume} is not.`);
    }
    this.#runtime.dispatch({ type: 'volume-set', volume });
  };

  readonly sendText = (text: string): ItemId => this.sendMessage([{ type: 'text', text }]);

  readonly sendMessage: RealtimeSession['sendMessage'] = (content, options = {}) => {
    this.#checkMessage(content);
    const id = `item_${this.#ports.createId()}`;
    this.#runtime.dispatch({
      type: 'message-sent',
      item: { type: 'message', id, role: options.role ?? 'user', status: 'completed', content },
      isAnswered: options.isAnswered ?? options.role !== 'system',
      atMs: this.#ports.clock.now(),
    });
    return id;
  };

  #checkMessage(content: readonly ContentPart[]): void {
    if (!this.capabilities.canSendText) this.#refuse('take written messages');
    if (content.some((part) => part.type === 'image') && !this.capabilities.canSendImages)
      this.#refuse('take images');
    const isEmpty = content.every((part) => part.type === 'text' && part.text.trim() === '');
    if (isEmpty || content.some((part) => part.type === 'audio')) {
      throw this.#error(
        'invalid-config',
        'A message needs words or an image. Speech goes through the microphone.',
      );
    }
    this.#requireUsable('The message cannot be sent');
  }

  readonly say = (text: string): ItemId => {
    if (!this.#hasSpeech) {
      throw this.#error(
        'unsupported-capability',
        'There is nobody to speak it: give the session a `speech` source.',
      );
    }
    if (text.trim() === '') throw this.#error('invalid-config', 'A text without words cannot be spoken.');
    this.#requireUsable('The text cannot be spoken');
    const itemId = `said_${this.#ports.createId()}`;
    this.#runtime.dispatch({ type: 'say-requested', itemId, text });
    return itemId;
  };

  readonly respond = (options: ResponseOptions = {}): void => {
    if (!this.capabilities.isResponseOnDemand) this.#refuse('be asked for a response');
    if (options.isOutOfBand && !this.capabilities.canRespondOutOfBand) this.#refuse('respond out of band');
    this.#requireUsable('A response cannot be asked for');
    this.#runtime.dispatch({ type: 'response-requested', options });
  };

  readonly removeItem = (itemId: ItemId): void =>
    this.#runtime.dispatch({ type: 'item-removal-requested', itemId });

  readonly answerApproval: RealtimeSession['answerApproval'] = (itemId, { isApproved, reason = null }) => {
    if (entryOf(this.#state.transcript, itemId)?.kind !== 'approval') {
      throw this.#error('invalid-state', `No request for consent has the id ${itemId}.`);
    }
    this.#runtime.dispatch({ type: 'approval-answered', itemId, isApproved, reason });
  };

  readonly updateConfig = (patch: Partial<SessionConfig>): void => {
    const { status } = this.#state;
    const fixed = (Object.keys(patch) as (keyof SessionConfig)[]).filter(
      (field) => !this.capabilities.updatable.includes(field),
    );
    if (status === 'live' && fixed.length > 0)
      this.#refuse(`change ${fixed.join(', ')} during a conversation`);
    this.#runtime.changeConfig(patch);
  };

  readonly setBargeIn = (options: BargeInOptions | null): void => {
    this.#checkBargeIn(options);
    this.#runtime.setBargeIn(options);
  };

  #checkBargeIn(options: BargeInOptions | null | undefined): void {
    if (options?.detect === 'local' && !this.capabilities.canHoldInterruption)
      this.#refuse('leave it to the kit when the agent stops');
  }

  readonly setInputMode = (mode: InputMode): void => {
    if (mode === 'push-to-talk' && !this.capabilities.canCommitTurns)
      this.#refuse('take turns that are opened by hand');
    this.#runtime.dispatch({ type: 'input-mode-set', mode });
  };

  readonly sendVendorEvent: RealtimeSession['sendVendorEvent'] = (event) => {
    const connection = this.#runtime.engine?.connection;
    if (this.#state.status !== 'live' || !connection) {
      throw this.#error(
        'invalid-state',
        'A vendor’s own message can be sent only while the session is live.',
      );
    }
    if (!connection.sendVendorEvent(event)) this.#refuse('be sent messages of its own');
  };

  readonly registerTool = (tool: AnyClientTool): (() => void) => {
    const remove = this.#runtime.tools.register(tool);
    this.#redeclareTools();
    return () => {
      remove();
      this.#redeclareTools();
    };
  };

  /** Components come and go together: the vendor is told once for all changes of one task. */
  #redeclareTools(): void {
    if (this.#areToolsStale) return;
    this.#areToolsStale = true;
    queueMicrotask(() => {
      this.#areToolsStale = false;
      this.#runtime.redeclareTools();
    });
  }

  readonly resumePlayback = async (): Promise<void> => {
    if (this.#runtime.starting) this.#unlock();
    await this.#devices?.resumePlayback();
  };

  readonly getPlayhead = (): Playhead | null => {
    const playhead = this.#devices?.playhead;
    if (!playhead) return null;
    const { receivedMs = playhead.heardMs } = this.#runtime.machine.tracks.get(playhead.itemId) ?? {};
    return { ...playhead, receivedMs };
  };

  readonly getConnectionStats = async (): Promise<ConnectionStats | null> =>
    (await this.#runtime.engine?.connection?.stats()) ?? null;

  readonly getPlaybackStats = (): SpeakerStats | null => this.#devices?.stats() ?? null;

  readonly on = <K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
  ): (() => void) => this.#runtime.emitter.on(type, listener);

  readonly retain = (): (() => void) => this.#retention.retain();

  #requireUsable(what: string): void {
    const { status } = this.#state;
    if (status !== 'closing' && status !== 'closed' && status !== 'failed') return;
    throw this.#error('invalid-state', `${what}: the session is ${status}. Call connect() first.`);
  }

  #refuse(what: string): never {
    throw this.#error(
      'unsupported-capability',
      `The vendor of this session cannot ${what}. Ask session.capabilities before you offer it.`,
    );
  }

  #error(code: RealtimeError['code'], message: string): RealtimeError {
    return new RealtimeError(code, message, { adapterId: this.#adapterId });
  }
}

/** What a budget is given to work with. */
function worldOf({ adapter, logger }: RealtimeSessionOptions, ports: StartPorts): BudgetWorld {
  const { inputFormat, outputFormat } = adapter;
  const { clock, scheduleFrame } = ports;
  const warn = (message: string, details?: unknown) => logger?.warn(message, details);
  return { inputFormat, outputFormat, clock, scheduleFrame, warn };
}

/** A source that is there from the beginning and follows the device that is open, if one is. */
function createRelay(source: () => LevelSource | undefined): LevelSource {
  return {
    level: () => (source() ?? silentLevel).level(),
    bands: (into) => (source() ?? silentLevel).bands(into),
  };
}
