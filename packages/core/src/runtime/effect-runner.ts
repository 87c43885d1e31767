import type { RealtimeError } from '../errors/realtime-error.ts';
import { toRealtimeError } from '../errors/realtime-error.ts';
import { isUserHeard } from '../session/is-user-heard.ts';
import type { InternalState } from '../session/internal-state.ts';
import type { SessionEffect, TimerName } from '../session/session-effect.ts';
import type { ReducedEvent } from '../session/session-events.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { Clock } from '../util/clock.ts';
import type { Connector } from './connector.ts';
import type { Devices } from './devices.ts';
import type { LazyAppSpeech } from './lazy-app-speech.ts';
import type { LazyBargeIn } from './lazy-barge-in.ts';
import type { LazyContinuity } from './lazy-continuity.ts';
import type { LazyModule } from './lazy-module.ts';
import type { Playhead } from './session-controls.ts';
import type { Logger, RealtimeSessionOptions } from './session-options.ts';
import type { ToolRegistry } from './tool-registry.ts';
import type { ToolRunner, ToolRunnerOptions } from './tool-runner.ts';

/** The module that runs tools. */
export interface ToolModule {
  readonly createToolRunner: (options: ToolRunnerOptions) => ToolRunner;
}

export interface EffectRunnerOptions {
  readonly devices: Devices;
  readonly connector: Connector;
  readonly tools: ToolRegistry;
  readonly session: Pick<RealtimeSessionOptions, 'serverTools'>;
  readonly toolModule: LazyModule<ToolModule>;
  readonly clock: Clock;
  readonly logger?: Logger | undefined;
  readonly bargeIn: LazyBargeIn;
  readonly continuity: LazyContinuity;
  /** `null` in a session whose app has no texts spoken. */
  readonly speech: LazyAppSpeech | null;
  readonly readInternalState: () => InternalState;
  readonly dispatch: (input: SessionInput) => void;
  readonly emit: (event: ReducedEvent) => void;
  readonly log: (message: string, details?: unknown) => void;
  readonly report: (error: unknown) => RealtimeError;
  readonly settleConnect: (error: RealtimeError | null) => void;
  readonly onReleased: (playhead: Playhead | null) => void;
}

/** Browsers fire a longer timer at once. */
const MAX_TIMER_MS = 2_147_483_647;

type EffectOf<Type extends SessionEffect['type']> = Extract<SessionEffect, { readonly type: Type }>;

/** The effects that nothing waits for: where one of them could not be performed, the report is all there is to do. */
type UnawaitedEffect =
  | 'play'
  | 'emit'
  | 'log'
  | 'reply'
  | 'end-item'
  | 'switch-connection'
  | 'load-continuity'
  | 'close-standby'
  | 'summarize'
  | 'renew-connection'
  | 'lose-connection'
  | 'release-audio'
  | 'hold-audio'
  | 'drop-buffered-audio'
  | 'suspend'
  | 'settle-connect'
  | 'tell-reflex'
  | 'set-timer'
  | 'clear-timer'
  | 'set-volume'
  | 'set-muted'
  | 'hold-output'
  | 'interrupt-tools'
  | 'abort-tools'
  | 'answer-tool-approval';

/**
 * Performs the effects of one step. An effect that throws is reported, what waits for it is settled with an error, and the
 * effects behind it are performed all the same.
 */
export class EffectRunner {
  readonly #options: EffectRunnerOptions;
  #toolRunner: ToolRunner | null = null;
  #wasTurnOpen = false;
  readonly #timers = new Map<TimerName, () => void>();
  #failedCommandId: string | null = null;

  constructor(options: EffectRunnerOptions) {
    this.#options = options;
  }

  run(effects: readonly SessionEffect[]): void {
    for (const effect of effects) {
      try {
        this.#perform(effect);
      } catch (cause) {
        const error = this.#options.report(cause);
        this.#settle(effect, error);
      }
    }
    try {
      this.#follow();
    } catch (cause) {
      this.#options.report(cause);
    }
  }

  /** Every effect has a case: the compiler demands it. */
  #perform(effect: SessionEffect): void {
    const { devices, connector, speech, emit, log, settleConnect } = this.#options;
    switch (effect.type) {
      case 'play':
        return devices.play(effect.itemId, effect.audio);
      case 'send':
        return this.#send(effect);
      case 'emit':
        return emit(effect.event);
      case 'log':
        return log(effect.message, effect.details);
      case 'reply':
        return connector.reply(effect.frames, effect.connection);
      case 'end-item':
        return devices.endItem(effect.itemId);
      case 'flush-output':
        return this.#flush(effect);
      case 'speak':
        return speech?.say(effect.itemId, effect.text);
      case 'open-connection':
        return this.#openConnection(effect);
      case 'switch-connection':
        return connector.switchTo(effect.connection);
      case 'load-continuity':
        return void this.#options.continuity.load();
      case 'close-standby':
        return connector.closeStandby();
      case 'summarize':
        return this.#options.continuity.summarize(effect);
      case 'renew-connection':
        return connector.renew(effect.cause);
      case 'lose-connection':
        return connector.lose(effect.error, effect.cause);
      case 'release-audio':
        return this.#releaseAudio(effect);
      case 'hold-audio':
        return devices.gate.hold(effect.replaySinceMs);
      case 'drop-buffered-audio':
        return devices.gate.drop();
      case 'suspend':
        return this.#suspend();
      case 'release':
        return this.#release(effect);
      case 'settle-connect':
        return settleConnect(effect.error);
      case 'tell-reflex':
        return this.#options.bargeIn.tell(effect.command);
      case 'set-timer':
        return this.#setTimer(effect);
      case 'clear-timer':
        return this.#timers.get(effect.timer)?.();
      case 'set-volume':
      case 'set-muted':
      case 'hold-output':
        return this.#performOnDevices(effect);
      default:
        return this.#performOnTools(effect);
    }
  }

  #performOnDevices(effect: EffectOf<'set-volume' | 'set-muted' | 'hold-output'>): void {
    const { devices } = this.#options;
    switch (effect.type) {
      case 'set-volume':
        return devices.setVolume(effect.volume);
      case 'set-muted':
        return this.#setMuted(effect.isMuted);
      case 'hold-output':
        return devices.holdOutput(effect.isHeld);
      default:
        effect satisfies never;
    }
  }

  #performOnTools(
    effect: EffectOf<'run-tool' | 'interrupt-tools' | 'abort-tools' | 'answer-tool-approval'>,
  ): void {
    switch (effect.type) {
      case 'run-tool':
        return this.#runTool(effect);
      case 'interrupt-tools':
        return this.#withToolRunner((runner) => runner.interrupt());
      case 'answer-tool-approval':
        return this.#withToolRunner((runner) => runner.answerApproval(effect.callId, effect.answer));
      case 'abort-tools':
        return this.#withToolRunner((runner) => runner.abort(effect.callId ?? undefined));
      default:
        effect satisfies never;
    }
  }

  #setMuted(isMuted: boolean): void {
    this.#options.devices.setMuted(isMuted);
    this.#options.connector.connection?.setMuted(isMuted);
  }

  #releaseAudio({ isLossTold = false }: EffectOf<'release-audio'>): void {
    const { connector, continuity, devices, dispatch, readInternalState } = this.#options;
    connector.settle();
    continuity.goLive();
    devices.gate.release();
    if (!isLossTold) return;
    const { connection } = readInternalState().public;
    dispatch({ type: 'switch-done', connection, lostAudioMs: devices.gate.takeLostMs() });
  }

  /** Settles what waits for an effect that could not be performed. The compiler demands an answer for each effect. */
  #settle(effect: SessionEffect, error: RealtimeError): void {
    const { dispatch, onReleased } = this.#options;
    switch (effect.type) {
      case 'open-connection':
        return dispatch({ type: 'connection-failed', connection: effect.connection, error, playhead: null });
      case 'send':
        if (effect.command.type !== 'append-audio') this.#failedCommandId = effect.command.commandId;
        return dispatch({ type: 'command-failed', command: effect.command, error: null });
      case 'run-tool':
        return this.#settleTool(effect.callId, error);
      case 'speak':
        return dispatch({ type: 'app-speech-done', itemId: effect.itemId, error });
      case 'flush-output':
        return dispatch({ type: 'output-flushed', by: effect.by, heard: [] });
      case 'release':
        return onReleased(null);
      default:
        effect.type satisfies UnawaitedEffect;
    }
  }

  /** The reducer is informed of a command that fails, and a command that depends on it is not sent. */
  #send({ command, dependsOn, connection }: EffectOf<'send'>): void {
    if (dependsOn !== undefined && dependsOn === this.#failedCommandId) return;
    if (this.#options.connector.send(command, connection) || command.type === 'append-audio') return;
    this.#failedCommandId = command.commandId;
  }

  #openConnection(effect: EffectOf<'open-connection'>): void {
    const { connector, continuity } = this.#options;
    connector.begin(effect);
    // The session may have been closed or paused while its conversation was being loaded.
    if (connector.connection) continuity.watch();
  }

  #suspend(): void {
    const { devices, connector, continuity } = this.#options;
    continuity.stopWatch();
    connector.close();
    devices.suspend();
  }

  #setTimer({ timer, afterMs }: EffectOf<'set-timer'>): void {
    const { clock, dispatch, devices } = this.#options;
    this.#timers.get(timer)?.();
    const fire = () => {
      const { lastVoicedAtMs, playhead } = devices;
      dispatch({ type: 'timer-fired', timer, atMs: clock.now(), lastVoicedAtMs, playhead });
    };
    const id = clock.setTimeout(fire, Math.min(afterMs, MAX_TIMER_MS));
    this.#timers.set(timer, () => clock.clearTimeout(id));
  }

  #flush(effect: EffectOf<'flush-output'>): void {
    this.#options.speech?.stop();
    this.#options.devices.flush(effect.by).catch((cause: unknown) => {
      this.#settle(effect, this.#options.report(cause));
    });
  }

  #release({ isDraining }: EffectOf<'release'>): void {
    const { devices, connector, continuity, speech, onReleased } = this.#options;
    continuity.stop();
    speech?.close();
    connector.close();
    this.#withToolRunner((runner) => runner.forgetApprovals());
    devices.release(isDraining, onReleased);
  }

  #runTool(effect: EffectOf<'run-tool'>): void {
    const { tools, session, toolModule, clock, logger, dispatch } = this.#options;
    const { callId } = effect;
    // Its output comes as an item.
    if (session.serverTools?.includes(effect.name)) return;
    toolModule.use(
      ({ createToolRunner }) => {
        this.#toolRunner ??= createToolRunner({ tools, clock, ...(logger && { logger }) });
        this.#toolRunner
          .run(effect, {
            onApprovalRequested: (endsAtMs) =>
              dispatch({ type: 'tool-approval-requested', callId, endsAtMs }),
            onStarted: () => dispatch({ type: 'tool-started', callId }),
          })
          .then(
            (result) => dispatch({ type: 'tool-done', ...result }),
            (cause: unknown) => this.#settle(effect, this.#options.report(cause)),
          );
      },
      (error) => error && this.#settleTool(callId, error),
    );
  }

  #settleTool(callId: string, cause: RealtimeError): void {
    const error = toRealtimeError(cause, 'tool-failed', 'The tool could not be run.');
    this.#options.dispatch({
      type: 'tool-done',
      callId,
      output: error.message,
      error,
      isAnswered: true,
    });
  }

  /** Behind the calls that wait for the runner, so that a call which is aborted meanwhile does not run. */
  #withToolRunner(act: (runner: ToolRunner) => void): void {
    const run = () => this.#toolRunner && act(this.#toolRunner);
    const { toolModule } = this.#options;
    if (toolModule.isLoading) toolModule.useBehind(run);
    else run();
  }

  /** Follows the state: in a call silence goes out while the user is not to be heard. */
  #follow(): void {
    const { devices, connector, speech, readInternalState } = this.#options;
    const { public: state } = readInternalState();
    // The audio of a turn is counted from its opening, also while there is no connection to open it at.
    if (state.isTurnOpen && !this.#wasTurnOpen) devices.gate.mark();
    this.#wasTurnOpen = state.isTurnOpen;
    speech?.advance();
    connector.connection?.setInputOpen(state.status === 'live' && !state.isMuted && isUserHeard(state));
  }
}
